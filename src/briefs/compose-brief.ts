import { notOneOf } from '#spec/content';
import { isUntold, Refusal, type Brief, type BriefBlock, type BriefPart, type Row } from '#spec';
import {
  answerPanel,
  provableOf,
  queryMetrics,
  titlesOf,
  type Catalog,
  type Dashboards,
  type QueryContext,
  type View,
} from '#query';
import type { BoundBrief, Meaning } from './bind-brief.ts';
import type { WrittenPart } from './read-brief.ts';

/** What a report is composed from. */
export interface BriefSource {
  context: QueryContext;
  catalog: Catalog;
  /** The same whatever is filtered by: what things are called in it does not change. */
  known: Catalog;
  dashboards: Dashboards;
  view: View;
  asOf: string;
  /** The titles of the sections that are wanted; none: all. */
  wanted: readonly string[];
}

/** So many values of a list are said, of so many rows that are read; of more how many there are. */
const [mostListed, mostRead] = [12, 2_000];

interface Asked {
  rows: Row[];
  total: number;
  columns: readonly { name: string; title: string }[];
  unfit: string | null;
}

/** Composes a report under the filters and the scope of who reads it: each number once, by one question. */
export async function composeBrief(
  { brief, meanings }: BoundBrief,
  { context, catalog, dashboards, view, asOf, wanted }: BriefSource
): Promise<Brief> {
  const unknown = wanted.find((title) => !brief.sections.some((each) => each.title === title));
  if (unknown !== undefined)
    throw new Refusal(
      400,
      'unknown_section',
      notOneOf(
        '没有这一节：',
        unknown,
        brief.sections.map(({ title }) => title)
      ),
      {
        parameter: 'section',
        value: unknown,
        allowed: brief.sections.map(({ title }) => title),
      }
    );
  const sections = brief.sections.filter(({ title }) => wanted.length === 0 || wanted.includes(title));
  const parts = sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'text' ? block.parts : [])));
  const meant = parts.flatMap((part) => ('mark' in part ? (meanings.get(part.mark) ?? []) : []));
  const figures = await figuresFor([...new Set(meant.flatMap((each) => (each.is === 'figure' ? [each.name] : [])))]);
  const asked = new Map<string, Asked>();
  for (const each of meant)
    if ('figure' in each && !asked.has(each.figure)) asked.set(each.figure, await rowsOf(each.figure));

  const { name, title, description } = brief;
  return {
    version: context.reading.version,
    name,
    title,
    description,
    sections: sections.map(({ title, blocks }) => ({
      title,
      blocks: blocks.map((block): BriefBlock => {
        if (block.kind === 'text') return { kind: 'text', isItem: block.isItem, parts: block.parts.map(said) };
        const [dashboard = '', panel = ''] = block.figure.split('/');
        return { kind: 'figure', dashboard, panel, first: block.first };
      }),
    })),
    figures,
  };

  function said(part: WrittenPart): BriefPart {
    const meaning = 'mark' in part ? meanings.get(part.mark) : undefined;
    if (!meaning) return { text: 'text' in part ? part.text : part.mark };
    switch (meaning.is) {
      case 'fact':
        return { text: { 截至日: asOf, 数据版本: context.reading.version, 范围: placeOf(view) }[meaning.name] };
      case 'filter':
        return { text: inForce(meaning.name) };
      case 'figure':
        return { figure: meaning.name };
      case 'rows': {
        const { total, unfit } = asked.get(meaning.figure)!;
        return { rows: unfit === null ? total : null, unfit };
      }
      case 'column':
        return listOf(meaning);
    }
  }

  function listOf({ figure, column }: Extract<Meaning, { is: 'column' }>): BriefPart {
    const { rows, total, columns, unfit } = asked.get(figure)!;
    const found = columns.find(({ name, title }) => name === column || title === column);
    if (!found)
      throw new Refusal(
        422,
        'content_fault',
        notOneOf(
          `图表 ${figure} 没有列`,
          column,
          columns.map(({ title }) => title)
        )
      );
    const values = [
      ...new Set(rows.flatMap((row) => ((row[found.name] ?? null) === null ? [] : [String(row[found.name])]))),
    ];
    return { listed: values.slice(0, mostListed), total: total > rows.length ? null : values.length, unfit };
  }

  /** What a filter is set to, or that it is not. */
  function inForce(name: string): string {
    const values = Array.from(view.filters).find(([each]) => each === name)?.[1] ?? view.scope[name];
    return values && values.length > 0 ? values.join('、') : `全部${titlesOf(catalog, [name])}`;
  }

  /** Whose figures they are: the narrowest of the places that filters and scope name. */
  function placeOf({ filters, scope }: View): string {
    const narrowed = Object.entries({ ...scope, ...Object.fromEntries(filters) }).filter(
      ([, values]) => values.length > 0
    );
    return narrowed.length === 0
      ? '全部数据'
      : narrowed.map(([name, values]) => `${titlesOf(catalog, [name])} ${values.join('、')}`).join('；');
  }

  async function figuresFor(metrics: string[]): Promise<Brief['figures']> {
    const version = context.reading.version;
    if (metrics.length === 0) return { version, columns: [], rows: [{}], proof: { columns: [], keys: [] } };
    const { columns, result, unfit = [] } = await queryMetrics(context, catalog, { metrics, by: [] }, view);
    const rows = await result.rows();
    return { version, columns, rows, unfit: [...unfit], proof: provableOf(catalog, columns) };
  }

  async function rowsOf(figure: string): Promise<Asked> {
    const [dashboard = '', panel = ''] = figure.split('/');
    const query = dashboards.get(dashboard)!.queries.get(panel)!;
    const answer = await answerPanel(context, catalog, query, view, mostRead);
    const { columns, result, unfit = [] } = answer;
    const rows = await result.rows();
    const none = unfit.filter(isUntold);
    const says = none.length === 0 ? null : none.map((each) => each.says).join('');
    return { rows, total: answer.total ?? rows.length, columns, unfit: says };
  }
}
