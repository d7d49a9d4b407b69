/** The least that a worker in front of a shop can do. */
export default {
  fetch(request: Request, env: { ORIGIN: string }): Promise<Response> {
    const { pathname, search } = new URL(request.url);
    return fetch(env.ORIGIN + pathname + search, request);
  },
};
