import { describe, expect, it, vi } from "vitest";
import { parseSelector, type Selector } from "../../widgets/place/selector.ts";
import { Insertion, insertIntoBytes, insertIntoStream } from "./insert-into-page.ts";
import { PageScan } from "./page-scan.ts";

/** One character per byte, as the scanner is given pages. */
const latin1 = (text: string) => String.fromCharCode(...new TextEncoder().encode(text));

/** Where the body of a page begins that comes in these pieces. */
function scanned(...pieces: string[]): PageScan {
  const scan = new PageScan([]);
  for (const piece of pieces) scan.read(piece);
  scan.end();
  return scan;
}

const bodyOf = (...pieces: string[]) => scanned(...pieces).bodyStart;

/** Pages with `|` where the body begins. */
const places: Record<string, string> = {
  "the body's tag": "<!doctype html><html><head><title>x</title></head><body>|<p>x",
  "a body's tag with attributes": "<html><head></head><body class=\"a b\" data-x='1' hidden>|x",
  "a body's tag with > in quotes": `<body onload="if (a > b) c('>')" title='a>b'>|x`,
  "unquoted values": "<body class=a/b data-x=1>|x",
  "an unquoted value with quotes in it": `<body class=a"b data-x=c'd>|x`,
  "a value that begins with =": "<body class==>|x",
  "attributes without space between": `<body class="a"id='b'>|x`,
  "an attribute named =": '<body ="a">|x',
  "a quote where no value may begin": `<body "a>|b">x`,
  "spaces round =": '<body class = "a>b" >|x',
  "a slash before >": "<body/>|x",
  "slashes between attributes": '<body/class="a>"/>|x',
  "line breaks in a tag": '<body\r\n\tclass="a"\n>|x',
  capitals: "<!DOCTYPE HTML><HTML><HEAD><TITLE>x</TITLE></HEAD><BODY CLASS=A>|x",
  "no tags but content": "|<p>x",
  "text alone": "  \n |Hello",
  "content behind a doctype": "<!doctype html>\n|<div>x",
  "no body's tag": "<html><head><title>x</title></head>\n|<h1>x",
  "no head": "<html lang=en><body>|x",
  "neither head nor body": "<title>x</title><meta charset=utf-8>|<main>x",
  "no end of the head": "<html><head><title>x</title><body>|x",
  "no end of the head and no body": "<head><link rel=a><script>x</script>|<p>x",
  "an end of the body alone": "<html>|</body>",
  "an end of html alone": "|</html>x",
  "the end tag that becomes a line break": "<head></head>|</br>x",
  "end tags that mean nothing": '<head></p></div></title>\n</head></foo bar=">"><body>|x',
  "a second head": "<head></head><head><title>x</title></head><body>|x",
  "a second html": "<html><html lang=pl><body>|x",
  "head elements between head and body": "<head></head><link rel=x><script>y</script><style></style><body>|x",
  "a comment with tags": "<!-- <body> --><html><body>|x",
  "an empty comment": "<!----><body>|x",
  "a comment cut short": "<!--><body>|x",
  "a comment cut short with a dash": "<!---><body>|x",
  "a comment that ends with a bang": "<!-- <body> --!><body>|x",
  "a comment that does not end with -- >": "<!-- -- > <body> --><body>|x",
  "a comment that begins with a bang": "<!--!> <body> --><body>|x",
  "a comment in a comment": "<!-- <!-- --><body>|x",
  "a comment in a comment, cut short": "<!-- <!--><body>|x",
  "dashes at the end of a comment": "<!-- x -----><body>|x",
  "a conditional comment": "<!--[if lt IE 9]><body class=ie><![endif]--><body>|x",
  "a revealed conditional comment": "<!--[if gt IE 8]><!--><html class=x><!--<![endif]--><body>|x",
  "an XML declaration": '<?xml version="1.0"?><html><body>|x',
  "a bogus comment": "<!x <body y=1><body>|x",
  "a dash short of a comment": "<!-x> <body>|x",
  "CDATA, which is a bogus comment here": "<![CDATA[ > <body>|x",
  "an end tag without a name": "</><body>|x",
  "an end tag that is a bogus comment": '</ "<body>|x',
  "a doctype with > in quotes, which does not count": '<!DOCTYPE html SYSTEM "a>|b"><body>x',
  "a doctype in pieces": "<!DOCTYPE\nhtml\nPUBLIC '-//W3C//DTD XHTML 1.0//EN' 'x.dtd' ><body>|x",
  "two doctypes": "<!doctype html><!doctype html><body>|x",
  "text before the doctype": "|x<!doctype html><html><body>x",
  "a less-than sign that opens nothing": "<html>|< body>x",
  "a byte order mark": latin1("\ufeff<!doctype html><body>|x"),
  "a byte order mark and text": latin1("\ufeff|x"),
  "a byte order mark in the middle, which is text": latin1("<!doctype html>|\ufeff<html><body>x"),
  "a title with tags in it": "<title><body></title ><body>|x",
  "a title with another's end in it": "<title></titles></tit <body></title><body>|x",
  "a title's end with attributes": '<title>x</title a=">"><body>|x',
  "a style with tags in it": "<style>a::after{content:'<body>'}</style><body>|x",
  "a style with a comment round its end": "<style><!-- </style><body>|--></style>x",
  "a noscript with tags in it": '<head><noscript><img src="x>"><body></noscript></head><body>|x',
  "a noscript behind the head": "<head></head><noscript><body></noscript><body>|x",
  noframes: "<noframes><body></noframes><body>|x",
  "a script with tags in it": "<script>document.write('<body>')</script><body>|x",
  "a script with an end in a string": "<script>'</script><body>|'</script>",
  "a script with another's end in it": "<script></scripty></script-x></script><body>|x",
  "a script that opens a comment": "<script><!-- </script><body>|x",
  "a script in a comment in a script": "<script><!-- <script> </script> <body> --></script><body>|x",
  "a script in a comment in a script, twice":
    "<script><!-- <script></script><script></script> --></script><body>|x",
  "a script in a comment that is closed at once": "<script><!--><script></script><body>|x",
  "a script in a comment with a dash too many": "<script><!---><script></script><body>|x",
  "a script's name that goes on": "<script><!-- <scripty></script><body>|x",
  "a script with capitals": "<SCRIPT><!-- <Script/> </sCRIPT\n> --> </script\t><body>|x",
  "a script with attributes": '<script src="a.js?a>b" async data-x=">"></script><body>|x',
  "a template with a body in it": "<head><template><body><p>x</template></head><body>|x",
  "templates in templates": "<template>a<template>b</template><p>c</p></template><body>|x",
  "a template with raw text":
    "<template><style></template></style><textarea></template></textarea></template><body>|x",
  "a template with a comment": "<template><!-- </template> --></template><body>|x",
  "the end of a template that was not begun": "</template><body>|x",
  "a textarea, which begins a body": "<head>|<textarea></head><body>",
  "a select without an end": "<head><title>x</title>|<select><option>x<style></style>",
  "an svg before the body's tag": "<head></head>|<svg></svg><body>",
  "a tag whose name begins like one of the head": "<head>|<metadata><body>",
  "a long name": `<head>|<${"x".repeat(60)} class="a>">`,
  "odd spaces": "\f\n <html>\f<head>\t</head>\r\n<body>|x",
};

