import type { Observation } from "./contract.ts";

/** An address that a shopper gave, and the first name that came with it. Nothing where there is no address. */
export function givenBy(
  email: string | null | undefined,
  name?: string | null | undefined,
): Pick<Observation, "email" | "name"> {
  const address = email?.trim();
  const first = name?.trim();
  if (!address) return {};
  return first ? { email: address, name: first } : { email: address };
}
