/** What a worker usually does to add a tag to a page. */
export default {
  async fetch(request: Request, env: { ORIGIN: string }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    const response = await fetch(env.ORIGIN + pathname + search, request);
    return new HTMLRewriter()
      .on("body", {
        element(body) {
          body.append('<script defer src="/widget.js"></script>', { html: true });
        },
      })
      .transform(response);
  },
};
