import { describe, expect, it } from "vitest";
import { languages } from "../../worker/domain/language.ts";
import { noticeWords } from "./words.ts";

const three = { en: "three", pl: "trzy", ja: "3", ko: "3", ru: "трёх" };
const stop = { en: "unsubscribe", pl: "wypisać", ja: "停止", ko: "거부", ru: "отписаться" };

describe.each(languages)("the address notice in %s", (language) => {
  const words = noticeWords[language];

  it.each(["notice", "optIn"] as const)("says in %s how often we write and that it can be stopped", (key) => {
    expect(words[key]).toContain(three[language]);
    expect(words[key]).toContain(stop[language]);
  });

  it("does not shout", () => {
    for (const text of Object.values(words)) expect(text).not.toMatch(/[!！]/);
  });
});
