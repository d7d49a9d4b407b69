import type { PlatformId } from "../domain/platform-id.ts";
import type { Platform } from "./contract.ts";
import { generic } from "./generic.ts";
import { woocommerce } from "./woocommerce.ts";

/** Every platform, by its id: a missing one is a type error. */
export const platforms: Readonly<Record<PlatformId, Platform>> = { generic, woocommerce };
