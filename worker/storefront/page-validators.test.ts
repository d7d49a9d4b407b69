import { describe, expect, it } from "vitest";
import type { PagePlan } from "./insert-into-page.ts";
import { changedPage, isUnchanged, readOurTags, tagOfChangedPage } from "./page-validators.ts";

const planOf = (write: PagePlan[number]["write"]): PagePlan => [{ widgets: ["bar"], place: null, write }];
const plan = planOf(({ language }) => `<b>${language}</b>`);
const answer = (etag: string, more: Record<string, string> = {}) => new Headers({ etag, ...more });

describe("the ETag of a page that we change", () => {
  it.each(['"abc"', 'W/"abc"', '""', '"a,b;c-d/e=f"', `"';cw-s-x"`, `"<a>&!#"`])(
    "holds the origin's, and gives it back as it was: %s",
    async (etag) => {
      const ours = await tagOfChangedPage(plan, answer(etag));
      expect(ours).toMatch(/^W\/"[\x21\x23-\x7e]*"$/);
      expect(readOurTags(ours).map(({ origin }) => origin)).toEqual([etag]);
      expect(readOurTags(`"x", ${ours}, W/"y"`).map(({ origin }) => origin)).toEqual([etag]);
    },
  );

  it.each(["abc", '"a"b"', '"a b"', '"a', "*", 'w/"a"', '"é"'])(
    "is none where the origin's is none: %s",
    async (etag) => {
      expect(await tagOfChangedPage(plan, answer(etag))).toBeNull();
    },
  );

  it("is none where the origin names none", async () => {
    expect(await tagOfChangedPage(plan, new Headers())).toBeNull();
  });

  it.each([
    null,
    "",
    "*",
    '"abc"',
    'W/"abc", "d"',
    '"abc;cw-s-123"',
    '"abc;cw-x-0123456789abcdef0123456789abcdef"',
  ])("is not what a shopper has who never had the page from us: %s", (ifNoneMatch) => {
    expect(readOurTags(ifNoneMatch)).toEqual([]);
  });

  const changes: Record<string, [PagePlan, Headers]> = {
    "another page of the origin's": [plan, answer('"def"')],
    "another piece": [planOf(() => "<i></i>"), answer('"abc"')],
    "other words in one language": [
      planOf(({ language }) => `<b>${language === "ja" ? "x" : language}</b>`),
      answer('"abc"'),
    ],
    "a piece more": [[...plan, ...planOf(() => "")], answer('"abc"')],
    "no piece": [[], answer('"abc"')],
    "another place": [
      plan.map((piece) => ({ ...piece, place: { selector: [], position: "before" as const } })),
      answer('"abc"'),
    ],
    "a piece that another policy forbids": [
      planOf(({ policies }) => (policies.length > 0 ? { leftOut: "script-not-allowed" } : "")),
      answer('"abc"', { "content-security-policy": "script-src 'none'" }),
    ],
  };

  it.each(Object.entries(changes))("is another one with %s", async (_, [changedPlan, headers]) => {
    const before = await tagOfChangedPage(plan, answer('"abc"'));
    expect(await tagOfChangedPage(changedPlan, headers)).not.toBe(before);
    expect(await isUnchanged(changedPlan, readOurTags(before), headers)).toBe(false);
  });

  it("is the same for everything else, and then the page has not changed", async () => {
    const before = await tagOfChangedPage(plan, answer('"abc"'));
    const now = answer('"abc"', { "set-cookie": "a=1", date: "x", "last-modified": "y" });
    expect(await tagOfChangedPage(plan, now)).toBe(before);
    expect(await isUnchanged(plan, readOurTags(`"x", ${before}`), now)).toBe(true);
    // Weak and strong are the same to this question.
    expect(await isUnchanged(plan, readOurTags(before), answer('W/"abc"'))).toBe(true);
  });

  it("is not taken for unchanged when the origin does not say which page it speaks of", async () => {
    const before = await tagOfChangedPage(plan, answer('"abc"'));
    expect(await isUnchanged(plan, readOurTags(before), new Headers())).toBe(false);
  });
});

describe("the headers of a page that we change", () => {
  it("have the time of its last change no more: ours are not counted in it", () => {
    const original = new Response(null, {
      headers: answer('"abc"', { "last-modified": "x", vary: "Cookie" }),
    });
    const { headers } = changedPage(original, null, 'W/"y"');
    expect(Object.fromEntries(headers)).toEqual({ etag: 'W/"y"', vary: "Cookie" });
  });
});
