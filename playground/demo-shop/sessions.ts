import type { DemoShopState, Session } from "./state.ts";

const sevenDays = 7 * 24 * 60 * 60 * 1000;
const mostSessions = 200;

export const sessionLifetimeSeconds = sevenDays / 1000;

export function createSession(state: DemoShopState, id = randomHex(30)): Session {
  pruneSessions(state, Date.now());
  const session: Session = {
    id,
    seenAt: Date.now(),
    lines: [],
    coupon: null,
    deliveryMethod: "standard",
    contact: null,
    address: null,
    billing: {},
    shipping: {},
  };
  state.sessions[id] = session;
  return session;
}

export function findSession(state: DemoShopState, id: string | undefined): Session | undefined {
  const session = id && Object.hasOwn(state.sessions, id) ? state.sessions[id] : undefined;
  return session && Date.now() - session.seenAt < sevenDays ? session : undefined;
}

export function randomHex(length: number): string {
  const digits = `${crypto.randomUUID()}${crypto.randomUUID()}`.replaceAll("-", "");
  return digits.slice(0, length);
}

function pruneSessions(state: DemoShopState, now: number): void {
  const kept = Object.values(state.sessions)
    .filter((session) => now - session.seenAt < sevenDays)
    .sort((a, b) => b.seenAt - a.seenAt)
    .slice(0, mostSessions - 1);
  const keptIds = new Set(kept.map((session) => session.id));
  for (const id of Object.keys(state.sessions)) if (!keptIds.has(id)) delete state.sessions[id];
}
