import type { Build } from '#warehouse';
import type { GridRow, Sheet, SheetIssue } from './grid.ts';
import { isExampleName } from './examples.ts';
import { headerSearchRows } from './header/find.ts';
import { settleDuplicates } from './header/duplicates.ts';
import { nearHeaders } from './header/near.ts';
import { peek } from './head.ts';
import { inUnit, layOut, moneyColumns, type Layout } from './layout.ts';
import { mergedRows } from './merged-rows.ts';
import { landPlain } from './plain/land.ts';
import { openRowSink, setUnit, deleteSheet, type Origin } from './row-sink.ts';
import { refuseGeneratedSheet } from './generated-sheets.ts';
import { headersFound, recognise, type Expected } from './recognise.ts';
import { isAllAgainst, isOldName } from './sections.ts';
import { rowSorter } from './sort-rows.ts';
import { routeRows, type Counts } from './take-rows.ts';
import { decideUnit, usualUnit } from './units/decide.ts';
import { pairedUnits, unitOfName, unitPlace, type UnitPlace } from './units/places.ts';
import { Unreadable } from './unreadable.ts';

export interface LandedSheet extends Counts {
  layout: Layout;
  /** The last of them where the header has two lines. */
  headerRow: number;
  unknownColumns: string[];
  /** DuckDB has read its rows. */
  isPlain: boolean;
}

/**
 * Lands one sheet in the table of its source. After an Unreadable nothing of it is there. With a `scratch`, a path
 * where a file may lie meanwhile, a plain text is read by DuckDB.
 */
export async function landSheet(
  build: Build,
  sheet: Sheet,
  origin: Origin,
  { scratch = null, ...expected }: Expected & { scratch?: string | null }
): Promise<LandedSheet> {
  const { head, blocks, close } = await peek(sheet.rows, headerSearchRows);
  try {
    const { layout: first, headerRow, above, issues } = readHead(head, expected, [sheet.name, origin.file]);
    const beside = [...unitsAbove(above), ...unitsInHeader(first), ...unitsOfNames(sheet, origin)];
    const unit = decideUnit(moneyColumns(first), beside).unit ?? usualUnit;
    const layout = inUnit(first, unit);
    const sink = await openRowSink(build, origin, layout);
    const sort = rowSorter(layout);
    const isCutAtCommas = sheet.isCutAtCommas ?? false;
    const router = routeRows(sink, layout, { sort, isCutAtCommas });
    const merged = mergedRows(layout, (row) => sort(row) === 'data');
    try {
      const plain =
        sheet.text && scratch !== null
          ? await landPlain(build, { text: sheet.text, origin, layout, headerRow, sort, isCutAtCommas, scratch })
          : null;
      if (plain) {
        plain.aside.forEach(router.take);
        sink.use(plain.holdsAny);
      } else {
        for await (const block of blocks)
          for (const row of block) if (row.row > headerRow) merged.take(row).forEach(router.take);
        merged.end().forEach(router.take);
      }
      router.end();
      router.counts.read += plain?.rows ?? 0;
      router.counts.landed += plain?.rows ?? 0;
      const decided = decideUnit(moneyColumns(layout), [...beside, ...router.units]);
      for (const issue of [
        ...(sheet.notes ?? []),
        ...oldName(sheet.name, layout),
        ...issues,
        ...decided.issues,
        ...noRows(router.counts),
      ])
        sink.defect(issue, { effect: issue.effect, row: null, column: issue.column ?? null });
      sink.close();
      const final = inUnit(layout, decided.unit ?? usualUnit);
      if ((decided.unit ?? usualUnit) !== unit) await setUnit(build, origin, final);
      return {
        ...router.counts,
        layout: final,
        headerRow,
        unknownColumns: sink.unknownColumns(),
        isPlain: plain !== null,
      };
    } catch (error) {
      sink.close();
      await deleteSheet(build, origin, layout.contract);
      throw error;
    }
  } finally {
    await close();
  }
}

const oldName = (name: string, layout: Layout): SheetIssue[] =>
  name === '' || saysItself(layout) || !isOldName(name)
    ? []
    : [
        {
          check: 'doubtful_sheet',
          effect: 'mark',
          value: name,
          problem: `看名称，工作表“${name}”里的可能不是要交的数据，照样读取`,
          fix: '若不该交，请删除这张工作表；若要交，请改去名称里的这几个字',
        },
      ];

const noRows = ({ read }: Counts): SheetIssue[] =>
  read > 0
    ? []
    : [
        {
          check: 'no_rows',
          effect: 'mark',
          value: null,
          problem: '只有表头，没有数据行',
          fix: '如果本来就没有数据，不必处理；否则请补上数据后重新导入',
        },
      ];

