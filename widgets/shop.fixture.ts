/// <reference types="node" />
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { paths } from "../worker/wire/paths.ts";
import type {
  ContactRequest,
  LoaderConfig,
  OverlayView,
  ShippingView,
} from "../worker/wire/storefront-api.ts";
import type { buildWidgets } from "./build.ts";

/** The strictest policy a shop may have. Our code must not break it once. */
export const strictPolicy = "default-src 'self'; style-src 'self'; require-trusted-types-for 'script'";

/** What the pretend shop serves; tests change it as they go. */
export interface Shop {
  origin: string;
  /** What is inside `<body>`. */
  body: string;
  config: Partial<LoaderConfig>;
  policy: string;
  /** What the cart's address answers. */
  cart: OverlayView;
  /** What the contact address answers. */
  answer: unknown;
  status: number;
  /** What the shipping address answers; `null`: it fails. */
  shipping: ShippingView | null;
  /** What was counted: "exitOffer shown standard". */
  counted: string[];
  /** Everything asked of it, by path. */
  asked: string[];
  contacts: ContactRequest[];
  /** What was answered to the survey, and what was asked for beside it. */
  posted: unknown[];
  /** What the incentive's address answers. */
  incentive: unknown;
  close(): Promise<unknown>;
}

const styles = `
  body { margin: 0; padding: 40px; font: 16px/1.5 sans-serif; color: #222; background: #fff }
  .tall { height: 6000px }
  .primary { padding: 12px 24px; border: 0; border-radius: 6px; background: #14532d; color: #fff }
`;

/** A shop on this machine: one page, our two addresses, and the widgets as they were built into `outDir`. */
export async function openShop(
  outDir: string,
  loader: Awaited<ReturnType<typeof buildWidgets>>["loader"],
): Promise<Shop> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://shop");
    shop.asked.push(pathname);
    const send = (type: string, content: string | Buffer) => {
      response.setHeader("content-type", `${type}; charset=utf-8`);
      response.end(content);
    };
    if (pathname.startsWith(paths.assets))
      send("text/javascript", await readFile(join(outDir, pathname.slice(paths.assets.length))));
    else if (pathname === "/shop.css") send("text/css", styles);
    else if (pathname === "/picture.svg")
      send("image/svg+xml", `<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>`);
    else if (pathname === paths.cart) send("application/json", JSON.stringify(shop.cart));
    else if (pathname === paths.contact) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      shop.contacts.push(JSON.parse(Buffer.concat(chunks).toString()) as ContactRequest);
      response.statusCode = shop.status;
      send("application/json", JSON.stringify(shop.answer));
    } else if ([paths.survey, paths.incentive, paths.sendCart].some((path) => path === pathname)) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      shop.posted.push(JSON.parse(Buffer.concat(chunks).toString()));
      send("application/json", JSON.stringify(pathname === paths.incentive ? shop.incentive : shop.answer));
    } else if (pathname === paths.shipping) {
      if (shop.shipping === null) response.statusCode = 500;
      send("application/json", JSON.stringify(shop.shipping));
    } else if (pathname === "/store-api/cart") {
      send("application/json", "{}");
    } else if (pathname === paths.count) {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      shop.counted.push(Object.values(JSON.parse(Buffer.concat(chunks).toString())).join(" "));
      response.statusCode = 204;
      response.end();
    } else {
      if (shop.policy) response.setHeader("content-security-policy", shop.policy);
      const config = JSON.stringify({ page: "checkout", step: "contact", language: "en", ...shop.config });
      // In two parts, as a streamed page arrives.
      response.setHeader("content-type", "text/html; charset=utf-8");
      response.write(`<!doctype html><html lang="${shop.config.language ?? "en"}"><title>Shop</title><link rel="stylesheet" href="/shop.css">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <script defer src="${paths.assets}${loader.file}" data-cw="${config.replaceAll("&", "&amp;").replaceAll('"', "&quot;")}"></script>
        ${shop.body}`);
      setTimeout(() => response.end(`<p>The end of the page</p>`), 50);
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const shop: Shop = {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    body: "",
    config: {},
    policy: strictPolicy,
    cart: { show: null },
    answer: { status: "saved" },
    status: 200,
    shipping: null,
    counted: [],
    asked: [],
    contacts: [],
    posted: [],
    incentive: { status: "none" },
    close: () => new Promise((closed) => server.close(closed)),
  };
  return shop;
}
