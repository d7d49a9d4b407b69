import { describe, expect, it } from "vitest";
import { type Language, languages } from "../../worker/domain/language.ts";
import { mailDomains } from "./mail-domains.ts";
import { problemOf } from "./problem-of.ts";
import { helpRules } from "./rules.ts";

interface Typed {
  language?: Language;
  /** What the form's list of countries says; left out: it has none. */
  country?: string;
  required?: boolean;
}

/** What is said of a field that the shop describes so, and that holds this. */
function said(named: object, value: string, { language = "en", country, required = false }: Typed = {}) {
  const form = { querySelector: () => (country === undefined ? null : { value: country }) };
  const plain = { type: "text", autocomplete: "", name: "", id: "", ariaRequired: null };
  const field = { ...plain, ...named, value, required, form } as unknown as HTMLInputElement;
  return problemOf(field, { ...helpRules(language), variant: "standard" });
}

const email = (value: string, language?: Language) =>
  said({ type: "email" }, value, { ...(language && { language }) });

describe("a mistyped mail domain", () => {
  it.each([
    ["anna@gmial.com", "anna@gmail.com"],
    ["anna@gmal.com", "anna@gmail.com"],
    ["anna@gmaill.com", "anna@gmail.com"],
    ["anna@gmail.con", "anna@gmail.com"],
    ["anna@gmail.co", "anna@gmail.com"],
    ["Anna.Nowak+shop@Hotmial.com", "Anna.Nowak+shop@hotmail.com"],
    ["$&@outlok.com", "$&@outlook.com"],
  ])("%s is noticed", (typed, meant) => {
    expect(email(typed)).toEqual([`Did you mean ${meant}?`, meant]);
  });

  it.each([
    ["pl", "a@intera.pl", "a@interia.pl"],
    ["ru", "a@yadnex.ru", "a@yandex.ru"],
    ["ru", "a@mial.ru", "a@mail.ru"],
    ["ko", "a@naver.con", "a@naver.com"],
    ["ja", "a@docomo.ne.p", "a@docomo.ne.jp"],
  ] as const)("is looked for among those used where %s is spoken: %s", (language, typed, meant) => {
    expect(email(typed, language)[1]).toBe(meant);
  });

  // Real domains of other providers and companies.
  const real =
    "mail.com ymail.com email.com gmx.de gmx.net wp.pl o2.pl onet.pl op.pl vp.pl tlen.pl ya.ru bk.ru list.ru mail.ee mail.bg mail.de yandex.by yandex.kz yandex.com inbox.lv hotmail.fr hotmail.de hotmail.co.jp outlook.fr outlook.com.ar yahoo.ca yahoo.fr yahoo.co.kr yahoo.co.in yahoo.ne.jp live.com line.com note.com nate.com daum.net icloud.com me.com aol.com qq.com proton.me protonmail.ch cacao.com comcast.com verizon.com";

  it.each(languages)("is never seen in one that is right, in %s", (language) => {
    for (const domain of [...real.split(" "), ...mailDomains(language)])
      expect(email(`anna@${domain}`, language), domain).toEqual([]);
  });

  it("is never seen in a domain that is not near, whatever is in it", () => {
    for (const domain of [
      "example.org",
      "gmailer.io",
      "x.com",
      "a.b.c.example",
      "(.+).com",
      "gmail.com.evil.example",
    ])
      expect(email(`anna@${domain}`), domain).toEqual([]);
  });
});

describe("what a field holds", () => {
  it.each([
    [{ type: "email" }, "anna", "An email address reads like name@example.com."],
    [{ name: "email", id: "input-email" }, "anna@example", "An email address reads like name@example.com."],
    [
      { name: "contact.email", type: "email" },
      "a@b@c.example",
      "An email address reads like name@example.com.",
    ],
    [{ autocomplete: "shipping tel" }, "12345", "This phone number looks incomplete."],
    [{ name: "billing_phone", type: "tel" }, "0", "This phone number looks incomplete."],
    [{ name: "postcode" }, "00-95", "A postcode here reads like 00-000.", "PL"],
    [{ autocomplete: "postal-code" }, "SW1A 1AA", "A postcode here reads like 00-000.", "PL"],
    [{ name: "shipping_zip" }, "100-000", "A postcode here reads like 000-0000.", "JP"],
    [{ id: "billing_postcode" }, "12345", "A postcode here reads like 000000.", "RU"],
  ] as [object, string, string, string?][])(
    "is told to be unfinished: %j %j",
    (named, value, text, country) => {
      expect(said(named, value, country ? { country } : {})).toEqual([text]);
    },
  );

  it.each([
    [{ name: "postcode" }, "00-950", "PL"],
    [{ name: "postcode" }, "00950", "PL"],
    [{ name: "postcode" }, "１００-０００１", "JP"],
    [{ name: "postcode" }, "1", "GB"],
    [{ name: "postcode" }, "1", "US"],
    [{ name: "postcode" }, "1", "151"],
    [{ name: "postcode" }, "1", undefined],
    [{ type: "tel", name: "phone" }, "+48 22 555 01 00", "PL"],
    [{ type: "tel", name: "phone" }, "（０３）１２３４－５６７８", "JP"],
    [{ type: "tel" }, "1", "PL"],
    [{ name: "telegram" }, "1", "PL"],
    [{ type: "checkbox", name: "email_me" }, "1", "PL"],
    [{ type: "search", name: "email" }, "anna", "PL"],
    [{ name: "hotel" }, "x", "PL"],
  ] as [object, string, string | undefined][])(
    "is nobody's business: %j %j in %s",
    (named, value, country) => {
      expect(said(named, value, country === undefined ? {} : { country })).toEqual([]);
    },
  );

  it.each([
    { autocomplete: "cc-number", type: "tel" },
    { name: "cardnumber", type: "tel", id: "phone" },
    { id: "cvc", autocomplete: "cc-csc" },
    { name: "card_email", type: "email" },
    { name: "iban" },
  ])("is left alone where somebody pays: %j", (named) => {
    expect(said(named, "", { required: true })).toEqual([]);
    expect(said(named, "1")).toEqual([]);
  });

  it("is missing only where the shop requires it", () => {
    expect(said({ type: "email" }, " ", { required: true })).toEqual(["This is needed for your order."]);
    expect(said({ type: "email", ariaRequired: "true" }, "")).toEqual(["This is needed for your order."]);
    expect(said({ type: "email" }, "")).toEqual([]);
    expect(said({ name: "nickname" }, "", { required: true })).toEqual([]);
  });
});
