/** Tells the worker something. Outlives the page, so leaving at once loses nothing. */
export const postJson = (path: string, body: object) =>
  fetch(path, {
    method: "POST",
    keepalive: true,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
