import { cubeDimensions, dimensionNames, figuresOf, titlesOf, type Catalog, type Dashboards } from '#query';
import { nearest, type Fault } from '#spec/content';
import type { WrittenBrief } from './read-brief.ts';

/** What a mark stands for. */
export type Meaning =
  | { is: 'figure'; name: string }
  | { is: 'filter'; name: string }
  | { is: 'fact'; name: Fact }
  | { is: 'column'; figure: string; column: string }
  | { is: 'rows'; figure: string };

export const facts = ['截至日', '数据版本', '范围'] as const;
export type Fact = (typeof facts)[number];

/** What a report is composed of, its marks understood; and what is wrong with it. */
export interface BoundBrief {
  brief: WrittenBrief;
  meanings: ReadonlyMap<string, Meaning>;
  faults: Fault[];
}

/** Holds a report against what there is: figures and dimensions by name or title, panels by their address. */
export function bindBrief(brief: WrittenBrief, catalog: Catalog, dashboards: Dashboards): BoundBrief {
  const faults = [...brief.faults];
  const figures = new Map(Array.from(figuresOf(catalog), ([name, { title }]) => [name, title]));
  const dimensions = new Map(
    [...dimensionNames, ...cubeDimensions].map((name) => [name as string, titlesOf(catalog, [name])])
  );
  const panels = new Set(
    [...dashboards].flatMap(([name, { queries }]) => Array.from(queries.keys(), (key) => `${name}/${key}`))
  );
  const meanings = new Map<string, Meaning>();
  const wrong = (line: number, message: string) => void faults.push({ file: brief.file, line, message });
  const knows = (figure: string, line: number) => {
    if (panels.has(figure)) return true;
    const near = nearest(figure, [...panels]);
    wrong(line, `没有图表 ${figure}${near === null ? '' : `，最接近的是 ${near}`}。`);
    return false;
  };
  for (const { blocks } of brief.sections)
    for (const block of blocks) {
      if (block.kind === 'figure') knows(block.figure, block.line);
      else
        for (const part of block.parts) {
          if (!('mark' in part) || meanings.has(part.mark)) continue;
          const meaning = meaningOf(part.mark, part.line);
          if (meaning !== null) meanings.set(part.mark, meaning);
        }
    }
  return { brief, meanings, faults };

  function meaningOf(mark: string, line: number): Meaning | null {
    const [, figure, column] = /^([a-z0-9-]+\/[a-z0-9-]+)[：:](.+)$/.exec(mark) ?? [];
    if (figure !== undefined && column !== undefined) {
      if (!knows(figure, line)) return null;
      const said = column.trim();
      return said === '行数' ? { is: 'rows', figure } : { is: 'column', figure, column: said };
    }
    const fact = facts.find((each) => each === mark);
    if (fact) return { is: 'fact', name: fact };
    const filter = named(mark, dimensions, line);
    if (typeof filter === 'string') return { is: 'filter', name: filter };
    const found = filter === null ? named(mark, figures, line) : null;
    if (typeof found === 'string') return { is: 'figure', name: found };
    if (found === null && filter === null) {
      const near = nearest(mark, [...figures.values(), ...dimensions.values(), ...facts]);
      wrong(line, `没有叫“${mark}”的指标、筛选或事实${near === null ? '' : `，最接近的是“${near}”`}。`);
    }
    return null;
  }

  /** By its name, or by its title where no other has it; false where several do, which is said. */
  function named(mark: string, among: ReadonlyMap<string, string>, line: number): string | null | false {
    if (among.has(mark)) return mark;
    const found = [...among].filter(([, title]) => title === mark).map(([name]) => name);
    if (found.length > 1) {
      wrong(line, `有几个都叫“${mark}”，请写英文名：${found.join('、')}。`);
      return false;
    }
    return found[0] ?? null;
  }
}
