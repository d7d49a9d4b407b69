import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { drawPicture } from "../playground/demo-shop/pictures.ts";
import { loadMails } from "../playground/mails/load-mails.ts";
import { inTheme } from "../playground/mails/themes.ts";
import { minute } from "../worker/domain/clock.ts";
import { type Language, languages } from "../worker/domain/language.ts";
import { mailTemplates } from "../worker/domain/sequence.ts";
import type { RecoveryMail } from "../worker/emails/recovery-mail.ts";
import { type SampleCart, sampleIncentive, sampleMail } from "../worker/testing/sample-mails.ts";
import { openBrowser } from "./browser.ts";

/**
 * `npm run screenshots:mails -- FOLDER`: every mail in every language, on a phone, on a desktop, dark and inverted, with its
 * text part beside it, in that folder (.cartwright/mails); and those that the documentation shows, in docs/images.
 */
const everything = resolve(process.argv[2] ?? join(import.meta.dirname, "../.cartwright/mails"));
const curated = join(import.meta.dirname, "../docs/images");

interface View {
  name: string;
  theme: "light" | "dark" | "inverted";
  options: BrowserContextOptions;
}

const phone = (width: number): BrowserContextOptions => ({
  viewport: { width, height: 700 },
  deviceScaleFactor: 2,
  isMobile: true,
});
const desktop: BrowserContextOptions = { viewport: { width: 760, height: 700 } };
/** At most eight: the repository carries them. */
const shownInDocs = new Set([
  "reminder-en-desktop",
  "doubts-pl-desktop",
  "incentive-ja-desktop",
  "last-call-ru-desktop-inverted",
  "reminder-checkout-ko-phone-dark",
  "reminder-gone-en-desktop",
]);

const views: View[] = [
  { name: "phone", theme: "light", options: phone(390) },
  { name: "phone-320", theme: "light", options: phone(320) },
  { name: "phone-dark", theme: "dark", options: phone(390) },
  { name: "desktop", theme: "light", options: desktop },
  { name: "desktop-dark", theme: "dark", options: desktop },
  { name: "desktop-inverted", theme: "inverted", options: desktop },
];

const { renderRecoveryMail } = await loadMails();
for (const folder of [everything, curated]) mkdirSync(folder, { recursive: true });
const browser = await openBrowser();
const inBoxes = await findLanguagesInBoxes(browser);
let pictures = 0;
for (const view of views) await takeAll(browser, view);
await browser.close();
console.log(`${pictures} pictures in ${everything}`);

async function takeAll(browser: Browser, view: View): Promise<void> {
  const context = await browser.newContext(view.options);
  // The sample shop is nowhere: its pictures are those of the demo shop.
  await context.route("https://shop.example/img/**", (route) => {
    const name = new URL(route.request().url()).pathname.slice("/img/".length);
    return route.fulfill({ contentType: "image/svg+xml", body: drawPicture(name) ?? "" });
  });
  const page = await context.newPage();
  for (const [name, mail] of mails()) {
    const { html, text } = renderRecoveryMail(mail);
    await page.setContent(inTheme(html, view.theme), { waitUntil: "load" });
    await page.screenshot({ path: join(everything, `${name}-${view.name}.png`), fullPage: true });
    writeFileSync(join(everything, `${name}.txt`), text);
    pictures += 1;
    if (shownInDocs.has(`${name}-${view.name}`) && !inBoxes.has(mail.language)) {
      await page.screenshot({ path: join(curated, `mail-${name}-${view.name}.png`), fullPage: true });
    }
  }
  await context.close();
}

/** Each in both of its stages, and what else changes its looks. */
function mails(): [string, RecoveryMail][] {
  return languages.flatMap((language): [string, RecoveryMail][] => {
    const reminder = (cart: SampleCart) => sampleMail({ template: "reminder", language, cart });
    const incentive = sampleIncentive("free-shipping", language, 42 * minute);
    return [
      ...mailTemplates.flatMap((template): [string, RecoveryMail][] => {
        const mail = sampleMail({ template, language });
        return [
          [`${template}-${language}`, mail],
          [`${template}-checkout-${language}`, { ...mail, stage: "payment" }],
        ];
      }),
      [`reminder-gone-${language}`, reminder("gone")],
      [`reminder-long-${language}`, reminder("long")],
      [`reminder-short-${language}`, reminder("short")],
      [`reminder-rtl-${language}`, { ...reminder("gone"), direction: "rtl" }],
      [
        `incentive-last-hour-${language}`,
        { ...sampleMail({ template: "incentive", language }), deliveryMinor: null, incentive },
      ],
    ];
  });
}

/**
 * Two letters that look the same are two boxes: this machine has no font for them. Pictures of that language prove nothing, and
 * those of the documentation stay as they are.
 */
async function findLanguagesInBoxes(browser: Browser): Promise<Set<Language>> {
  const page = await browser.newPage();
  const inBoxes = new Set<Language>();
  for (const language of languages) {
    const { text } = renderRecoveryMail(sampleMail({ template: "reminder", language }));
    const letters = [...new Set(text.match(/[^\p{ASCII}\p{P}\p{Z}\p{S}]/gu) ?? [])];
    const drawn = await page.evaluate((all) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 64, height: 64 });
      const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
      pen.font = "48px sans-serif";
      return all.map((letter) => {
        pen.clearRect(0, 0, 64, 64);
        pen.fillText(letter, 4, 52);
        return canvas.toDataURL();
      });
    }, letters);
    if (new Set(drawn).size === letters.length) continue;
    inBoxes.add(language);
    console.log(`${language} is drawn with boxes: this machine has no font for all of its letters`);
  }
  await page.close();
  return inBoxes;
}
