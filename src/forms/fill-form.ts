import { proofHref, type ColumnInfo, type Row } from '#spec';
import { columnOfProject, filterValues, type Catalog, type QueryContext, type View } from '#query';
import { fillBook, linkTo, type CellLink, type Filled, type Repeat, type SheetFill } from '#xlsx';
import { answerFigures, answerList, countLeftOut, countLists, refuseNothing, type Answered } from './answers.ts';
import type { BoundForm, Meaning } from './bound.ts';
import { chosen } from './chosen.ts';
import { facts as factNames, type FormFacts } from './facts.ts';
import type { PlacedMark } from './layout.ts';
import { wordsOf } from './list.ts';
import { firstNumberRow, noteSheet, noteSheetOf, type NumberNote } from './note-sheet.ts';
import { settingsSheet } from './settings.ts';
import { isUnknown, writeValue } from './write-value.ts';

/** What a form is filled from. */
export interface FormSource {
  context: QueryContext;
  catalog: Catalog;
  view: View;
  facts: FormFacts;
  /** Where the program is served, as http://127.0.0.1:3000; null where nobody knows. */
  base: string | null;
}

export interface FilledForm {
  bytes: AsyncGenerator<Buffer>;
  /** How many rows each list has. */
  rows: ReadonlyMap<string, number>;
  /** What the filters in force cannot be asked of, in sentences. */
  says: readonly string[];
}

/** Programs for spreadsheets refuse a longer address. */
const longestAddress = 2_040;

