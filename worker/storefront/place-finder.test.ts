import { describe, expect, it } from "vitest";
import { parseSelector, type Selector } from "../../widgets/place/selector.ts";
import type { PlacePosition } from "../../widgets/place/settings.ts";
import { PageScan } from "./page-scan.ts";
import type { Found } from "./place-finder.ts";

const html = "<!doctype html><html><head><title>x</title></head><body>";

function find(selector: string, position: PlacePosition, ...pieces: string[]): Found | null {
  const scan = new PageScan([{ selector: parseSelector(selector) as Selector, position }]);
  for (const piece of pieces) scan.read(piece);
  scan.end();
  return scan.found[0] ?? null;
}

/** Bodies with `|` at the place. */
const places: [selector: string, position: PlacePosition, body: string][] = [
  ["#a", "before", "<p>x</p>|<div id=a>y</div>"],
  ["#a", "prepend", "<div id=a>|y</div>"],
  ["#a", "append", "<div id=a>y<p>z</p>|</div>w"],
  ["#a", "after", "<div id=a>y<div>z</div></div>|w"],
  // The first match counts.
  [".x", "before", "<p>|<b class='y x'></b></p><b class=x></b>"],
  ["ul > li", "before", "<ul>|<li>a</li><li>b</li></ul>"],
  ["main p", "before", "<p></p><main><div>|<p></p></div></main>"],
  ["main > p", "before", "<main><div><p></p></div>|<p></p></main>"],
  ["div div > p", "before", "<div><p></p><section><div>|<p></p></div></section></div>"],
  ["a, b", "before", "<i></i>|<b></b><a></a>"],
  ["[data-x='a&b']", "before", `<p>|<i data-x="a&amp;b"></i></p>`],
  [".a-b", "before", "<p>|<i class='a&#45;b'></i></p>"],
  ["tbody td.x", "prepend", "<table><tr><td class=x>|y</table>"],
  ["html body #a", "before", "|<p id=a></p>"],
  ["body > #a", "before", "|<p id=a></p>"],
  ["body", "prepend", "|<p></p>"],
  ["body", "append", "<p></p>|</body></html>"],
  // Elements without an end.
  ["img", "before", "<p>x|<img src='a>b'>y</p>"],
  ["img", "after", "<p>x<img src='a>b'>|y</p>"],
  ["input[name=q]", "after", "<form><input name=q / >|</form>"],
  ["hr", "before", "<div>|<hr/></div>"],
  // What is no markup.
  ["p", "before", "<!-- <p> --><script>'<p>'</script><style><p></style>|<p>x</p>"],
  ["p", "before", "<textarea><p></textarea><title><p></title><iframe><p></iframe>|<p></p>"],
  ["p", "before", "<template><p></p></template>|<p></p>"],
  ["p", "before", "<svg><title>x</title><style>a>b</style><path d=x /></svg>|<p></p>"],
  ["p", "before", "<svg><![CDATA[ <p> ]]></svg>|<p></p>"],
  ["textarea", "before", "<div>|<textarea></div></textarea></div>"],
  ["textarea", "after", "<div><textarea></div></textarea>|</div>"],
  ["iframe", "after", "<iframe></p></iframe>|"],
  ["select", "before", "<div>|<select><option>a<option>b</select></div>"],
  // Ends that may be left out.
  ["#a", "before", "<ul><li>x<li>y</ul>|<div id=a></div>"],
  ["li.b", "prepend", "<ul><li>x<li class=b>|y</ul>"],
  ["p.b", "prepend", "<p>x<p class=b>|y"],
  ["dd", "prepend", "<dl><dt>x<dd>|y</dl>"],
  ["#a", "append", "<div id=a><p>x</p>|</div>"],
  ["#t", "after", "<p>x</p><table id=t><tr><td>x<td>y<tr><td>z</table>|"],
  ["td.b > p", "before", "<table><tr><td>x<td class=b>|<p></p></table>"],
  ["table tr td", "prepend", "<table><tr><td>|x</table>"],
  ["table > tbody > tr > td", "prepend", "<table><td>|x</table>"],
  ["#a", "after", "<div id=a><p>x</div>|"],
  ["form p", "before", "<form><form>|<p></p></form></form>"],
  ["#a", "before", "<b>x</b><i>y</i>|<div id=a></div>"],
  ["#a", "before", "<div><span>x</div>|<div id=a></div>"],
];

