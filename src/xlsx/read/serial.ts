/** A moment that a serial number stands for. `day` is null where it is only a time of day. Seconds from midnight. */
export interface Moment {
  day: { year: number; month: number; date: number } | null;
  seconds: number;
}

const epoch = Date.UTC(1899, 11, 31) / 86_400_000;
const lastSerial = 2_958_465;

/**
 * Reads a day counted from 1900-01-01 (or 1904-01-01), to the second. Null before 1900, after 9999, and for the
 * 29 February that 1900 did not have: serial 60, which spreadsheets count.
 */
export function readSerial(serial: number, is1904: boolean): Moment | null {
  const total = Math.round((is1904 ? serial + 1462 : serial) * 86_400);
  const days = Math.floor(total / 86_400);
  if (total < 0 || days > lastSerial || days === 60) return null;
  const seconds = total - days * 86_400;
  if (days === 0) return { day: null, seconds };
  const moment = new Date((epoch + (days > 60 ? days - 1 : days)) * 86_400_000);
  return {
    day: { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, date: moment.getUTCDate() },
    seconds,
  };
}

const two = (number: number) => String(number).padStart(2, '0');

/** `17:00:00`; of a duration also `49:30:00`. */
export function clockText(seconds: number): string {
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

export function dayText({ year, month, date }: NonNullable<Moment['day']>): string {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(date)}`;
}
