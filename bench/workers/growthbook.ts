// @ts-expect-error Resolved in the folder of peers (bench/peers.ts), not among our own packages.
import { handleRequest } from "@growthbook/edge-cloudflare";

/** GrowthBook's own worker, as its readme sets it up, with one change of the page and its payload at hand. */
export default {
  fetch(request: Request, env: { ORIGIN: string }): Promise<Response> {
    const settings = {
      PROXY_TARGET: env.ORIGIN,
      GROWTHBOOK_API_HOST: env.ORIGIN,
      GROWTHBOOK_CLIENT_KEY: "sdk-bench",
    };
    return handleRequest(request, settings, { payload });
  },
};

const payload = {
  features: {},
  experiments: [
    {
      key: "bench",
      status: "running",
      variations: [
        {},
        { domMutations: [{ selector: "body", action: "append", attribute: "html", value: "<p>Hello</p>" }] },
      ],
      hashAttribute: "id",
      coverage: 1,
      weights: [0, 1],
      phase: "0",
      urlPatterns: [{ include: true, type: "simple", pattern: "/*" }],
    },
  ],
};