interface Head {
  layout: Layout;
  headerRow: number;
  above: readonly GridRow[];
  issues: SheetIssue[];
}

function readHead(head: readonly GridRow[], expected: Expected, names: readonly string[]): Head {
  const cells = head.map((row) => row.cells);
  refuseGeneratedSheet(cells);
  if (cells.flat().every((cell) => cell.trim() === ''))
    throw new Unreadable('empty_file', '表格是空的，没有一个字', '请重新导出或重新拷贝后再交');
  const { contract, header } = recognise(head, expected);
  const { last, lines } = header;
  const settled = settleDuplicates(contract, header.columns, () => headersFound(header, []));
  const rows = head.slice(last - lines + 1, last + 1);
  const issue = rows.flatMap(({ row, issues = [] }) =>
    issues.filter(({ effect }) => effect === 'row').map((found) => ({ row, ...found }))
  )[0];
  if (issue) throw new Unreadable(issue.check, `表头：${issue.problem}`, issue.fix, issue);
  const above = head.slice(0, last - lines + 1);
  const layout = layOut(
    contract,
    settled,
    rows.map(({ spans }) => spans)
  );
  refuseOthers(layout, names, above);
  const headerRow = (head[last] as GridRow).row;
  return {
    layout,
    headerRow,
    above,
    issues: [...settled.issues, ...nearHeaders(contract.columns, layout.columns), ...farHeader(headerRow, above)],
  };
}

/** What a row must say itself (a result) no name says. */
const saysItself = ({ slots }: Layout): boolean => slots.some(({ kind, essential }) => kind === 'choice' && essential);

/** Refuses what shows how to fill in a table, and what by its name or title is not what the table is of. */
function refuseOthers(layout: Layout, names: readonly string[], above: readonly GridRow[]): void {
  const [sheet = '', file = ''] = names;
  const bare = file.slice(file.lastIndexOf('/') + 1).replace(/\.[^.]*$/, '');
  const example = [sheet, bare].find((name) => name !== '' && isExampleName(name));
  if (example !== undefined)
    throw new Unreadable(
      'example_sheet',
      `“${example}”看名称是填写示例，没有读取`,
      '若里面是要交的数据，请改去名称里的“示例”再交',
      { value: example }
    );
  if (saysItself(layout)) return;
  const titles = above.flatMap(({ cells }) => cells.filter((cell) => cell.trim() !== ''));
  const against = [sheet, bare, ...titles].find((text) => text !== '' && isAllAgainst(text));
  if (against !== undefined)
    throw new Unreadable(
      'other_part',
      `看名称或标题“${against.trim()}”，这张表列的不是要算在内的，没有读取`,
      '不该算在内的不用交；该算在内的请改去名称或标题里的这几个字',
      { value: against.trim() }
    );
}

/** Whatever stands above a header that is far down is no data. */
const farHeader = (headerRow: number, above: readonly GridRow[]): SheetIssue[] =>
  above.length < 20
    ? []
    : [
        {
          check: 'far_header',
          effect: 'mark',
          value: null,
          problem: `表头在第 ${headerRow} 行，它上面的 ${above.length} 行没有当作数据读取`,
          fix: '上面若有要交的数据，请移到表头下面',
        },
      ];

const unitsAbove = (above: readonly GridRow[]): UnitPlace[] =>
  above.flatMap(({ row, cells }) => pairedUnits(cells).flatMap((text) => unitPlace(`第 ${row} 行`, text, true) ?? []));

/** `单位：元`, `注：以上金额单位为元` behind the last column. */
const unitLine =
  /^[\s(（]*(?:(?:注|备注|说明)\s*)?(?:[:：]\s*)?(?:(?:以上|本表|表中|表内)(?:金额|计量|货币)?\s*|(?:金额|计量|货币)\s*)?单\s*位\s*(?:[:：为是均]|[十百千万亿]*元)/;
const unitsInHeader = ({ columns }: Layout): UnitPlace[] =>
  columns.flatMap(({ header, meaning }) =>
    !meaning && unitLine.test(header) ? (unitPlace('表头', header, true) ?? []) : []
  );

function unitsOfNames({ name, pageTexts = [], boxTexts = [] }: Sheet, { file }: Origin): UnitPlace[] {
  const folders = file.split('/');
  const own = folders.pop()!.replace(/\.[^.]*$/, '');
  return [
    ...[
      unitOfName('工作表名称', name),
      unitOfName('文件名', own),
      ...folders.map((folder) => unitOfName('文件夹名', folder)),
    ].flatMap((place) => place ?? []),
    ...pageTexts.flatMap((text) => unitPlace('页眉页脚', text) ?? []),
    ...boxTexts.flatMap((text) => unitPlace('文本框', text) ?? []),
  ];
}
