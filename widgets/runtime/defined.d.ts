/** Put in by the build from worker/wire/paths.ts, so that a page does not carry the addresses it never asks. */
declare const CART_PATH: string;
declare const CONTACT_PATH: string;
