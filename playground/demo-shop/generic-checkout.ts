import { type Context, Hono } from "hono";
import type { PageContextOf } from "./common.ts";
import { findOrder, paymentMethods, placeOrder } from "./orders.ts";
import { contactPage, deliveryPage, paymentPage } from "./pages/checkout-steps.ts";
import { donePage } from "./pages/done.ts";
import type { Problems } from "./pages/fields.ts";
import { notFoundPage } from "./pages/message.ts";
import type { Session, Shop } from "./state.ts";

type Values = Record<string, string>;
type SessionOf = (c: Context) => Session | undefined;

/** Contact, delivery, payment, done: one page and one form each. */
export function checkoutRoutes(shop: Shop, sessionOf: SessionOf, pageContext: PageContextOf): Hono {
  const app = new Hono();
  app.use(async (c, next) => {
    c.header("cache-control", "no-store");
    await next();
  });
  app.get("/", (c) => c.redirect(firstUnfinished(sessionOf(c)), 303));

  app.get("/contact", (c) =>
    atStep(c, "contact", (session) => c.html(contactPage(pageContext(c), session, {}))),
  );
  app.post("/contact", (c) =>
    atStep(c, "contact", async (session) => {
      const values = await readValues(c);
      const problems = contactProblems(values);
      if (hasAny(problems)) return c.html(contactPage(pageContext(c), session, values, problems), 422);
      session.contact = { name: values.name ?? "", email: values.email ?? "" };
      return advance(c, session, "/checkout/delivery");
    }),
  );

  app.get("/delivery", (c) =>
    atStep(c, "delivery", (session) => c.html(deliveryPage(pageContext(c), session, {}))),
  );
  app.post("/delivery", (c) =>
    atStep(c, "delivery", async (session) => {
      const values = await readValues(c);
      const problems = deliveryProblems(values);
      if (hasAny(problems)) return c.html(deliveryPage(pageContext(c), session, values, problems), 422);
      const { address1 = "", address2 = "", city = "", postcode = "" } = values;
      session.address = { address1, address2, city, postcode: postcode.toUpperCase() };
      session.deliveryMethod = values.method === "express" ? "express" : "standard";
      return advance(c, session, "/checkout/payment");
    }),
  );

  app.get("/payment", (c) => atStep(c, "payment", (session) => c.html(paymentPage(pageContext(c), session))));
  app.post("/payment", (c) =>
    atStep(c, "payment", async (session) => {
      const { payment } = await readValues(c);
      const method = paymentMethods.find((offered) => offered.method === payment)?.method;
      if (!method || !session.contact || !session.address) {
        const problems = { payment: "Choose how you would like to pay." };
        return c.html(paymentPage(pageContext(c), session, problems), 422);
      }
      const { address1, address2, city, postcode } = session.address;
      const addressLines = [address1, address2, city, postcode].filter(Boolean);
      const order = placeOrder(shop, session, {
        contact: session.contact,
        addressLines,
        paymentMethod: method,
      });
      return advance(c, session, `/checkout/done/${order.number}`);
    }),
  );

  app.get("/done/:number", (c) => {
    const order = findOrder(shop, c.req.param("number"));
    const mine = order && order.sessionId === sessionOf(c)?.id;
    return mine ? c.html(donePage(pageContext(c), order)) : c.html(notFoundPage(pageContext(c)), 404);
  });
  return app;

  /** Runs the step, or sends a shopper who is not there yet back to where they are. */
  function atStep(
    c: Context,
    step: "contact" | "delivery" | "payment",
    run: (session: Session) => Response | Promise<Response>,
  ): Response | Promise<Response> {
    const session = sessionOf(c);
    const reached = firstUnfinished(session);
    const order = ["/cart", "/checkout/contact", "/checkout/delivery", "/checkout/payment"];
    if (!session || order.indexOf(reached) < order.indexOf(`/checkout/${step}`))
      return c.redirect(reached, 303);
    return run(session);
  }

  function advance(c: Context, session: Session, to: string): Response {
    session.seenAt = Date.now();
    shop.changed();
    return c.redirect(to, 303);
  }
}

function firstUnfinished(session: Session | undefined): string {
  if (!session || session.lines.length === 0) return "/cart";
  if (!session.contact) return "/checkout/contact";
  return session.address ? "/checkout/payment" : "/checkout/delivery";
}

async function readValues(c: Context): Promise<Values> {
  const form = await c.req.parseBody();
  return Object.fromEntries(
    Object.entries(form).map(([name, value]) => [name, String(value).trim().slice(0, 120)]),
  );
}

function contactProblems({ name, email }: Values): Problems {
  return {
    ...(!name && { name: "Enter your name." }),
    ...(!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email ?? "") && {
      email: email
        ? "That email address looks unfinished. It should read like name@example.com."
        : "Enter your email.",
    }),
  };
}

function deliveryProblems({ address1, city, postcode, method }: Values): Problems {
  return {
    ...(!address1 && { address1: "Enter the house number and street." }),
    ...(!city && { city: "Enter the town or city." }),
    ...(!isPostcode(postcode ?? "") && { postcode: "Enter a UK postcode, such as PE31 8AX." }),
    ...(!["standard", "express"].includes(method ?? "") && {
      method: "Choose how your parcel should travel.",
    }),
  };
}

/** The form of a UK postcode (BS 7666), not whether it exists. */
export function isPostcode(text: string): boolean {
  return /^[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}$/i.test(text);
}

function hasAny(problems: Problems): boolean {
  return Object.keys(problems).length > 0;
}
