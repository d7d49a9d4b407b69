/** What may stand beside an event in the log: counts, times, our own ids, names from fixed lists. Never what people typed. */
export type LogFields = Record<string, string | number | boolean | null | undefined>;

export interface Log {
  info(event: string, fields?: LogFields): void;
  /** Says that something failed and where in our code; never the error's own message, which may quote SQL or addresses. */
  error(event: string, error: unknown, fields?: LogFields): void;
}

/** One JSON object a line, as Workers Logs indexes it. */
export const consoleLog: Log = {
  info: (event, fields) => console.log(JSON.stringify({ event, ...fields })),
  error: (event, error, fields) => console.error(JSON.stringify({ event, ...fields, ...describe(error) })),
};

function describe(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: typeof error };
  const cause = error.cause instanceof Error ? error.cause : error;
  return {
    error: error.name,
    // D1 names a constraint or a state here, never a value: "D1_ERROR: UNIQUE constraint failed".
    d1: cause.message.match(/^D1_[A-Z_]*ERROR: [A-Za-z ]{0,60}/)?.[0],
    at: error.stack
      ?.split("\n")
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 4)
      .map((line) => line.trim())
      .join(" < "),
  };
}
