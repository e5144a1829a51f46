import { civilTime } from '#spec';

const pattern = /^\d{8}T\d{6}-[0-9a-f]{8}$/;

/** Whether a text is the name of a version. */
export const isVersion = (text: string): boolean => pattern.test(text);

/**
 * A new version's name: the time in Shandong, whatever the zone of this machine, later than that of any version there,
 * and the fingerprint's beginning.
 */
export function nameVersion(
  now: Date,
  fingerprint: string,
  { there = [] }: { there?: readonly string[] } = {}
): string {
  const latest = there.filter(isVersion).sort().at(-1);
  const at = (time: Date) => civilTime(time).replaceAll(/[-:]/g, '').replace(' ', 'T');
  let time = now;
  while (latest !== undefined && at(time) <= latest.slice(0, 15))
    time = new Date(Math.max(time.getTime(), timeOf(latest)) + 1000);
  return `${at(time)}-${fingerprint.slice(0, 8)}`;
}

/** 2026-11-23 12:00:00 on the clock of this machine. */
export function localTime(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
}

/** 2026-11-23T12:00:00+08:00: the same, with the zone of this machine. */
export function zonedTime(time: Date): string {
  const ahead = -time.getTimezoneOffset();
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
  return `${localTime(time).replace(' ', 'T')}${ahead < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
}

const timeOf = (version: string): number =>
  Date.parse(version.replace(/^(....)(..)(..)T(..)(..)(..).*/, '$1-$2-$3T$4:$5:$6+08:00'));
