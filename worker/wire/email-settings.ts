import * as z from "zod";
import { languages } from "../domain/language.ts";
import { mailTemplates } from "../domain/sequence.ts";

/**
 * What a merchant can set of the mails: looks, words, and the facts that answer doubts. All of it is plain text and https
 * addresses; how a mail is built stays ours, so that none can be made unsafe or unreadable.
 */
const httpsUrl = z.url({ protocol: /^https$/, hostname: z.regexes.domain }).max(500);

const placeholders = new Set(["product", "shop"]);

/** Markup would be shown as it is typed, and a name in braces that we do not know would stay in braces. */
const plain = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !/<[a-z!/]/i.test(text), "plain text, without HTML")
    .refine(
      (text) => [...text.matchAll(/\{(\w*)\}/g)].every(([, name = ""]) => placeholders.has(name)),
      "of names in braces only {product} and {shop}",
    );
const line = (max: number) => plain(max).refine((text) => !/\p{Cc}/u.test(text), "one line of text");
const paragraphs = (max: number) =>
  plain(max).refine((text) => !/[^\P{Cc}\n]/u.test(text), "text and line breaks");

const tag = z.string().regex(/^[\w.-]{1,60}$/, "1-60 of letters, digits, _ . and -");

/** A fact about the shop, in the merchant's words, and where it is proven. */
const fact = z.strictObject({ text: line(200), url: httpsUrl.nullable().default(null) });

/** What holds people back, in the order it is answered. */
export const doubts = ["delivery", "returns", "payment", "support"] as const;
export type Doubt = (typeof doubts)[number];

const facts = z.partialRecord(z.enum(doubts), fact);
const texts = z.partialRecord(
  z.enum(mailTemplates),
  z.strictObject({
    /** Goes on in the list of mails until about 50 characters; what is longer is cut off there. */
    subject: line(100).optional(),
    title: line(120).optional(),
    /** An empty line begins a new paragraph. */
    body: paragraphs(1000).optional(),
  }),
);

export const emailSettings = z.strictObject({
  /** PNG or JPEG; Gmail shows no SVG. Best on a transparent ground with a light outline: some readers turn mails dark. */
  logo: z
    .strictObject({
      url: httpsUrl.refine((url) => !/\.svgz?($|[?#])/i.test(url), "a PNG or JPEG: Gmail shows no SVG"),
      /** What is read out, and shown while pictures are off. */
      alt: line(100),
      /** In CSS pixels; the file should be twice as wide. */
      width: z.int().min(16).max(320).default(140),
    })
    .nullable()
    .default(null),
  /** Of the button and the links; corrected where it could not be read. */
  accent: z
    .string()
    .regex(/^#[0-9a-f]{6}$/i, "a colour as #0b6e5a")
    .default("#1d1f20"),
  /** Linked in the small print. */
  privacyUrl: httpsUrl.nullable().default(null),
  /** Hosts besides the shop's own that product pictures may come from. A cart's picture from elsewhere is left out. */
  pictureHosts: z
    .array(
      z
        .string()
        .max(253)
        .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, "a hostname in lower case"),
    )
    .max(20)
    .default(["cdn.shopify.com", "cdn11.bigcommerce.com"]),
  /** Added to the links into the shop. `null`: links stay as they are. */
  utm: z
    .strictObject({
      source: tag.default("cartwright"),
      medium: tag.default("email"),
      campaign: tag.default("recovery"),
    })
    .nullable()
    .default(null),
  /** What reviewers say of the shop, and where they say it. */
  reviews: z
    .strictObject({
      average: z.number().min(0).max(5),
      count: z.int().min(1).max(100_000_000),
      /** Who collected them. */
      source: line(60),
      url: httpsUrl,
    })
    .nullable()
    .default(null),
  /** Answers to what holds people back, by language. A mail in another language goes without. */
  facts: z.partialRecord(z.enum(languages), facts).default({}),
  /** The merchant's own words instead of ours, by language and template. */
  texts: z.partialRecord(z.enum(languages), texts).default({}),
});

export type EmailSettings = z.output<typeof emailSettings>;
