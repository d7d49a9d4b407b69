/** A guard taken out of the engine: every place in which it stands, because most are there twice on purpose. */
export interface Mutant {
  name: string;
  edits: Edit[];
  /** Part of the name of a story that shows it: tried first. Nothing depends on it but the time it takes. */
  shownBy?: string;
}

export interface Edit {
  /** Path from the root of the repository. */
  file: string;
  /** Must stand there, or the mutant is of no use and says so. The first of them counts. */
  find: string;
  put: string;
}

export const edit = (file: string, find: string, put: string): Edit => ({ file, find, put });

export const paths = {
  messages: "worker/db/recovery-messages.ts",
  abandonment: "worker/db/abandonment.ts",
  due: "worker/db/due-messages.ts",
  coupons: "worker/db/coupons.ts",
  deliver: "worker/services/recovery/deliver-message.ts",
  why: "worker/domain/why-not-to-send.ts",
};

/** Takes one reason out of the pure rules. */
export const withoutReason = (beginning: string): Edit => edit(paths.why, beginning, `if (0) ${beginning}`);

/** Takes one condition out of the transaction that permits the call: nothing is ever found against it. */
export const withoutCondition = (beginning: string): Edit =>
  edit(paths.messages, beginning, `${beginning} 0 AND`);