describe("a place in a page's body", () => {
  it.each(places.filter(([, , body]) => body.includes("|")))("%s %s: %s", (selector, position, marked) => {
    const page = html + marked.replace("|", "");
    const at = { at: html.length + marked.indexOf("|") };
    expect(find(selector, position, page)).toEqual(at);
    expect(find(selector, position, ...page)).toEqual(at);
    for (let cut = 1; cut < page.length; cut += 3) {
      expect(find(selector, position, page.slice(0, cut), page.slice(cut)), `cut at ${cut}`).toEqual(at);
    }
  });

  it.each<[string, PlacePosition, string]>([
    ["#a", "before", "<p>x</p>"],
    ["#a", "before", "<!-- <p id=a> --><script><p id=a></script>"],
    ["#a", "before", "<template><p id=a></template>"],
    ["#a", "before", "<p id=b"],
    ["#a", "before", "<plaintext><p id=a>"],
    ["#a", "before", "<title><p id=a>"],
    ["p > p", "before", "<p><p>"],
    ["tr", "before", "<tr>"],
  ])("that is not there is not found: %s %s: %s", (selector, position, body) => {
    expect(find(selector, position, html + body)).toEqual({ at: null, why: "no-match" });
  });

  it.each<[string, PlacePosition, string]>([
    // Moved out of the table, or dropped.
    ["tr", "before", "<table><tr><td></table>"],
    ["tbody", "prepend", "<table><tbody></table>"],
    ["table", "append", "<table></table>"],
    ["#a", "before", "<table><div id=a></table>"],
    ["option", "before", "<select><option></select>"],
    ["select", "prepend", "<select><option></select>"],
    // Its start ends another element: a piece before it would stand within that.
    ["div", "before", "<p>x<div>"],
    ["li.b", "before", "<ul><li><li class=b></ul>"],
    // Its end cannot be told from the ends of others.
    ["#a", "append", "<div id=a><p>x</div>"],
    ["#a", "after", "<p id=a>x<div>"],
    ["#a", "after", "<ul><li id=a>x</ul>"],
    ["#a", "after", "<div id=a>"],
    ["body", "append", "<p>x</p>"],
    // Nothing is shown there.
    ["script", "prepend", "<script></script>"],
    ["textarea", "append", "<textarea></textarea>"],
    ["img", "prepend", "<img>"],
    ["iframe", "prepend", "<iframe></iframe>"],
    ["svg", "before", "<svg></svg>"],
    ["path", "before", "<svg><path></svg>"],
    ["video", "prepend", "<video></video>"],
    // A line break after it would begin to count.
    ["pre", "prepend", "<pre>\nx</pre>"],
    ["html", "before", "x"],
    ["body", "before", "x"],
    ["body", "after", "x</body>"],
    // What browsers repair by moving elements about.
    ["#a", "before", "<div><b></div><p id=a>"],
    ["#a", "before", "<b><i></b><p id=a>"],
    ["#a", "before", "<b><p></b><p id=a>"],
    ["#a", "before", "<a><div></a><p id=a>"],
    ["#a", "before", "<select><input><p id=a>"],
    // Formatting that is opened again behind what it was in, forms that end in another place, headings that do not end.
    [".b", "after", "<select class=b><i></select>"],
    [".b", "append", "<li class=b><form><select></form></select></form></li>"],
    ["table", "after", "<table><object><b></table>"],
    [".c", "append", "<ol class=c><h1><svg><foreignObject><button></h1></ol>"],
    ["body", "append", "<li><i><li><a></a><table></i></table></li></body>"],
    [".c", "append", "<table><svg><desc><span></table></span></svg><ol></table><form class=c></ol></form>"],
    ["em", "after", "<form><table></form></table><em><form></form></em>"],
    ["#a", "before", "<frameset><p id=a>"],
    ["#a", "before", "<form><div></form><p id=a>"],
  ])("that a browser would repair away is left alone: %s %s: %s", (selector, position, body) => {
    expect(find(selector, position, html + body)).toEqual({ at: null, why: "unclear" });
  });

  it("in a page of 20,000 paragraphs and items that are never ended is found behind them", () => {
    const page = `${html}${"<p>x".repeat(20_000)}<ul>${"<li>x".repeat(20_000)}</ul>`;
    expect(find("#a", "prepend", `${page}<div id=a>`)).toEqual({ at: page.length + "<div id=a>".length });
  });

  it("is not looked for below more elements than browsers nest, nor beyond a megabyte", () => {
    expect(find("#a", "before", `${html}${"<div>".repeat(5000)}<p id=a>`)).toEqual({
      at: null,
      why: "unclear",
    });
    const long = `${"x".repeat(1000)}<i></i>`.repeat(1100);
    expect(find("#a", "before", html, ...(long.match(/.{1,9000}/g) ?? []), "<p id=a>")).toEqual({
      at: null,
      why: "no-match",
    });
  });

  it("keeps apart what several selectors look for", () => {
    const place = (text: string, position: PlacePosition) => ({
      selector: parseSelector(text) as Selector,
      position,
    });
    const scan = new PageScan([place("#b", "before"), place("#a, #c", "after"), place("#z", "before")]);
    const body = "<div id=a></div><div id=b></div>";
    scan.read(html + body);
    expect(scan.isOver).toBe(false);
    scan.end();
    const at = (offset: number) => ({ at: html.length + offset });
    expect(scan.found).toEqual([at(16), at(16), { at: null, why: "no-match" }]);
  });

  it("is the last thing that is read", () => {
    const scan = new PageScan([{ selector: parseSelector("#a") as Selector, position: "before" }]);
    scan.read(`${html}<p>x</p><div id=a>y`);
    expect(scan.isOver).toBe(true);
    scan.read("<frameset><select>");
    expect(scan.found).toEqual([{ at: html.length + 8 }]);
  });
});
