import type { Store } from "../../../services/stores/find-store.ts";
import { capsOf } from "../../../wire/recovery-settings.ts";
import type { SimulatedWorld } from "../simulated-world.ts";
import { type CallWithPermit, clockError, type Invariant, isForgotten, isTaken } from "./evidence.ts";
import { isQuiet } from "./quiet.ts";

/** Nobody who bought, said no, is asleep or has heard enough. */
export const permission: Invariant[] = [
  {
    id: "I3",
    name: "no call without a permission of its own, and none permitted after a purchase",
    look: ({ calls, world, history }) => {
      const used = new Set<string>();
      return calls.flatMap((call) => {
        const { permit } = call;
        if (permit === null) return [`${call.messageId} was sent without permission`];
        const name = `${permit.messageId}/${permit.seq}`;
        if (used.has(name)) return [`${call.messageId} was sent twice on one permission`];
        used.add(name);
        if (call.at - call.by.lastTripAt > 0 && call.by.trips.at(-1)?.to === call.seq) {
          return [`${call.messageId} was sent ${call.at - call.by.lastTripAt} ms after its permission`];
        }
        if (permit.bought) return [`${call.messageId} was permitted after its address had bought`];
        const order = world.bought.find((one) => {
          const kept = history.find(({ what, facts }) => what === "ordered" && facts === one.number);
          return (
            one.store === permit.store &&
            kept !== undefined &&
            kept.seq < permit.seq &&
            permit.createdAt <= one.at &&
            (one.hashes.includes(permit.hash) || one.cartId === permit.cartId)
          );
        });
        return order ? [`${call.messageId} was permitted after order ${order.number}`] : [];
      });
    },
  },
  {
    id: "I4",
    name: "none permitted to an address that is suppressed or has not agreed",
    look: ({ calls }) =>
      calls.flatMap(({ permit, messageId }) => {
        if (permit?.suppressed) return [`${messageId} was permitted although its address is suppressed`];
        if (permit && permit.consent !== "granted") return [`${messageId}: consent was ${permit.consent}`];
        return [];
      }),
  },
  {
    id: "I7",
    name: "no message before its time, and none after a later one of its cart",
    look: ({ calls, world }) =>
      calls.flatMap((call, place) => {
        const { permit, messageId, at } = call;
        if (permit === null) return [];
        if (at + clockError < permit.plannedAt) return [`${messageId} was sent before its time`];
        if (permit.plannedAt <= (permit.abandonedAt ?? 0))
          return [`${messageId} is due from before the cart was left`];
        const { tooLateHours } = widest(settingsDuring(world, call).map(({ settings }) => settings.recovery));
        if (!permit.wasSending && at - clockError > permit.plannedAt + tooLateHours * 3_600_000) {
          return [`${messageId} was sent too late`];
        }
        if (permit.openBefore)
          return [`${messageId} (step ${permit.step}) was permitted before an earlier step was over`];
        const isOvertaken = calls
          .slice(0, place)
          .some(
            (one) => isTaken(one) && one.permit?.cartId === permit.cartId && one.permit.step > permit.step,
          );
        // A call that is made again asks only what became of the one before.
        return isOvertaken && !permit.wasSending
          ? [`${messageId} (step ${permit.step}) came after a later step`]
          : [];
      }),
  },
  {
    id: "I8",
    name: "no address and no cart gets more, or sooner, than the caps say",
    look: ({ calls, world }) =>
      calls.filter(isTaken).flatMap((call, place, taken) => {
        const caps = settingsDuring(world, call).map(({ settings }) => capsOf(settings.recovery));
        const most = (name: "hoursBetween" | "perCart" | "perMonth", pick: (...n: number[]) => number) =>
          pick(...caps.map((one) => one[name]));
        const others = taken.slice(0, place).filter(
          (one) =>
            one.store === call.store &&
            one.messageId !== call.messageId &&
            // What a restored backup has forgotten nobody can count.
            !(isForgotten(world, one.messageId, one.seq) && !isForgotten(world, one.messageId, call.seq)),
        );
        const toAddress = others.filter(({ to }) => to === call.to);
        const gap = most("hoursBetween", Math.min) * 3_600_000 - 2 * clockError;
        const said = [];
        if (toAddress.some(({ at }) => call.at - at < gap))
          said.push(`${call.messageId} came too soon after another`);
        const inMonth = toAddress.filter(({ at }) => call.at - at < 30 * 86_400_000 - 2 * clockError);
        if (inMonth.length >= most("perMonth", Math.max))
          said.push(`${call.messageId} is too many for a month`);
        const ofCart = others.filter(({ permit }) => permit?.cartId === call.permit?.cartId);
        if (ofCart.length >= most("perCart", Math.max))
          said.push(`${call.messageId} is too many for its cart`);
        return said;
      }),
  },
  {
    id: "I9",
    name: "no call in the quiet hours of the recipient's own zone",
    look: ({ calls, world }) =>
      calls.flatMap((call) => {
        const zone = call.permit?.timezone ?? world.stores[call.store]?.settings.timezone ?? "UTC";
        const isNight = settingsDuring(world, call).every(({ settings: { recovery } }) =>
          [call.by.began + call.by.skew, call.at + call.by.skew, call.at].every((at) =>
            isQuiet(at, recovery.quietHours, zone),
          ),
        );
        return isNight
          ? [`${call.messageId} was sent at night in ${zone}: ${new Date(call.at).toISOString()}`]
          : [];
      }),
  },
  {
    id: "I16",
    name: "what a mail shows is the cart as it stood when it was permitted, to the penny",
    look: ({ calls }) =>
      calls.flatMap(({ permit, text, messageId }) => {
        if (permit === null) return [];
        if (permit.cartStatus !== "abandoned" || permit.items === 0) {
          return [`${messageId} is about a cart that is ${permit.cartStatus} with ${permit.items} items`];
        }
        if (permit.version !== permit.named)
          return [`${messageId} names version ${permit.named} of ${permit.version}`];
        const lines = JSON.parse(permit.lines) as { name: string }[];
        const missing = lines.find(({ name }) => !text.includes(name));
        if (missing) return [`${messageId} does not show ${missing.name}`];
        const total = (permit.totalMinor / 100).toFixed(2);
        const shown = text.replaceAll(",", ".");
        return shown.includes(total) ? [] : [`${messageId} does not show the total ${total}`];
      }),
  },
  {
    id: "P2",
    name: "a store that has switched recovery off before the consumer began sends nothing",
    look: ({ calls, world }) =>
      calls
        .filter((call) => settingsDuring(world, call).every(({ settings }) => !settings.recovery.enabled))
        .map(({ messageId }) => `${messageId} was sent although recovery is off`),
  },
  {
    id: "P1",
    name: "a store that was paused, or has lost sight of its orders, before the consumer began sends nothing",
    look: ({ calls, history, world }) =>
      calls.flatMap(({ by, store, messageId }) => {
        const state = history.findLast(
          ({ what, store_id, seq }) =>
            what === "store" && world.storeOf(store_id) === store && seq <= by.startedAt,
        )?.said as { paused?: number; lost?: number } | undefined;
        if (state?.paused) return [`${messageId} was sent by a paused store`];
        return state?.lost ? [`${messageId} was sent by a store that does not see its orders`] : [];
      }),
  },
];

/** Every setting that a call may have been decided by: those that were in force at any time since its consumer began. */
function settingsDuring(world: SimulatedWorld, call: CallWithPermit): Store[] {
  const own = world.settings.filter(({ at }) => at === call.store);
  return own
    .filter(({ from }, at) => from <= call.moment && (own[at + 1]?.since ?? Infinity) > call.by.startedMoment)
    .map(({ store }) => store);
}

const widest = (all: { tooLateHours: number }[]) => ({
  tooLateHours: Math.max(...all.map(({ tooLateHours }) => tooLateHours)),
});