/** Fills a template that holds from what a reader may see of a version. What cannot be filled is a Refusal. */
export async function fillForm(form: BoundForm, source: FormSource): Promise<FilledForm> {
  const { layout, lists, meanings } = form;
  const { catalog, view, facts, base } = source;
  const answers = new Map<string, Answered>();
  for (const list of lists) answers.set(list.list, await answerList(list, source));
  refuseNothing(lists, answers);
  const figures = await answerFigures(form, source);
  const counts = await countLists(form, source);
  const leftOut = await countLeftOut(form, answers, source);
  const params = new URLSearchParams(
    [...view.filters].flatMap(([name, values]) => values.map((value) => [name, value]))
  );
  params.set('version', facts.version);
  const linked = { params, filters: filterValues(catalog) };

  const says = [...new Set([...answers.values(), figures].flatMap(({ unfit }) => unfit.map((each) => each.says)))];
  const columns = columnsIn(meanings.values());
  const numbers: NumberNote[] = [];
  const taken = new Map([...Array.from(answers, ([list, { rows }]) => [list, rows.length] as const), ...counts]);
  const notes = { facts, settings: layout.settings, columns, says, unknown: countUnknown(), taken, leftOut };
  const first = firstNumberRow(notes);
  const bySheet = new Map(layout.template!.sheets.map(({ name }) => [name, sheetFill(name)]));
  bySheet.delete(settingsSheet);
  const bytes = fillBook(layout.template!, {
    sheets: bySheet,
    instead: { sheet: settingsSheet, by: () => noteSheetOf({ ...notes, numbers }) },
  });
  return { bytes, rows: new Map(Array.from(answers, ([name, { rows }]) => [name, rows.length])), says };

  function sheetFill(sheet: string): SheetFill {
    const repeats = lists
      .filter((list) => list.sheet === sheet)
      .map(({ list, top, bottom }): Repeat => ({ top, bottom, copies: Math.max(1, rowsOf(list).length) }));
    const placed = new Map(
      layout.marks.filter((mark) => mark.sheet === sheet).map((mark) => [`${mark.cell} ${mark.mark}`, mark])
    );
    const markAt = (mark: string, row: number, column: number) =>
      Array.from(placed.values()).find((each) => each.mark === mark && each.row === row && each.column === column)!;
    return {
      repeats,
      page: (mark) =>
        written(
          layout.marks.find((each) => each.mark === mark && each.sheet === sheet)!,
          0
        ).text,
      fill(mark, { row, column, copy, place }) {
        const at = markAt(mark, row, column);
        const filled = written(at, copy);
        const href = typeof filled.value === 'number' ? hrefOf(at, copy) : null;
        if (href === null) return filled;
        const link = linkOf(at, { sheet, place, value: filled.value!, href });
        // Programs write a whole cell that leads somewhere as a link: a sentence with a number in it is none.
        return at.isSole ? { ...filled, link } : filled;
      },
    };
  }

  function written(mark: PlacedMark, copy: number): Filled {
    const meaning = meanings.get(mark.mark)!;
    const plain = (value: string | number): Filled => ({ value: value === '' ? null : value, text: String(value) });
    if (meaning.is === 'fact') return plain(factNames[meaning.name]!.of(facts));
    if (meaning.is === 'dimension') return plain(chosen(view, meaning.name).join('、') || '全部');
    if (meaning.is === 'count') return plain(counts.get(meaning.list) ?? rowsOf(meaning.list).length);
    if (meaning.is === 'running') return rowsOf(meaning.list).length === 0 ? emptyList(mark) : plain(copy + 1);
    const { rows, unfit } = meaning.is === 'column' ? answers.get(meaning.list)! : figures;
    if (meaning.is === 'column' && rows.length === 0) return emptyList(mark);
    const { info, unit } = meaning;
    const isUnfit = unfit.some(
      ({ state, columns }) => state === 'not_applicable' && (columns?.includes(info.name) ?? true)
    );
    const { unknown, format } = mark;
    return writeValue(rows[copy]?.[info.name], {
      info,
      unit,
      unknown,
      format,
      words: wordsOf(info.name, catalog),
      isUnfit,
    });
  }

  /** Of a list without rows the first cell says so. */
  function emptyList(mark: PlacedMark): Filled {
    const own = layout.marks.filter(({ list, cell }) => list === mark.list && cell !== null);
    const isFirst = own.every(({ row, column }) => row > mark.row || (row === mark.row && column >= mark.column));
    const none = isFirst ? (lists.find(({ list }) => list === mark.list)?.none ?? '') : '';
    return { value: none === '' ? null : none, text: none };
  }

  function hrefOf({ mark }: PlacedMark, copy: number): string | null {
    const meaning = meanings.get(mark)!;
    if (meaning.is !== 'column' && meaning.is !== 'figure') return null;
    const { rows, proof } = meaning.is === 'column' ? answers.get(meaning.list)! : figures;
    const ofProject = columnOfProject(meaning.info.name);
    const proven = ofProject === null ? proof : { columns: [ofProject], keys: proof.keys };
    return proofHref({ proof: proven }, rows[copy] ?? {}, ofProject ?? meaning.info.name, linked);
  }

  /** A number leads to its 溯源 where it is served; else to its line in the account, which says the address. */
  function linkOf(
    { mark }: PlacedMark,
    { sheet, place, value, href }: { sheet: string; place: string; value: string | number; href: string }
  ): CellLink {
    const { info } = meanings.get(mark) as Extract<Meaning, { info: ColumnInfo }>;
    const address = base === null ? href : `${base.replace(/\/+$/, '')}${href}`;
    const tip = `读数溯源：${info.title}`;
    numbers.push({ sheet, cell: place, title: info.title, value, address });
    if (base !== null && address.length <= longestAddress) return { url: address, tip };
    return { place: linkTo(noteSheet, `A${first + numbers.length - 1}`), tip };
  }

  function rowsOf(list: string): readonly Row[] {
    return answers.get(list)?.rows ?? [];
  }

  function countUnknown(): Map<string, number> {
    const unknown = new Map<string, number>();
    for (const mark of layout.marks) {
      const meaning = meanings.get(mark.mark)!;
      if (!('info' in meaning)) continue;
      const count = meaning.is === 'column' ? rowsOf(meaning.list).length : 1;
      for (let copy = 0; copy < count; copy++)
        if (isUnknown(written(mark, copy))) unknown.set(meaning.info.title, (unknown.get(meaning.info.title) ?? 0) + 1);
    }
    return unknown;
  }
}

function columnsIn(meanings: Iterable<Meaning>): ColumnInfo[] {
  const found = Array.from(meanings).flatMap((each) => ('info' in each ? [each.info] : []));
  return [...new Map(found.map((info) => [info.title, info])).values()];
}
