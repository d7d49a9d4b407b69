import type { Context } from "../../context.ts";
import type { Store } from "../../services/stores/find-store.ts";
import type { HeadStart } from "./head-start.ts";

/**
 * What every storefront route finds in place: the tool belt and the store of the hostname; for the shop's own pages also what
 * the shop was asked while that was looked up.
 */
export interface StorefrontEnv {
  Bindings: Env;
  Variables: { ctx: Context; store: Store; headStart?: HeadStart | null };
}
