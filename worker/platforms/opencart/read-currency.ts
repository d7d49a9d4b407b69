import { readRecords } from "../read-html.ts";
import { asCurrency } from "../read-json.ts";

/** OpenCart keeps the code of the currency its prices are in as a cookie, and sets it before the first price is shown. */
export function currencyInCookies(request: Headers, response: Headers): string | null {
  const lines = [...response.getSetCookie().toReversed(), request.get("cookie") ?? ""];
  for (const line of lines) {
    const code = asCurrency(/(?:^|;\s*)currency=([^;]*)/.exec(line)?.[1]);
    if (code !== null) return code;
  }
  return null;
}

/**
 * The currency that a page's prices are in, by its switch: the sign on the button is found once among the choices. Shops with
 * one currency have no switch, and "$" beside several dollars says nothing.
 */
export async function currencyOnPage(html: string): Promise<string | null> {
  const [shown] = await readRecords(html, { record: "#form-currency", fields: { sign: "strong" } });
  const sign = shown?.sign?.trim();
  if (!sign) return null;
  const choices = [
    ...(await readRecords(html, {
      record: "#form-currency li",
      fields: { code: "[data-code]@data-code", text: "[data-code]" },
    })),
    ...(await readRecords(html, {
      record: "#form-currency li",
      fields: { code: "button@name", text: "button" },
    })),
  ];
  const fitting = choices.filter(
    ({ text = "" }) => text.trim().startsWith(sign) || text.trim().endsWith(sign),
  );
  const codes = new Set(fitting.map(({ code }) => code));
  return codes.size === 1 ? asCurrency([...codes][0]) : null;
}
