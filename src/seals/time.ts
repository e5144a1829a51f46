import { civilTime } from '#spec';

/** A moment by the clock of this machine, as it is told in China wherever the machine thinks it stands. */
export const beijingTime = (now = new Date()): string => `${civilTime(now).replace(' ', 'T')}+08:00`;
