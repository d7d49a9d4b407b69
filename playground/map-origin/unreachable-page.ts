import { html } from "hono/html";

/** A page that says which shop did not answer, why as far as is known, and what to check. */
export function unreachablePage(origin: URL, error: NodeJS.ErrnoException): string {
  return String(html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${origin.host} did not answer</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:36rem;margin:12vh auto;padding:0 24px}h1{font-size:24px;line-height:1.2}code{font-size:14px;overflow-wrap:anywhere}</style>
</head>
<body>
<h1>${origin.host} did not answer</h1>
<p>${reason(error)} <code>${error.code ?? error.message}</code></p>
<p>Worth checking:</p>
<ul>
<li>the address given with <code>--origin</code>: <code>${origin.origin}</code> (scheme, spelling, port)</li>
<li>the network: does the shop open in a browser on this computer, is a VPN needed?</li>
<li>TLS: a certificate that only your company trusts needs <code>NODE_EXTRA_CA_CERTS=/path/to/ca.pem</code>; a shop without https needs <code>http://</code></li>
</ul>
</body>
</html>`);
}

function reason(error: NodeJS.ErrnoException): string {
  const code = error.code ?? "";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "No such name could be found on the network.";
  if (code === "ECONNREFUSED") return "Nothing listens at that address.";
  if (code === "ECONNRESET" || code === "EPIPE") return "The connection was cut before an answer came.";
  if (code === "ETIMEDOUT" || code === "EHOSTUNREACH" || code === "ENETUNREACH")
    return "It could not be reached in time.";
  if (/CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_VERIFY|EPROTO/.test(code))
    return "No secure connection could be made.";
  return "The request failed.";
}
