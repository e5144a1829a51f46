import type { Content } from '../stages/content-files.ts';
import { openItems } from './open.ts';
import { readNoticeFolders, type NoticeFolder } from './read.ts';

/** A notice as it lies in the folder of content now, whatever version was built by it. */
export interface NoticeAtHand {
  notice: string;
  title: string;
  isSample: boolean;
  /** How much it leaves unsaid. */
  open: number;
}

/** The last notice that was issued by a day, and the last of those that are yet to come or whose day is not entered. */
export async function noticesAtHand(
  content: Content,
  day: string
): Promise<{ inForce: NoticeAtHand | null; coming: NoticeAtHand | null }> {
  const folders = await readNoticeFolders(content);
  const open = openItems(folders);
  const told = (folder: NoticeFolder | undefined): NoticeAtHand | null =>
    folder === undefined
      ? null
      : {
          notice: folder.notice,
          title: said(folder, 'title') || folder.notice,
          isSample: said(folder, 'is_sample') === 'true',
          open: open.filter(({ notice }) => notice === folder.notice).length,
        };
  const dayOf = (folder: NoticeFolder) => said(folder, 'issued_on');
  const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text);
  const isIssued = (folder: NoticeFolder) => isDay(dayOf(folder)) && dayOf(folder) <= day;
  // One without any day is of long ago: its text is not at hand.
  const isComing = (folder: NoticeFolder) =>
    /^[?？]$/.test(dayOf(folder)) || (isDay(dayOf(folder)) && dayOf(folder) > day);
  return {
    inForce: told(folders.notices.filter(isIssued).at(-1)),
    coming: told(folders.notices.filter(isComing).at(-1)),
  };
}

const said = ({ tables }: NoticeFolder, column: string): string =>
  tables.get('notice')?.rows[0]?.cells[column]?.trim() ?? '';
