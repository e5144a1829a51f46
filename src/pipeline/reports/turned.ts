import type { Turned } from '../diff/closed.ts';
import { shown } from './columns.ts';

const verdicts: Readonly<Record<string, string>> = { pass: '通过', fail: '不通过', review: '待核' };
const verdictText = (verdict: string | null): string => (verdict === null ? '不适用' : (verdicts[verdict] ?? verdict));
const shownAtMost = 20;

/** How many verdicts, metrics and figures of each batch turn, for people, line by line: the first of them by name. */
export function reportTurned(turned: readonly Turned[]): string[] {
  const batches = [...new Set(turned.map(({ batch }) => batch))];
  return batches.flatMap((batch) => {
    const own = turned.filter((each) => each.batch === batch);
    const flips = own.filter(({ rule }) => rule !== null).length;
    const metrics = own.filter(({ metric }) => metric !== null).length;
    const projects = own.length - flips - metrics;
    const said = [
      ...(flips > 0 ? [`${flips} 条核查结论`] : []),
      ...(metrics > 0 ? [`${metrics} 项指标`] : []),
      ...(projects > 0 ? [`${projects} 个项目的数`] : []),
    ];
    const lines = own
      .slice(0, shownAtMost)
      .map(({ title, metric, subject, before, after }) =>
        title === null
          ? `  ${shown(subject)} 的数不同`
          : metric !== null
            ? `  ${title}：${before ?? '—'} → ${after ?? '—'}`
            : `  ${title}：${shown(subject)} ${verdictText(before)} → ${verdictText(after)}`
      );
    const more = own.length > shownAtMost ? [`  另有 ${own.length - shownAtMost} 处，看全部用 --json`] : [];
    return [`批次 ${batch} 的 ${said.join('、')}会变：`, ...lines, ...more];
  });
}
