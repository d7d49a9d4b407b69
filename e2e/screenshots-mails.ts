import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, BrowserContextOptions } from "playwright-core";
import { drawPicture } from "../playground/demo-shop/pictures.ts";
import { loadMails } from "../playground/mails/load-mails.ts";
import { inTheme } from "../playground/mails/themes.ts";
import { languages } from "../worker/domain/language.ts";
import { mailTemplates } from "../worker/domain/sequence.ts";
import type { RecoveryMail } from "../worker/emails/recovery-mail.ts";
import { sampleMail } from "../worker/testing/sample-mails.ts";
import { openBrowser } from "./browser.ts";

/**
 * `npm run screenshots:mails`: every mail in every language, on a phone, on a desktop, dark and inverted, with its text part
 * beside it, in dist/mails; and those that the documentation shows, in docs/images.
 */
const everything = join(import.meta.dirname, "../dist/mails");
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
await tellOfMissingLetters(browser);
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
    if (shownInDocs.has(`${name}-${view.name}`)) {
      await page.screenshot({ path: join(curated, `mail-${name}-${view.name}.png`), fullPage: true });
    }
  }
  await context.close();
}

function mails(): [string, RecoveryMail][] {
  return languages.flatMap((language) =>
    mailTemplates.flatMap((template): [string, RecoveryMail][] => {
      const mail = sampleMail({ template, language });
      return [
        [`${template}-${language}`, mail],
        [`${template}-checkout-${language}`, { ...mail, stage: "payment", deliveryMinor: 0 }],
      ];
    }),
  );
}

/** Two letters that look the same are two boxes: this machine has no font for them, and the pictures are no proof. */
async function tellOfMissingLetters(browser: Browser): Promise<void> {
  const page = await browser.newPage();
  const samples = { Polish: "ąż", Japanese: "あ海", Korean: "가힣", Russian: "жф" };
  for (const [name, letters] of Object.entries(samples)) {
    const drawn = [] as string[];
    for (const letter of letters) {
      await page.setContent(`<p style="font:48px sans-serif">${letter}</p>`);
      drawn.push((await page.screenshot()).toString("base64"));
    }
    if (new Set(drawn).size === 1) console.log(`${name} is drawn as boxes: this machine has no font for it`);
  }
  await page.close();
}
