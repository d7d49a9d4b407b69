import type { ContactRequest } from "../../worker/wire/storefront-api.ts";
import { postJson } from "./post-json.ts";

/** Something at something dot something. Whether it exists is for the worker to find out. */
export const plausibleAddress = /\S@\S+\.\S/;

/** Tells the worker what the shopper decided. */
export const postContact = (request: ContactRequest) => postJson(CONTACT_PATH, request);
