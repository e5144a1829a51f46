import { civilDay } from '#spec';

/** What to know of verdicts as of a day that is yet to come; nothing of any other. */
export const aheadNotes = (day: string | null): string[] =>
  day !== null && day > civilDay(new Date()) ? [`截至日 ${day} 还没有到：是否逾期、是否久未拨付，都按那一天判。`] : [];
