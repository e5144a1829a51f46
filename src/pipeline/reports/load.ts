import { codes, rowCounts, type Defect, type FileReceipt, type Receipt, type Replacement } from '#spec';
import type { Outcome } from '../versions/options.ts';
import { changesIn } from './changes.ts';
import { layOut, shown } from './columns.ts';

const endings: Readonly<Record<Outcome['status'], (receipt: Receipt | null) => string>> = {
  published: (receipt) => `已发布版本 ${receipt?.version}，回执 ${receipt?.number}`,
  unchanged: (receipt) => `没有变化：这些文件与当前版本 ${receipt?.version} 相同，没有发布新版本。`,
  'dry-run': () => '试运行：以上是导入的结果，没有发布，数据仓库未改动。',
  refused: () => '没有发布，数据仓库未改动。',
};

/** What a load did, for people, line by line. */
export function reportOf({ status, reasons, notes, receipt, defects, changes, replacements = [] }: Outcome): string[] {
  const details =
    receipt && status !== 'unchanged'
      ? [
          ...filesOf(receipt),
          '',
          ...replacementsIn(replacements),
          ...defectsOf(receipt, defects),
          ...checksOf(receipt),
          '',
        ]
      : [];
  return [
    ...details,
    ...(changes && receipt ? [...changesIn(changes), ''] : []),
    ...notes,
    ...reasons.map((reason) => `拒绝导入：${reason}`),
    endings[status](receipt),
  ];
}

function filesOf({ files }: Receipt): string[] {
  return layOut([
    ['文件', '来源', '编码', '读取', '导入', '被取代', '未导入', '合计行', '空行', ''],
    ...files.map((file) => [
      sheetText(file.file, file.sheet),
      file.sourceTitle ?? '未识别',
      file.encoding ?? '—',
      ...rowCounts.map((name) => file[name]),
      remarkOn(file),
    ]),
    ['共', `${files.length} 份`, '', ...rowCounts.map((name) => files.reduce((sum, file) => sum + file[name], 0)), ''],
  ]);
}

/** What files do to the rows of the version before: told before it happens, and in the receipt. */
function replacementsIn(replacements: readonly Replacement[]): string[] {
  if (replacements.length === 0) return [];
  return [
    '与现有的文件相比：',
    ...replacements.flatMap(({ file, replaces, goes, stays, comes, empties = [], doubt, rows }) => [
      `  ${shown(file ?? replaces ?? '', { length: 80 })}  ${file === null ? '没有再交' : replaces === null ? '新交' : `替换 ${shown(replaces, { length: 80 })}`}：去 ${goes} 行，留 ${stays} 行，来 ${comes} 行`,
      ...(empties.length === 0
        ? []
        : [`    原来有值、这份里空着：${empties.map((each) => `${each.column} ${each.rows} 行`).join('、')}`]),
      ...(doubt === null ? [] : [`    ${doubt}`]),
      ...rows
        .filter(({ state }) => state === 'goes')
        .slice(0, 5)
        .map(({ row, cells }) => `    去 第 ${row} 行 ${shown(cells.join(' '), { length: 80 })}`),
    ]),
    '',
  ];
}

function remarkOn({ status, unknownColumns }: FileReceipt): string {
  if (status === 'refused') return codes.effect.file;
  return unknownColumns.length > 0
    ? `另有 ${unknownColumns.length} 列不在表样中，原样保留：${shown(unknownColumns.join('、'))}`
    : '';
}

function defectsOf({ defects: counts }: Receipt, defects: readonly Defect[]): string[] {
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return ['没有发现问题。'];
  return [
    `发现 ${total} 处问题：`,
    ...[...new Set(counts.map(({ check }) => check))].flatMap((check) => {
      const kinds = counts.filter((each) => each.check === check);
      const listed = defects.filter((each) => each.check === check);
      const rest = kinds.reduce((sum, { count }) => sum + count, 0) - listed.length;
      return [
        `  ${kinds[0]?.title}  ${kinds.map(({ effect, count }) => `${codes.effect[effect]} ${count} 处`).join('，')}`,
        ...listed.map((defect) => `    ${lineOf(defect)}`),
        ...(rest > 0 ? [`    …… 另有 ${rest} 处，见数据页的问题清单，或加 --json`] : []),
      ];
    }),
    '',
  ];
}

/** applications.csv:12 推荐市「岛青市」不是山东省的市 → 改为青岛市 */
function lineOf({ file, sheet, row, column, value, problem, fix }: Defect): string {
  const place = `${sheetText(file, sheet)}${row === null ? '' : `:${row}`}`;
  const cell = `${column === null ? '' : shown(column)}${value === null ? '' : `「${shown(value)}」`}`;
  return `${place} ${cell}${cell === '' ? '' : ' '}${shown(problem, { length: 300 })} → ${shown(fix, { length: 300 })}`;
}

function checksOf({ assertions, asOf, isSample, seconds, compared }: Receipt): string[] {
  const broken = assertions.filter((assertion) => assertion.broken > 0);
  return [
    broken.length === 0
      ? `平衡校验 ${assertions.length} 项全部成立。`
      : `平衡校验不成立：${broken.map(({ title }) => title).join('、')}。`,
    ...(compared
      ? [
          `与上一版本 ${compared.version} 相比：已改好 ${compared.cured} 处，仍有 ${compared.remaining} 处，新出现 ${compared.fresh} 处。`,
        ]
      : []),
    `截至日 ${asOf}，用时 ${seconds} 秒${isSample ? '，示例数据' : ''}。`,
  ];
}

const sheetText = (file: string, sheet: string): string =>
  shown(sheet === '' ? file : `${file}:${sheet}`, { length: 80 });
