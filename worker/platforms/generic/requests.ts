import { remembered } from "../../domain/remembered.ts";
import type { GenericSettings } from "../../wire/store-settings.ts";
import type { AddedLine, Exchange } from "../contract.ts";
import { asObject, asText, parseJson, valueAt } from "../read-json.ts";

/** Whether an address is the one that a path of the settings names: further parameters do not matter. */
export function isAt(url: URL, path: string): boolean {
  const { pathname, parameters } = readPath(path);
  return (
    pathname === url.pathname && parameters.every(([name, value]) => url.searchParams.get(name) === value)
  );
}

/** Every page asks for the same few paths and patterns of the same settings. */
const readPath = remembered((path: string) => {
  const { pathname, searchParams } = new URL(path, "https://shop.invalid");
  return { pathname, parameters: [...searchParams] };
}, 100_000);
const compile = remembered((pattern: string) => new RegExp(pattern), 100_000);

/** The first match of a pattern in a path, or in path and query. */
export function match(pattern: string, { pathname, search }: URL): RegExpExecArray | null {
  const expression = compile(pattern);
  return expression.exec(pathname) ?? (search === "" ? null : expression.exec(pathname + search));
}

export function isOneOf(
  requests: GenericSettings["changes"],
  { method, url }: { method: string; url: URL },
): boolean {
  return requests.some((request) => request.method === method && match(request.path, url) !== null);
}

/** What a request says, by name: a form's fields, the texts of a JSON body, and what stands in its address. */
export async function fieldsOf({ url, headers, requestBody }: Exchange): Promise<URLSearchParams> {
  const type = headers.get("content-type") ?? "";
  const fields = new URLSearchParams(url.searchParams);
  if (requestBody === null) return fields;
  if (type.startsWith("application/json")) {
    for (const [name, value] of Object.entries(asObject(parseJson(requestBody)) ?? {})) {
      const text = asText(value);
      if (text !== null) fields.append(name, text);
    }
  } else if (/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type)) {
    const form = await new Response(requestBody, { headers: { "content-type": type } })
      .formData()
      .catch(() => new FormData());
    for (const [name, value] of form) if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

/** The first of these fields that has something in it. In what was posted, never in an address: there it is what somebody linked to. */
export async function postedIn(exchange: Exchange, names: string[]): Promise<string | null> {
  const unaddressed = { ...exchange, url: new URL("/", exchange.url) };
  const fields = await fieldsOf(unaddressed);
  const json = parseJson(exchange.requestBody);
  const values = names.map((name) => (name.startsWith("/") ? asText(valueAt(json, name)) : fields.get(name)));
  return values.find((value) => value?.trim())?.trim() ?? null;
}

/** Longer than what any shop asks about one thing. */
const mostFields = 40;
const mostText = 4000;

/** What the shop's own page sent to put a thing in, as far as the settings say that it is to be kept. */
export async function addedBy(
  exchange: Exchange,
  { add }: Pick<GenericSettings, "add">,
): Promise<AddedLine | null> {
  if (add.keep === null) return null;
  const pattern = new RegExp(add.keep);
  const fields = await fieldsOf(exchange);
  const idField = Object.entries(add.fields).find(([, template]) => template === "{productId}")?.[0];
  const productId = fields.get(idField ?? "product_id");
  const kept = [...fields].filter(([name, value]) => value !== "" && pattern.test(name));
  if (!productId || kept.length === 0 || kept.length > mostFields || kept.flat().join("").length > mostText)
    return null;
  return { productId, restore: Object.fromEntries(kept) };
}
