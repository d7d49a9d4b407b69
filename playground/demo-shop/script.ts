import { cartScript } from "./script/cart.ts";
import { checkoutScript } from "./script/checkout.ts";
import { productScript } from "./script/product.ts";
import { sharedScript } from "./script/shared.ts";

/** One module for every page: each part does nothing on a page that is not its own. */
export const shopScript = [sharedScript, productScript, cartScript, checkoutScript].join("\n");
