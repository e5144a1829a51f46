import { sayFault, type Fault } from '#spec/content';
import type { OpenItem } from '../notices/read.ts';
import type { Scaffolded } from '../notices/scaffold.ts';

/** What a notice leaves unsaid, file by file, and what is written wrong in its folder. */
export function reportNotice(notice: string, open: readonly OpenItem[], faults: readonly Fault[]): string[] {
  const files = [...new Set(open.map(({ file }) => file))];
  return [
    ...files.flatMap((file) => [
      file,
      ...open
        .filter((each) => each.file === file)
        .map(({ line, item }) => `  ${line === null ? '' : `第 ${line} 行：`}${item}`),
    ]),
    ...(faults.length === 0 ? [] : ['写得不对的：', ...faults.map((fault) => `  ${sayFault(fault)}`)]),
    open.length + faults.length === 0
      ? `通知 ${notice} 已经录全。`
      : `通知 ${notice} 还有 ${open.length} 项没有录全${faults.length === 0 ? '' : `，${faults.length} 处写得不对`}。录全以前，按它判的结论一律待核。`,
  ];
}

/** What was written for a new notice, and what comes next. */
export function reportScaffolded(notice: string, scaffolded: Scaffolded): string[] {
  if ('refused' in scaffolded) return [`没有写：${scaffolded.refused}`];
  return [
    `写好了 ${scaffolded.folder}：${scaffolded.files.join('、')}。`,
    '每个值都是 ?，旁边 last_ 开头的列是上一份通知写的和出处。',
    '接下来：把通知原文贴进 notice.md；在 clauses.csv 里逐条照录；在 data/reference/batches.csv 里加上它的批次；',
    `把每个 ? 换成新通知里写的值，写明出自哪一条；然后运行 npm run notice -- check ${notice}，直到一项不剩。`,
  ];
}
