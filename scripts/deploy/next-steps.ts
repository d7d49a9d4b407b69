/** What is left to do by hand after a deployment, for a person. */
export function nextSteps({ canMail }: { canMail: boolean }): string {
  const mail = canMail
    ? "Verify the domain that mails come from: https://resend.com/domains"
    : `Nothing can be mailed yet. Make a key at https://resend.com/api-keys, run npm run deploy again and give it;
     verify the domain that mails come from: https://resend.com/domains`;
  return `Next:

  1. Tell it about a shop:
     npm run store -- add --remote --name "My Shop" --url https://shop.example --origin https://origin.example --platform woocommerce
     The origin is where the shop's own server answers once shop.example leads to Cloudflare: another hostname of it.
  2. Lead the shop's hostname to the worker: in the Cloudflare dashboard, Workers & Pages, cartwright, Settings,
     Domains & Routes, add the route shop.example/* and choose "fail open".
  3. ${mail}
     Then say who they are from: npm run store -- set shop.example --remote sender '{"name":…,"address":…,"postalAddress":…}'
  4. No webhooks are needed: an order is seen when its confirmation passes through the worker. One that is made
     elsewhere, by telephone or in an app, is not seen.
`;
}