describe("the place where the body begins", () => {
  it.each(Object.entries(places))("is found as a browser finds it: %s", (_, marked) => {
    const at = marked.indexOf("|");
    expect(bodyOf(marked.replace("|", ""))).toBe(at);
  });

  it.each(Object.entries(places))("is the same wherever a page is cut in pieces: %s", (_, marked) => {
    const page = marked.replace("|", "");
    for (let cut = 0; cut <= page.length; cut++) {
      expect(bodyOf(page.slice(0, cut), page.slice(cut)), `cut at ${cut}`).toBe(marked.indexOf("|"));
    }
  });

  it.each(Object.entries(places))("is the same when a page comes byte by byte: %s", (_, marked) => {
    const page = marked.replace("|", "");
    expect(bodyOf(...page)).toBe(marked.indexOf("|"));
  });

  it.each([
    ["frames", "<html><head></head><frameset cols=*><frame src=a></frameset></html>"],
    ["frames without anything before them", "<frameset><frame></frameset>"],
    ["UTF-16, little end first", "\xff\xfe<\0b\0o\0d\0y\0>\0"],
    ["UTF-16, big end first", "\xfe\xff\0<\0b\0o\0d\0y\0>"],
    ["nothing", ""],
    ["spaces", " \n\t "],
    ["a head alone", "<html><head><title>x</title></head>"],
    ["a comment without an end", "<html><!-- <body> -- >"],
    ["a script without an end", "<script><body></scrip"],
    ["a script whose end is commented out", "<script><!-- <script> </script> <body>"],
    ["a title without an end", "<title><body></titl"],
    ["a template without an end", "<template><body><p>x"],
    ["a tag without an end", "<html><body class='a>"],
    ["a tag cut short", "<html><body class=a"],
    ["a declaration without an end", "<!doctype html <body"],
    ["less than a tag", "<a"],
  ])("does not exist in %s, whole or in pieces", (_, page) => {
    expect(bodyOf(page)).toBe("none");
    for (let cut = 0; cut <= page.length; cut++) {
      expect(bodyOf(page.slice(0, cut), page.slice(cut)), `cut at ${cut}`).toBe("none");
    }
  });
});

