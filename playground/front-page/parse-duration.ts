const MOST_DAYS = 400;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Milliseconds of an ISO 8601 duration in whole weeks (`P2W`) or in whole days, hours, minutes and seconds (`P1DT2H`,
 * `PT31M`), more than nothing and at most 400 days; or, as a sentence, what is wrong with it.
 */
export function parseDuration(iso: string): number | { error: string } {
  const text = iso.trim().toUpperCase();
  if (text === "") return { error: "Write a duration, for example PT31M for 31 minutes." };
  if (/^[-+]/.test(text))
    return { error: "The clock turns forward only: write the duration without a sign." };
  if (/^P\d+M$/.test(text)) {
    return {
      error: `${text} means months, which have no fixed length. For minutes write PT${text.slice(1)}.`,
    };
  }
  if (/^P[\dYMWD]*\d[YM]/.test(text)) {
    return { error: "Months and years have no fixed length: write weeks or days." };
  }
  if (/\d[.,]\d/.test(text)) return { error: "Whole numbers only, for example PT90M instead of PT1.5H." };
  const parts = /^P(?:(\d+)W|(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?)$/.exec(text);
  if (!parts || text === "P") {
    return {
      error: `"${iso.trim()}" is not an ISO 8601 duration. PT31M is 31 minutes, PT6H six hours, P1DT12H a day and a half.`,
    };
  }
  const [weeks, days, hours, minutes, seconds] = parts.slice(1).map((part) => Number(part ?? 0)) as Five;
  const length = (weeks * 7 + days) * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND;
  if (length === 0) return { error: "The duration is zero: the clock would not move." };
  if (length > MOST_DAYS * DAY) return { error: `At most ${MOST_DAYS} days at once.` };
  return length;
}

type Five = [number, number, number, number, number];
