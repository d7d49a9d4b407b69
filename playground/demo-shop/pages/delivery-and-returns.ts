import { html } from "hono/html";
import { type Html, layout, type PageContext } from "../layout.ts";

export function deliveryAndReturnsPage(context: PageContext): Html {
  return layout(context, {
    title: "Delivery and returns",
    description: "What delivery costs, how long it takes and how to send something back.",
    main: html`<main id="main"><div class="wrap"><div class="prose">
<h1>Delivery and returns</h1>
<p>We pack orders from Monday to Friday and send them with Royal Mail to any address in the United Kingdom.</p>
<table>
<thead><tr><th scope="col">Delivery</th><th scope="col">Arrives</th><th scope="col">Price</th></tr></thead>
<tbody>
<tr><td>Standard</td><td>2 to 3 working days</td><td>£4.50, free from £50</td></tr>
<tr><td>Express</td><td>Next working day, ordered by 2 pm</td><td>£8.90</td></tr>
</tbody>
</table>
<h2>Returns</h2>
<p>You have 30 days from the day your parcel arrives. Send it back unused, in anything that protects it, with the slip that came with it. The return label is on us, and your money is back with you within five days of its arrival here.</p>
<h2>If something breaks</h2>
<p>Glass and stoneware travel well in wool, but not always. Send a photo to <a href="mailto:hello@saltmarsh.example">hello@saltmarsh.example</a> and we post a new one the same day.</p>
<h2>Payment</h2>
<p>Pay the driver on delivery, in cash or by card, or by bank transfer before we post.</p>
</div></div></main>`,
  });
}
