/** A day of the calendar as it is told everywhere: 2025-04-24. */
export const isDay = (said: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(said) && new Date(`${said}T00:00Z`).toJSON()?.startsWith(said) === true;

/** Days as a filter means them, in words: one day, or from the first to the last. */
export function sayDays(days: readonly string[]): string {
  const [first = '', last = first] = days.toSorted();
  return first === last ? first : `${first} 至 ${last}`;
}