describe("what stands in the head", () => {
  const read = (page: string) => scanned(page).head;

  it.each([
    ["<html lang=pl><body>", "pl"],
    ['<html class="a>b" LANG="pt-BR"><body>', "pt-BR"],
    ["<html><html lang=ja><body>", "ja"],
    ["<html lang=en><html lang=ja><body>", "en"],
    ["<html lang><body>", ""],
    ["<html><head></head><body lang=pl>", null],
    ["<!-- <html lang=pl> --><html><body>", null],
  ])("tells the language: %s", (page, language) => {
    expect(read(page).language).toBe(language);
  });

  it.each([
    [`<meta http-equiv="Content-Security-Policy" content="script-src 'self'">`, ["script-src 'self'"]],
    [`<META content='a' HTTP-EQUIV=content-security-policy>`, ["a"]],
    [
      `<meta http-equiv=content-security-policy content="script-src &#39;self&#39; &#x27;nonce-a&#x27;">`,
      ["script-src 'self' 'nonce-a'"],
    ],
    [
      `<meta http-equiv=content-security-policy content="a">x<meta http-equiv=content-security-policy content="b">`,
      ["a"],
    ],
    [
      `<meta http-equiv=content-security-policy content="a"><meta http-equiv=content-security-policy content="b">`,
      ["a", "b"],
    ],
    [`<meta http-equiv=content-security-policy>`, [""]],
    [`<meta http-equiv=content-security-policy-report-only content="a">`, []],
    [`<noscript><meta http-equiv=content-security-policy content="a"></noscript>`, []],
    [`<template><meta http-equiv=content-security-policy content="a"></template>`, []],
    [`<!-- <meta http-equiv=content-security-policy content="a"> -->`, []],
  ])("tells the policies: %s", (head, policies) => {
    expect(read(`<head>${head}</head><body>`).policies).toEqual(policies);
    expect(scanned(...`<head>${head}</head><body>`).head.policies).toEqual(policies);
  });
});

