import type { Tried } from './round.ts';

/** How the cells of each kind were read, a kind a line, and all of them. */
export function tableOfKinds(tried: readonly Tried[]): string {
  const sum = (all: readonly Tried[], of: 'equal' | 'told') => all.reduce((whole, { judged }) => whole + judged[of], 0);
  const said = (all: readonly Tried[]) =>
    `读作本意 ${sum(all, 'equal')} 格，指出 ${sum(all, 'told')} 格，出错 ${all.filter(({ judged }) => judged.wrong.length > 0).length} 份`;
  const kinds = Map.groupBy(tried, ({ kind }) => kind);
  return [
    ...Array.from(kinds, ([kind, all]) =>
      all[0]?.made.isInnocent
        ? `${kind}\t${all.length} 份，出错 ${all.filter(({ judged }) => judged.wrong.length > 0).length} 份`
        : `${kind}\t${all.length} 份，${said(all)}`
    ),
    `另一种写法 ${kinds.size} 种 ${tried.length} 份：${said(tried)}`,
  ].join('\n');
}
