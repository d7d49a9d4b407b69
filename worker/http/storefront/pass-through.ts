import { hopHeader, toOriginRequest, withPublicLocation } from "../../storefront/fetch-origin.ts";

/**
 * Sends a request where it would have gone without us: no store has its hostname, or what we do for one has failed.
 *
 * @param origin where that is; without one the request goes on to its own address, behind this worker's route
 */
export async function passThrough(
  fetcher: typeof fetch,
  origin: string | undefined,
  request: Request,
): Promise<Response> {
  if (!origin) return fetcher(request);
  if (request.headers.has(hopHeader)) return loopDetected();
  const target = new URL(origin);
  const response = await fetcher(toOriginRequest(request, target, { isPage: false }));
  return withPublicLocation(response, target, new URL(request.url));
}

/** The origin leads back to this worker: said plainly, instead of going round until the platform cuts it off. */
export function loopDetected(): Response {
  return new Response(
    "This request has come back to where it started: the origin of this shop leads to Cartwright again.\n" +
      "Set the store's origin to a host that is not routed through this worker.\n",
    { status: 508, headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" } },
  );
}
