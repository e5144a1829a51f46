import {
  codes,
  rowCounts,
  shownTime,
  type DefectKind,
  type Effect,
  type FileReceipt,
  type Receipt,
  type Scope,
} from '#spec';
import { generatedSheets } from '#intake';
import { colorOf } from '#clerks';
import { writeBook, type BookCell, type BookSheet } from '#xlsx';
import { listDefects, readDefectKinds, readReach, receiptWithin, type QueryContext } from '#query';
import { forDownload } from '../http/request.ts';

/** The receipt of a load as a workbook: who handed in what and when, what became of it, what was found. */
export async function receiptBook(
  queryContext: QueryContext,
  scope: Scope,
  { receipt: whole, isOwn }: { receipt: Receipt; isOwn: boolean }
): Promise<AsyncGenerator<Buffer>> {
  const reach = await readReach(queryContext, scope);
  const [receipt, kinds] = [
    await receiptWithin(queryContext, whole, { reach, isOwn }),
    await readDefectKinds(queryContext, reach),
  ];
  return writeBook([summary(receipt), kindsSheet(receipt, kinds), defectsSheet(queryContext, scope)]);
}

/** Who is not told is another than nobody. */
const sayBy = ({ by, withheld = [] }: Receipt): string =>
  withheld.includes('by') ? '不显示' : by ? `${by.name}${by.isVerified ? '' : '（自报，未核实）'}` : '未写明';

const heads = (...titles: string[]): BookCell[] => titles.map((value) => ({ value, style: 'head' }));
const lines = (...texts: string[]): BookCell[] => texts.map((value) => ({ value, style: 'wrap' }));

function summary(receipt: Receipt): BookSheet {
  const { number, version, loadedAt, asOf, files, compared, defects, record } = receipt;
  const count = defects.reduce((sum, each) => sum + each.count, 0);
  const facts: [string, string][] = [
    ['回执号', number],
    ['版本', version],
    ['交来的人', sayBy(receipt)],
    ['导入时间', shownTime(loadedAt)],
    ['数据截至', asOf],
    ['发现问题', `${count} 处`],
    ...(record ? [['操作记录的最后一条', record] as [string, string]] : []),
    ...(compared
      ? [
          [
            '与上一版本相比',
            `已改好 ${compared.cured} 处，仍在 ${compared.remaining} 处，新出现 ${compared.fresh} 处`,
          ] as [string, string],
        ]
      : []),
  ];
  return {
    name: '回执',
    widths: [30, 16, 16, 10, 8, 8, 8, 8, 8, 8, 8, 12, 68, 30],
    rows: [
      [{ value: generatedSheets.receipt, style: 'title' }],
      ...facts.map(([name, value]) => [{ value: name, style: 'head' as const }, value]),
      [],
      heads(
        '文件',
        '工作表',
        '来源',
        '编码',
        '表头行',
        '读到',
        '导入',
        '被取代',
        '未导入',
        '合计行',
        '空行',
        '结果',
        'SHA-256',
        '不认识的列'
      ),
      ...files.map(fileLine),
    ],
  };
}

function fileLine(each: FileReceipt): BookCell[] {
  return [
    ...lines(each.file, each.sheet, each.sourceTitle ?? '未识别', each.encoding ?? '—'),
    each.headerRow,
    ...rowCounts.map((name) => each[name]),
    ...lines(each.status === 'loaded' ? '已导入' : '未导入', each.sha256, each.unknownColumns.join('、')),
  ];
}

function kindsSheet({ defects }: Receipt, kinds: readonly Omit<DefectKind, 'title'>[]): BookSheet {
  const titleOf = (check: string) => defects.find((each) => each.check === check)?.title ?? check;
  return {
    name: '问题分类',
    widths: [26, 18, 8, 60, 60],
    frozen: 1,
    rows: [
      heads('问题', '后果', '处', '在哪些文件', '例如'),
      ...kinds.map(({ check, effect, count, files, examples: [example] }) => [
        { value: titleOf(check), style: 'wrap' as const },
        { value: codes.effect[effect], style: colorOf[effect] },
        count,
        ...lines(
          files
            .slice(0, 20)
            .map((each) => `${each.file}（${each.count}）`)
            .join('、') + (files.length > 20 ? `等 ${files.length} 个文件` : ''),
          [example?.problem, example?.fix].filter(Boolean).join(' → ')
        ),
      ]),
    ],
  };
}

const most = 100_000;

function defectsSheet(queryContext: QueryContext, scope: Scope): BookSheet {
  return { name: '问题明细', widths: [18, 30, 14, 8, 18, 24, 46, 46], frozen: 1, rows: rows() };

  async function* rows(): AsyncGenerator<BookCell[]> {
    yield heads('后果', '文件', '工作表', '行', '列', '所填', '发现', '怎么改');
    let count = 0;
    const { result, total } = await listDefects(forDownload(queryContext), scope);
    for await (const chunk of result.chunks()) {
      for (const { effect, file, sheet, row, column, value, problem, fix } of chunk) {
        if (++count > most) return;
        const words = lines(...[file, sheet].map((text) => String(text ?? '')));
        yield [
          { value: codes.effect[effect as Effect], style: colorOf[effect as Effect] },
          ...words,
          typeof row === 'number' ? row : null,
          ...lines(...[column, value, problem, fix].map((text) => String(text ?? ''))),
        ];
      }
    }
    if (total > most) yield [`其余 ${total - most} 处见 defects.csv`];
  }
}
