import {
  faultsOfPipelines,
  openItems,
  readNoticeFolders,
  reportNotice,
  reportScaffolded,
  scaffoldNotice,
} from '#pipeline';
import { contentOf } from '#environment/content.ts';
import type { Told } from '#environment/terminal.ts';

/** Writes the folder of a notice from that of another. */
export async function newNotice(folder: string, name: string, from: string): Promise<Told> {
  const scaffolded = await scaffoldNotice(contentOf(folder), name, from);
  return { answer: scaffolded, lines: reportScaffolded(name, scaffolded), isRefused: 'refused' in scaffolded };
}

/** What a notice, or each of them, leaves unsaid. */
export async function checkNotices(folder: string, name: string | null): Promise<Told> {
  const content = contentOf(folder);
  const folders = await readNoticeFolders(content);
  const names = folders.notices.map(({ notice }) => notice);
  if (name !== null && !names.includes(name)) throw new Error(`没有通知 ${name}。有 ${names.join('、')}`);
  const open = openItems(folders);
  const faults = await faultsOfPipelines(content);
  const told = (name === null ? names : [name]).map((notice) => ({
    notice,
    open: open.filter((each) => each.notice === notice),
    faults: faults.filter(
      ({ file }) => file === 'data/reference/batches.csv' || file.startsWith(`data/reference/notices/${notice}/`)
    ),
  }));
  return {
    answer: told,
    lines: told.flatMap((each) => reportNotice(each.notice, each.open, each.faults)),
    isRefused: told.some((each) => each.open.length + each.faults.length > 0),
  };
}
