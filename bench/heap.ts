interface Answer {
  id?: number;
  result?: { usedSize: number; embedderHeapUsedSize: number; backingStorageSize: number };
}

/**
 * What one worker's isolate holds, asked through workerd's inspector.
 *
 * @param id of the worker, as the inspector lists it
 * @returns tells it each time in MB, right after a collection: JavaScript, what the runtime keeps for it, and buffers
 */
export async function openHeap(inspector: URL, id: string): Promise<() => Promise<number>> {
  const socket = new WebSocket(new URL(`/${id}`, inspector));
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`the inspector has no worker ${id}`));
  });
  const waiting = new Map<number, (answer: Answer) => void>();
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer;
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer);
  };
  let asked = 0;
  const send = (method: string) => {
    const id = ++asked;
    return new Promise<Answer>((resolve) => {
      waiting.set(id, resolve);
      socket.send(JSON.stringify({ id, method }));
    }).finally(() => waiting.delete(id));
  };
  await send("HeapProfiler.enable");
  return async () => {
    // `collectGarbage` is never answered here; a snapshot begins with a collection.
    await send("HeapProfiler.takeHeapSnapshot");
    const { result } = await send("Runtime.getHeapUsage");
    if (!result) throw new Error("the inspector does not tell the heap");
    return (result.usedSize + result.embedderHeapUsedSize + result.backingStorageSize) / 1_048_576;
  };
}
