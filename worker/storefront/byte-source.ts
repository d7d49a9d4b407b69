export type Read = { done: false; value: Uint8Array<ArrayBuffer> } | { done: true; value?: undefined };

/** A body that is read for a while, and then handed on. */
export interface ByteSource {
  /** What is here, or the first that comes. Its bytes stand until the next read. */
  read(): Promise<Read>;
  cancel(reason: unknown): Promise<void>;
  /** What has not been read. */
  rest(): ReadableStream<Uint8Array>;
}

/** @param size how many bytes to ask for at once: a body's own pieces are of 4 KB, and each costs a turn */
export function sourceOf(body: ReadableStream<Uint8Array>, size: number): ByteSource {
  const reader = readerOf(body, size);
  return {
    read: () => reader.read() as Promise<Read>,
    cancel: (reason) => reader.cancel(reason),
    rest() {
      reader.releaseLock();
      return body;
    },
  };
}

function readerOf(body: ReadableStream<Uint8Array>, size: number) {
  try {
    const reader = body.getReader({ mode: "byob" });
    let buffer = new ArrayBuffer(size);
    return {
      async read() {
        const { done, value } = await reader.read(new Uint8Array(buffer));
        if (value) buffer = value.buffer;
        return { done, value: done ? undefined : value };
      },
      cancel: (reason: unknown) => reader.cancel(reason),
      releaseLock: () => reader.releaseLock(),
    };
  } catch {
    // A stream of JavaScript's own making hands over its pieces as they are.
    return body.getReader();
  }
}
