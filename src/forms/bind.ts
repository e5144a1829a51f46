import type { BoundForm, BoundList, CountedList, Meaning } from './bound.ts';
import { cubeDimensions, dimensionNames, figuresOf, isDimension, titlesOf, type Catalog, type Dimension } from '#query';
import type { ColumnInfo } from '#spec';
import { notOneOf } from '#spec/content';
import { facts } from './facts.ts';
import { isOfWhole, type Layout, type PlacedMark } from './layout.ts';
import { readList } from './list.ts';
import { findNamed, withUnit } from './mark.ts';
import { settingsSheet, type Wrong } from './settings.ts';
import { wrongUnit } from './units.ts';

export function bindForm(layout: Layout, catalog: Catalog): BoundForm {
  const wrong: Wrong[] = [...layout.wrong];
  const { settings, marks } = layout;
  const figures = figuresOf(catalog);
  const dimensions = new Map(
    [...dimensionNames, ...cubeDimensions].map((name) => [name as string, titlesOf(catalog, [name])])
  );
  const needs = settings.needs.flatMap((title): Dimension[] => {
    const name = findNamed(title, dimensions);
    if (typeof name === 'string' && isDimension(name)) return [name];
    wrong.push({ sheet: settingsSheet, cell: null, says: notOneOf('须选的没有', title, [...dimensions.values()]) });
    return [];
  });
  const sources = settings.lists.map((setting) => ({
    setting,
    ...readList(setting, { catalog, figures, dimensions }),
  }));
  wrong.push(...sources.flatMap((source) => source.wrong));

  const meanings = new Map<string, Meaning>();
  for (const mark of marks) {
    if (meanings.has(mark.mark)) continue;
    const meaning = meaningOf(mark);
    if (meaning === null) continue;
    if (typeof meaning === 'string') wrong.push({ sheet: mark.sheet, cell: mark.cell, says: meaning });
    else meanings.set(mark.mark, meaning);
  }
  for (const mark of marks) {
    const meaning = meanings.get(mark.mark);
    const said = meaning && 'info' in meaning ? wrongUnit(meaning.info, meaning.unit, mark) : null;
    if (said !== null) wrong.push({ sheet: mark.sheet, cell: mark.cell, says: said });
  }
  const lists = layout.lists.flatMap((rows): BoundList[] => {
    const source = sources.find(({ setting }) => setting.name === rows.list);
    const asked = Array.from(meanings.values()).flatMap((each) =>
      each.is === 'column' && each.list === rows.list ? [each.info.name] : []
    );
    const question = source?.ask?.([...new Set(asked)]);
    return question ? [{ ...rows, question, none: source?.setting.none || '（没有）' }] : [];
  });
  const counted = sources.flatMap(({ setting, ask }): CountedList[] => {
    if (ask === undefined || lists.some(({ list }) => list === setting.name)) return [];
    const question = ask([]);
    if (question.of === 'mart') return [{ list: setting.name, question: question.rows }];
    const says = `清单“${setting.name}”取自指标，不能只写行数。`;
    wrong.push({ sheet: settingsSheet, cell: `A${setting.row}`, says });
    return [];
  });
  return { layout, needs, lists, counted, meanings, wrong };

  /** What a mark stands for, what is wrong with it, or null where its list is. */
  function meaningOf({ list, name }: PlacedMark): Meaning | string | null {
    if (list !== null) {
      if (name === '序号') return { is: 'running', list };
      if (isOfWhole({ name })) return { is: 'count', list };
      const columns = sources.find(({ setting }) => setting.name === list)?.columns;
      if (!columns) return null;
      const found = columnNamed(name, columns);
      return typeof found === 'string' ? `清单“${list}”${found}` : { is: 'column', list, ...found };
    }
    if (Object.hasOwn(facts, name)) return { is: 'fact', name };
    const dimension = findNamed(name, dimensions);
    if (typeof dimension === 'string' && isDimension(dimension)) return { is: 'dimension', name: dimension };
    const found = columnNamed(name, figures);
    const all = [...Object.keys(facts), ...dimensions.values(), ...titlesIn(figures).values()];
    return typeof found === 'string'
      ? found.startsWith('里没有')
        ? notOneOf('没有', name, all)
        : found
      : { is: 'figure', ...found };
  }
}

const titlesIn = (columns: ReadonlyMap<string, ColumnInfo>): Map<string, string> =>
  new Map(Array.from(columns, ([name, { title }]) => [name, title]));

/** The column that is written, with the unit behind it, or what is wrong. */
function columnNamed(
  written: string,
  columns: ReadonlyMap<string, ColumnInfo>
): { info: ColumnInfo; unit: string | null } | string {
  const titles = titlesIn(columns);
  const whole = findNamed(written, titles);
  const { name, unit } = whole === null ? withUnit(written) : { name: written, unit: null };
  const found = whole ?? findNamed(name, titles);
  if (found === null) return notOneOf('里没有', name, [...new Set(titles.values())]);
  if (typeof found !== 'string') return `有几列都叫“${name}”，请写英文名：${found.join('、')}。`;
  return { info: columns.get(found)!, unit };
}