/** Numbers from a seed: the same seed, the same pages (Numerical Recipes' generator). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 0x1_0000_0000) * below);
  };
}

const fragments = [
  "<!doctype html>", "<html>", "<html lang=pl>", "<head>", "</head>", "<body>", "<body class='a>b'>", "</body>", "</html>",
  "<title>", "</title>", "<style>", "</style>", "<script>", "</script>", "</script ", "<script ", "<noscript>", "</noscript>",
  "<template>", "</template>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<?", "</", "<", ">", "/>", "\"", "'", "=", " ",
  "\n", "\0", "-", "--", "!", "a", "é", "\u{1f6d2}", "\u00a0", "<meta http-equiv=content-security-policy content=", "<meta charset=utf-8>",
  "<link rel=x href=\"a>b\">", "<p>", "</p>", "<frameset>", "<svg><title>", "<textarea>", "</textarea>", "<select>",
  "<noframes>", "</noframes>", "<base href=/>", "<BODY\n", "<sCript>", "</br>", "<br/>", "&lt;body&gt;", "\ufeff", "<plaintext>",
  "\t", "<x", "<body", "<title", "]]>", "<![CDATA[",
]; // biome-ignore format: a list to pick from

function randomPage(next: (below: number) => number): Uint8Array<ArrayBuffer> {
  let text = next(3) > 0 ? "<!doctype html><html><head>" : "";
  for (let count = next(24); count > 0; count--) text += fragments[next(fragments.length)];
  const bytes = [...new TextEncoder().encode(text)];
  // Now and then a byte that is no UTF-8.
  for (let count = next(3); count > 0; count--) bytes.splice(next(bytes.length + 1), 0, 128 + next(128));
  return new Uint8Array(bytes);
}

const mark = "<!--inserted-->";
const other = "<!--placed-->";
const insertion = () => {
  const selector = parseSelector("p, [href], .a, svg") as Selector;
  return new Insertion([
    { widgets: ["test"], place: null, write: () => mark },
    { widgets: ["test"], place: { selector, position: "before" }, write: () => other },
    { widgets: ["test"], place: { selector, position: "after" }, write: () => other },
  ]);
};
const toText = (bytes: Uint8Array) => String.fromCharCode(...bytes);

function inPieces(page: Uint8Array, next: (below: number) => number): ReadableStream<Uint8Array> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at >= page.length) return controller.close();
      const size = 1 + next(next(3) === 0 ? 200 : 12);
      controller.enqueue(page.slice(at, at + size));
      at += size;
    },
  });
}

const pages = 12_000;
const seed = Number(process.env.SEED ?? 20_261_122);

describe(`${pages} pages made at random (seed ${seed})`, { timeout: 120_000 }, () => {
  it("keep every byte of theirs and its order, whole and in pieces, and have their insertion in the same place", async () => {
    const next = numbersFrom(seed);
    let inserted = 0;
    let placed = 0;
    for (let count = 0; count < pages; count++) {
      const page = randomPage(next);
      const original = toText(page);
      const whole = toText(insertIntoBytes(page, insertion()));
      const stream = insertIntoStream(inPieces(page, next), insertion());
      const pieces = toText(new Uint8Array(await new Response(stream).arrayBuffer()));
      if (pieces !== whole) expect(JSON.stringify(pieces), `page ${count}`).toBe(JSON.stringify(whole));
      if (whole === original) continue;
      inserted++;
      const at = whole.indexOf(mark);
      const rest = whole.replace(mark, "").replaceAll(other, "");
      if (whole.includes(other)) placed++;
      if (rest !== original) expect(JSON.stringify(rest), `page ${count}`).toBe(JSON.stringify(original));
      if (bodyOf(original) !== at) expect(bodyOf(original), `page ${count}`).toBe(at);
    }
    // The test would prove nothing if pages without a place were all it made.
    expect(inserted).toBeGreaterThan(pages / 4);
    expect(placed).toBeGreaterThan(pages / 40);
  });

  it("have the same place wherever they are cut", () => {
    const next = numbersFrom(seed + 1);
    for (let count = 0; count < 400; count++) {
      const page = toText(randomPage(next));
      const whole = bodyOf(page);
      for (let cut = 0; cut <= page.length; cut++) {
        const place = bodyOf(page.slice(0, cut), page.slice(cut));
        if (place !== whole) expect(place, JSON.stringify([page, cut])).toBe(whole);
      }
    }
  });
});

describe("a page that drips in", () => {
  /** How many characters are looked at and bytes are moved while a page is read. */
  async function costOf(page: string, size: number): Promise<number> {
    let cost = 0;
    const { indexOf, charCodeAt, slice } = String.prototype;
    const { set, copyWithin } = Uint8Array.prototype;
    const spies = [
      vi.spyOn(String.prototype, "indexOf").mockImplementation(function (this: string, text, from = 0) {
        const at = indexOf.call(this, text, from);
        cost += (at === -1 ? this.length : at) - from;
        return at;
      }),
      vi.spyOn(String.prototype, "charCodeAt").mockImplementation(function (this: string, at) {
        cost++;
        return charCodeAt.call(this, at);
      }),
      vi.spyOn(String.prototype, "slice").mockImplementation(function (this: string, from, to) {
        const part = slice.call(this, from, to);
        cost += part.length;
        return part;
      }),
      vi.spyOn(Uint8Array.prototype, "set").mockImplementation(function (this: Uint8Array, from, at) {
        cost += from.length;
        set.call(this, from, at);
      }),
      vi.spyOn(Uint8Array.prototype, "copyWithin").mockImplementation(function (
        this: Uint8Array,
        to,
        from,
        end,
      ) {
        cost += (end ?? this.length) - (from ?? 0);
        return copyWithin.call(this, to, from, end) as never;
      }),
    ];
    try {
      const bytes = new TextEncoder().encode(page);
      let at = 0;
      const body = new ReadableStream<Uint8Array>({
        pull(controller) {
          if (at >= bytes.length) return controller.close();
          controller.enqueue(bytes.subarray(at, at + size));
          at += size;
        },
      });
      await new Response(insertIntoStream(body, insertion())).arrayBuffer();
    } finally {
      for (const spy of spies) spy.mockRestore();
    }
    return cost;
  }

  const filler = 60_000;

  it.each([
    ["a style", `<style>${"a{}".repeat(filler / 3)}</style>`],
    ["a script", `<script><!--${"a-b<c>".repeat(filler / 6)}--></script>`],
    ["a comment", `<!--${"-a>".repeat(filler / 3)}-->`],
    ["one attribute", `<meta content="${"x".repeat(filler)}">`],
    ["many attributes", `<meta ${"a=b ".repeat(filler / 4)}>`],
    ["many tags", "<meta charset=utf-8>".repeat(filler / 20)],
    ["a title", `<title>${"</titl".repeat(filler / 6)}</title>`],
    ["spaces", " ".repeat(filler)],
  ])("is read once, however small its pieces are: %s", { timeout: 60_000 }, async (_, head) => {
    const page = `<!doctype html><html><head>${head}</head><body><i></i>${head}<b class=a>`;
    // Read again from its start with each piece, it would cost a thousand times its length.
    expect(await costOf(page, 7)).toBeLessThan(12 * page.length);
  });
});
