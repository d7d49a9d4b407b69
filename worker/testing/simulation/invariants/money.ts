import { codes } from "../store-kinds.ts";
import { type Invariant, isForgotten } from "./evidence.ts";

const given = new RegExp(codes.join("|"), "g");

/** What is promised costs the shop no more than it said. */
export const money: Invariant[] = [
  {
    id: "I18",
    name: "a code is given to one person, one person gets one, and none before it is theirs",
    look: ({ calls, history, world }) => {
      const ofCode = new Map<string, string>();
      const ofPerson = new Map<string, string>();
      return calls.flatMap(({ store, to, text, messageId, seq, permit }) =>
        [...new Set(text.match(given) ?? [])].flatMap((code) => {
          if (isForgotten(world, messageId, seq)) return [];
          const person = `${store}/${to.toLowerCase()}`;
          const holder = ofCode.get(`${store}/${code}`) ?? person;
          const first = ofPerson.get(person) ?? code;
          ofCode.set(`${store}/${code}`, holder);
          ofPerson.set(person, first);
          const issued = history.some(
            ({ what, address_hash, seq: at }) =>
              what === "issued" && address_hash === permit?.hash && at <= seq,
          );
          return [
            ...(holder === person ? [] : [`${code} was given to two people`]),
            ...(first === code ? [] : [`one person was given ${first} and, by ${messageId}, ${code}`]),
            ...(issued ? [] : [`${messageId} shows ${code}, which was not issued`]),
          ];
        }),
      );
    },
  },
];
