/** The only way the product learns the time: epoch milliseconds. Tests and the playground turn their own. */
export type Clock = () => number;

export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
