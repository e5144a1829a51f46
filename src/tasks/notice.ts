import {
  faultsOfPipelines,
  openItems,
  readNoticeFolders,
  reportNotice,
  reportScaffolded,
  scaffoldNotice,
} from '#pipeline';
import { misused, type Arguments } from '#commands/command-line.ts';
import { contentOf } from '#environment/content.ts';
import { print } from '#environment/terminal.ts';

/** `new` writes the folder of a notice from that of another, `check` says what notices leave unsaid. */
export async function tendNotice({ folder: verb, name, from, root, isJson }: Arguments): Promise<void> {
  const content = contentOf(root);
  if (verb === 'new') {
    if (name === null || from === null)
      misused('notice new 要写明新通知的名字和 --from 上一份的名字，如 new 2026 --from 2025');
    const scaffolded = await scaffoldNotice(content, name, from);
    print(isJson, scaffolded, () => reportScaffolded(name, scaffolded));
    if ('refused' in scaffolded) process.exitCode = 1;
    return;
  }
  if (verb !== 'check') misused('notice 后面要写 new 或 check');
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
  print(isJson, told, () => told.flatMap((each) => reportNotice(each.notice, each.open, each.faults)));
  if (told.some((each) => each.open.length + each.faults.length > 0)) process.exitCode = 1;
}
