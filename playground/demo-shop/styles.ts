import { baseStyles } from "./styles/base.ts";
import { catalogStyles } from "./styles/catalog.ts";
import { checkoutStyles } from "./styles/checkout.ts";

export const shopStyles = [baseStyles, catalogStyles, checkoutStyles].join("\n");
