/** A time with its zone as people read it, on the clock that it was written by: 2026-11-23 12:00:00. */
export const shownTime = (time: string): string => time.slice(0, 19).replace('T', ' ');

/** 2026-11-23: the civil day in Shandong, whatever the zone of this machine. */
export const civilDay = (time: Date): string => time.toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
