import * as z from "zod";

/** What the settings of several platforms are made of. */
export const path = z.string().max(500).startsWith("/", "a path, beginning with /");
/** A path that goes before others: empty, or "/en". */
export const prefix = z
  .string()
  .max(200)
  .regex(/^(\/[\w.-]+)*$/, "empty, or a path without a slash at its end");
export const selector = z.string().min(1).max(300);
export const pattern = z
  .string()
  .max(300)
  .refine(isPattern, "a regular expression that compiles, to be matched against the path");

/**
 * "selector@attribute", "selector" for the text in it, "@attribute" for one of the line itself. " ~ " and a regular expression
 * behind it take what its first group matches out of that: "#order ~ No\. (\d+)".
 */
export const field = z
  .string()
  .min(1)
  .max(300)
  .refine((text) => isPattern(text.split(" ~ ", 2)[1] ?? ""), "a regular expression behind ~ that compiles");

/** Requests by their method and address: the pattern is matched against the path, and against path and query. */
export const requests = z
  .array(z.strictObject({ method: z.enum(["GET", "POST", "PUT", "PATCH", "DELETE"]), path: pattern }))
  .max(20);

/** Where in a JSON text something is (RFC 6901): "/cart/items". */
export const pointer = z
  .string()
  .max(200)
  .regex(/^(\/([^~/]|~[01])*)*$/, "a JSON pointer, as /cart/items");

/** `minor`: a whole number of pence or cents. `text`: as printed, "£18.50". `decimal`: as an API has it, 18.5. */
export const priceAs = z.enum(["minor", "text", "decimal"]);

/** Form fields, or those of a JSON body. What stands in braces is filled in. */
export const templates = z.record(z.string().max(100), z.string().max(300));

/** A hidden field of a page that must be sent along (a session's form token). */
export const formToken = z.strictObject({
  /** The page that has it. `{productId}` is filled in; `{url}` is the page of the thing itself. */
  page: z.union([path, z.literal("{url}")]),
  /** The name it is sent under. */
  field: z.string().max(100),
  /** Where on the page it is. `null`: in a field of that name. */
  from: field.nullable().default(null),
});

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}
