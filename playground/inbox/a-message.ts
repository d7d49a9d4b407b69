/** A body of `POST /api/v1/send` that is right, with what a test wants different. */
export function aMessage(different: Record<string, unknown> = {}) {
  return {
    From: { Email: "hello@shop.example", Name: "The Shop" },
    To: [{ Email: "ada@example.com", Name: "Ada" }],
    Subject: "Your kettle is still here",
    Text: "You left a kettle.",
    HTML: "<p>You left a <b>kettle</b>.</p>",
    ...different,
  };
}
