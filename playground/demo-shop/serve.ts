import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { createDemoShop } from "./index.ts";

const { values } = parseArgs({
  options: { port: { type: "string", default: "4100" }, dialect: { type: "string", default: "generic" } },
});
const dialect = values.dialect === "woocommerce" ? "woocommerce" : "generic";
const shop = createDemoShop({ dialect });

serve({ fetch: (request) => shop.fetch(request), port: Number(values.port) }, ({ port }) =>
  console.log(`Saltmarsh Supply (${dialect}) at http://localhost:${port}/`),
);
