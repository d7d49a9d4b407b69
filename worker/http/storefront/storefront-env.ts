import type { Context } from "../../context.ts";
import type { Store } from "../../services/stores/find-store.ts";

/** What every storefront route finds in place: the tool belt and the store of the hostname. */
export interface StorefrontEnv {
  Bindings: Env;
  Variables: { ctx: Context; store: Store };
}
