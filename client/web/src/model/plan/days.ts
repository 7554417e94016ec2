// Days of the calendar as a plan has them, `2026-11-23`: which are valid, which is earlier, and how they are said. Pure.
// By hand, because no browser of the floor has Temporal, `Date` takes the 31st of April for the 1st of May, and a library
// weighs more than these lines.

const SHAPE = /^(2[01]\d\d)-(\d\d)-(\d\d)$/;
const DAYS_IN_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const WEEKDAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];
const MONTHS = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];

/** The day, where the text is one that the calendar has, from 2000 to 2199; else null. */
export function day(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const match = SHAPE.exec(text);
  if (match === null) return null;
  const [year, month, date] = [Number(match[1]), Number(match[2]), Number(match[3])];
  // Every fourth year in this range but 2100: the Gregorian rule.
  const isLeap = year % 4 === 0 && year !== 2100;
  const last = month === 2 && isLeap ? 29 : (DAYS_IN_MONTH[month - 1] ?? 0);
  return 1 <= date && date <= last ? text : null;
}

/** The day on which a moment falls where this device is. */
export function dayOf(time_ms: number): string {
  const date = new Date(time_ms);
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** "Monday 16 November", with the year where it is not this one. */
export function dayInWords(text: string, today: string): string {
  const { year, month, date } = parts(text);
  const weekday = WEEKDAYS[new Date(Date.UTC(year, month - 1, date)).getUTCDay()];
  const words = `${weekday} ${date} ${MONTHS[month - 1]}`;
  return text.slice(0, 4) === today.slice(0, 4) ? words : `${words} ${year}`;
}

/** "November 2026". */
export function monthInWords(text: string): string {
  const { year, month } = parts(text);
  return `${MONTHS[month - 1]} ${year}`;
}

function parts(text: string): { year: number; month: number; date: number } {
  return { year: Number(text.slice(0, 4)), month: Number(text.slice(5, 7)), date: Number(text.slice(8, 10)) };
}
