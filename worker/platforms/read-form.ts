import type { Exchange } from "./contract.ts";

/** The fields of a form as the shopper's browser sent it, whichever way; files are left out, and what is no form has none. */
export async function readForm({ requestBody, headers }: Exchange): Promise<[string, string][]> {
  const type = headers.get("content-type") ?? "";
  if (requestBody === null || !/^(application\/x-www-form-urlencoded|multipart\/form-data)/i.test(type))
    return [];
  try {
    const fields = await new Response(requestBody, { headers: { "content-type": type } }).formData();
    return [...fields].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : []));
  } catch {
    return [];
  }
}
