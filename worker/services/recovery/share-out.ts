/**
 * Works through what waits in many stores so that none waits for another's backlog: each gets the same, and what one does not
 * need goes to the others.
 * @param turn whose turn it is to be first; matters when not all of them can be served
 * @param room how many there is time for, and how many of them at once
 * @param take takes up to `each` of every store named, and answers what it took; `null`: time is over
 * @returns how many were taken
 */
export async function shareOut(
  storeIds: string[],
  turn: number,
  room: { inAll: number; atOnce: number },
  take: (storeIds: string[], each: number) => Promise<{ storeId: string }[] | null>,
): Promise<number> {
  const first = storeIds.length === 0 ? 0 : turn % storeIds.length;
  let waiting = [...storeIds.slice(first), ...storeIds.slice(0, first)];
  let left = room.inAll;
  while (waiting.length > 0 && left > 0) {
    const most = Math.min(left, room.atOnce);
    const asked = waiting.slice(0, most);
    const each = Math.floor(most / asked.length);
    const taken = await take(asked, each);
    if (taken === null) break;
    left -= taken.length;
    // Who got as much as there was to get may have more; it stands behind those who have had nothing yet.
    waiting = [...waiting.slice(most), ...asked.filter((id) => countOf(taken, id) === each)];
  }
  return room.inAll - left;
}

function countOf(taken: { storeId: string }[], storeId: string): number {
  return taken.reduce((count, one) => count + (one.storeId === storeId ? 1 : 0), 0);
}
