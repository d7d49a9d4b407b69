import { caniemail } from "caniemail";
import { HtmlValidate } from "html-validate";
import { beforeAll, describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { mailTemplates } from "../../worker/domain/sequence.ts";
import { sampleCarts, sampleMail } from "../../worker/testing/sample-mails.ts";
import { loadMails } from "./load-mails.ts";

const every = mailTemplates.flatMap((template) => languages.map((language) => ({ template, language })));

/**
 * What we use knowing that a family of readers does not have it, as caniemail.com names it, and why nothing is lost.
 * Whatever is not here must work everywhere.
 */
const knownGaps: Record<string, { clients: RegExp; why: string }> = {
  "@media": {
    clients: /^(gmail\.mobile-webmail|outlook\.windows|outlook\.windows-mail)$/,
    why: "adds room on phones and our own dark colours; without it the mail is the same column, and readers invert it themselves",
  },
  "<style> element": {
    clients: /^gmail\.mobile-webmail$/,
    why: "holds nothing but those; everything else is styled in place",
  },
  "display:none": {
    clients: /^gmail\.mobile-webmail$/,
    why: "the preheader is also 1 px high and of the ground's colour",
  },
  "border-radius": { clients: /^outlook\.windows(-mail)?$/, why: "corners are square there" },
  "word-break": {
    clients: /^(outlook\.windows-mail$|yahoo\.)/,
    why: "Korean is broken between syllables there, as it was before",
  },
  "role attribute": {
    clients: /^outlook\.windows-mail$/,
    why: "that app is no more (31 December 2024); tables are read out as tables there",
  },
  "<body> element": {
    clients: /^(outlook\.macos|yahoo\.)/,
    why: "they put a <div> in its place; ground, language and direction stand on the first table as well",
  },
  "height property": {
    clients: /^yahoo\./,
    why: "the check takes line-height for it; that no height is used is tested apart",
  },
};

const rules = new HtmlValidate({
  extends: ["html-validate:recommended"],
  rules: {
    // How our renderer writes; every parser reads both.
    "void-style": ["error", { style: "selfclosing" }],
    "doctype-style": ["error", { style: "lowercase" }],
    // A ">" in text is text to every parser; a "<" would be found as an element there is none of.
    "no-raw-characters": "off",
    // Mails are styled in place: readers drop style sheets.
    "no-inline-style": "off",
    // Outlook for Windows reads these and not the styles that replaced them.
    "no-deprecated-attr": "off",
  },
});

const state = {} as { render: Awaited<ReturnType<typeof loadMails>>["renderRecoveryMail"] };
beforeAll(async () => {
  state.render = (await loadMails()).renderRecoveryMail;
});

describe("every mail's HTML", () => {
  it.each(every)("is valid, with every cart and from either side: $template, $language", async (which) => {
    for (const cart of sampleCarts)
      for (const direction of ["ltr", "rtl"] as const) {
        const { html } = state.render({ ...sampleMail({ ...which, cart }), direction });
        const { results } = await rules.validateString(html);
        expect(
          results.flatMap(({ messages }) => messages.map(({ ruleId, message }) => `${ruleId}: ${message}`)),
        ).toEqual([]);
      }
  });

  it.each(every)(
    "uses nothing that Gmail, Apple Mail, Outlook or Yahoo does not have, but for what is known to be lost: $template, $language",
    (which) => {
      for (const cart of sampleCarts) {
        const { html } = state.render(sampleMail({ ...which, cart }));
        const { issues } = caniemail({ clients: ["gmail.*", "apple-mail.*", "outlook.*", "yahoo.*"], html });
        const problems = [...issues.errors].flatMap(([client, found]) =>
          found
            .filter(({ title }) => !knownGaps[title]?.clients.test(client))
            .map(({ title }) => `${client}: ${title}`),
        );
        expect(problems).toEqual([]);
        expect(html).not.toMatch(/[";]\s*(height|min-height|max-height):/);
      }
    },
  );
});
