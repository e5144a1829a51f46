import type { Rebuilt } from '../rebuild.ts';
import { layOut } from './columns.ts';
import { reportOf } from './load.ts';

/** What building again came to, for people, line by line. */
export function reportRebuild({ of, outcome, marts, changed }: Rebuilt): string[] {
  const { status, receipt, reasons } = outcome;
  const failed = status === 'refused' ? reportOf(outcome) : [];
  if (status === 'refused' && receipt === null) return failed;
  return [
    ...compared(of, marts),
    ...inputChanges(of, changed),
    ...outcome.notes,
    ...(status === 'published' ? [`已发布重建的版本 ${receipt?.version}，回执 ${receipt?.number}`] : []),
    ...(status === 'dry-run' ? ['只比较，没有发布：当前版本比它新。'] : []),
    ...(reasons.length > 0 ? failed : []),
  ];
}

/** What is another than when the version was made, which may be why its marts are. */
function inputChanges(of: string, changed: Rebuilt['changed']): string[] {
  if (changed === null) return [`版本 ${of} 没有留下当时的口径和程序，不知道与现在有什么不同。`];
  if (changed.length === 0) return ['口径和程序与当时相同。'];
  const isContent = (name: string) => /^(pipelines|data)\//.test(name);
  const listed = (names: string[]) =>
    `${names.slice(0, 10).join('、')}${names.length > 10 ? `等 ${names.length} 个` : ''}`;
  const [content, program] = [changed.filter(isContent), changed.filter((name) => !isContent(name))];
  return [
    ...(content.length === 0 ? [] : [`口径与当时不同：${listed(content)}`]),
    ...(program.length === 0 ? [] : [`程序与当时不同：${listed(program)}`]),
  ];
}

function compared(of: string, marts: Rebuilt['marts']): string[] {
  if (marts === null) return [`版本 ${of} 的数据文件打不开了，无从比较；已按它的记录用原件重建。`];
  const different = marts.filter(({ isSame }) => !isSame);
  if (different.length === 0) return [`一致：与版本 ${of} 比较，${marts.length} 张主题表逐行相同。`];
  const count = (rows: number | null) => (rows === null ? '没有' : `${rows} 行`);
  return [
    `不一致：与版本 ${of} 比较，${marts.length} 张主题表中有 ${different.length} 张不同：`,
    ...layOut([
      ['  表', '原来', '重建'],
      ...different.map(({ name, rows }) => [`  ${name}`, count(rows.before), count(rows.after)]),
    ]),
  ];
}
