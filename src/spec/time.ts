/**
 * A time as people read it: one that says its zone on the clock of Shandong, and that it is; 2026-11-23
 * 12:00:00（北京时间）. Of one without a zone nobody knows.
 */
export function shownTime(time: string): string {
  const isZoned = /T\d\d:\d\d.*(?:Z|[+-]\d\d:?\d\d)$/.test(time);
  if (!isZoned) return time.slice(0, 19).replace('T', ' ');
  return `${civilTime(new Date(time))}（北京时间）`;
}

/** 2026-11-23 12:00:00 on the clock of Shandong, whatever the zone of this machine. */
export const civilTime = (time: Date): string => time.toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });

/** 2026-11-23: the civil day in Shandong, whatever the zone of this machine. */
export const civilDay = (time: Date): string => time.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
