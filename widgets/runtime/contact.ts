import type { ContactRequest } from "../../worker/wire/storefront-api.ts";

/** Something at something dot something. Whether it exists is for the worker to find out. */
export const plausibleAddress = /\S@\S+\.\S/;

/** Tells the worker what the shopper decided. Outlives the page, so leaving at once loses nothing. */
export const postContact = (request: ContactRequest) =>
  fetch(CONTACT_PATH, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(request),
  });
