import * as z from "zod";
import { type RunWrangler, reasonOf } from "../run-wrangler.ts";

const identity = z.object({
  loggedIn: z.literal(true),
  accounts: z.array(z.object({ id: z.string(), name: z.string() })).default([]),
});

const howTo = `Wrangler is not logged in to Cloudflare.

  On your own machine:  npx wrangler login
  In CI:                set CLOUDFLARE_API_TOKEN to a token that may edit Workers, D1 and Queues
                        (https://dash.cloudflare.com/profile/api-tokens), and CLOUDFLARE_ACCOUNT_ID`;

/**
 * Whose account it is: the chosen one (CLOUDFLARE_ACCOUNT_ID), or the only one of this login.
 * @throws Error that says how to log in, or which accounts there are to choose from
 */
export async function checkLogin(
  wrangler: RunWrangler,
  chosen: string | undefined,
): Promise<{ accountId: string | undefined; name: string }> {
  const answer = await wrangler(["whoami", "--json"]);
  if (/"loggedIn":\s*false/.test(answer.stdout + answer.stderr)) throw new Error(howTo);
  const parsed = identity.safeParse(readJson(answer.stdout));
  if (answer.code !== 0 || !parsed.success) {
    throw new Error(`Cloudflare could not be asked who is logged in: ${reasonOf(answer)}`);
  }
  const { accounts } = parsed.data;
  if (chosen) return { accountId: chosen, name: accounts.find(({ id }) => id === chosen)?.name ?? chosen };
  const [account, ...others] = accounts;
  // A token may be allowed everything that is needed here and still not to list accounts.
  if (!account) return { accountId: undefined, name: "the token's account" };
  if (others.length > 0) {
    const list = accounts.map(({ id, name }) => `  CLOUDFLARE_ACCOUNT_ID=${id}   ${name}`);
    throw new Error(`This login has several accounts. Choose one by setting:\n\n${list.join("\n")}`);
  }
  return { accountId: account.id, name: account.name };
}

/** Wrangler may print a note before the JSON. */
export function readJson(text: string): unknown {
  const from = text.search(/^[[{]/m);
  try {
    return JSON.parse(text.slice(Math.max(from, 0)));
  } catch {
    return undefined;
  }
}
