/**
 * The least that a worker can do that puts one tag into a page, and no more than that: a page with its length is collected and
 * answered in one piece, of any other the first piece is changed and the rest piped. What a page is, whose it is and whether it
 * may be changed is not asked.
 */
export default {
  async fetch(request: Request, env: { ORIGIN: string }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(env.ORIGIN + pathname + search, request);
    if (response.body === null) return response;
    if (response.headers.has("content-length")) {
      return changed(response, withTag(new Uint8Array(await response.arrayBuffer())));
    }
    const { readable, writable } = new IdentityTransformStream();
    pipe(response.body as ReadableStream<Uint8Array>, writable).catch(() => {});
    return changed(response, readable);
  },
};

/** The runtime copies the headers, once. */
function changed(response: Response, body: BodyInit): Response {
  const answer = new Response(body, response);
  answer.headers.delete("content-length");
  return answer;
}

async function pipe(body: ReadableStream<Uint8Array>, writable: WritableStream<Uint8Array>): Promise<void> {
  const reader = body.getReader({ mode: "byob" });
  const { value } = await reader.read(new Uint8Array(16_384));
  reader.releaseLock();
  const writer = writable.getWriter();
  if (value) await writer.write(withTag(value));
  writer.releaseLock();
  await body.pipeTo(writable);
}

const tag = new TextEncoder().encode('<script defer src="/widget.js"></script>');
const bodyTag = new TextEncoder().encode("<body");
const tagEnd = 0x3e;

function withTag(page: Uint8Array): Uint8Array {
  let at = page.indexOf(bodyTag[0] as number);
  while (at !== -1 && !bodyTag.every((byte, index) => page[at + index] === byte)) {
    at = page.indexOf(bodyTag[0] as number, at + 1);
  }
  const place = page.indexOf(tagEnd, at) + 1;
  const changed = new Uint8Array(page.length + tag.length);
  changed.set(page.subarray(0, place));
  changed.set(tag, place);
  changed.set(page.subarray(place), place + tag.length);
  return changed;
}
