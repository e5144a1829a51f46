import { recordFile, readTable, underLock, withRecord } from '#pipeline';
import { decidedOf, findFindings, inCamelCase, noFilters, readCatalog, tooEarly } from '#query';
import { codes, codesOf, everything, spanOfFinding, type Finding } from '#spec';
import { decisionStream, recordDecisions, type Decision } from '#store';
import { openFile, readCurrent, zonedTime } from '#warehouse';

export interface Decided {
  /** How many lines were written down. */
  recorded: number;
  /** The head of decisions then. */
  head: string;
  /** Why nothing was, row by row. */
  reasons: string[];
}

/** The columns of a table of decisions; the last three may be left out. */
const needed = ['rule', 'subject', 'batch', 'reason', 'by', 'on'];
const optional = ['conclusion', 'document', 'attachment'];

type Cells = Readonly<Record<string, string>>;

const refused = (...reasons: string[]): Decided => ({ recorded: 0, head: '', reasons });

/**
 * Writes the decisions of a table (a .csv with the columns of the former waivers.csv) down, each on what the current
 * version found: all of them, or none where one cannot be. No load publishes another version meanwhile.
 */
export async function decideFrom(file: string, warehouse: string, onWait: () => void = () => {}): Promise<Decided> {
  if ((await readCurrent(warehouse)) === null) return nothingToDecide(warehouse);
  return underLock(warehouse, () => decideOnCurrent(file, warehouse), onWait);
}

const nothingToDecide = (warehouse: string): Decided =>
  refused(`${warehouse} 里还没有发布过版本，没有核查结果可以核定。`);

async function decideOnCurrent(file: string, warehouse: string): Promise<Decided> {
  const { table, wrong } = await readTable({ path: file, notice: null });
  if (table === null) return refused(...wrong.map(({ line, message }) => at(line, message)));
  const missing = needed.filter((name) => !table.columns.includes(name));
  const odd = table.columns.filter((name) => !needed.includes(name) && !optional.includes(name));
  if (missing.length > 0)
    return refused(`缺列：${missing.join('、')}。要有 ${needed.join('、')}；${optional.join('、')}可以不写。`);
  if (odd.length > 0) return refused(`不认识的列：${odd.join('、')}。`);
  const current = await readCurrent(warehouse);
  if (current === null) return nothingToDecide(warehouse);
  const version = await openFile(current.path, current.version);
  try {
    const catalog = await readCatalog(version);
    const view = { filters: noFilters, scope: everything };
    const made: Decision[] = [];
    const reasons: string[] = [];
    for (const { line, cells } of table.rows) {
      const found = await findingsOf(cells);
      const read = readRow(cells, found);
      const early = typeof read === 'string' ? null : tooEarly(catalog, read.finding, read.said.on);
      if (typeof read === 'string') reasons.push(at(line, read));
      else if (early !== null) reasons.push(at(line, early));
      else made.push({ ...decidedOf(catalog, read.finding), ...read.said });
    }
    if (reasons.length > 0) return refused(...reasons);
    return await withRecord(warehouse, async (store) => {
      const seen = store.last(decisionStream)?.hash ?? '';
      const lines = recordDecisions(store, made, { at: zonedTime(new Date()), seen });
      return { recorded: lines.length, head: lines.at(-1)?.id ?? seen, reasons: [] };
    });

    async function findingsOf({ rule = '', subject = '' }: Cells): Promise<Finding[]> {
      if (!catalog.rules.has(rule)) return [];
      const search = { rule: [rule], subject_id: [subject] };
      const { result } = await findFindings({ reading: version }, catalog, search, view, { limit: 500, offset: 0 });
      return (await result.rows()).map(inCamelCase);
    }
  } finally {
    version.close();
  }
}

type Said = Pick<
  Decision,
  'state' | 'conclusion' | 'basis' | 'document' | 'attachment' | 'person' | 'on' | 'withdraws'
>;

/** The finding that a row is about and what it says of it, or why it cannot be taken. */
function readRow(cells: Cells, found: readonly Finding[]): { finding: Finding; said: Said } | string {
  const { rule = '', subject = '', batch = '', reason = '', by = '', on = '', conclusion = '' } = cells;
  const blank = Object.entries({ rule, subject, reason, by, on }).filter(([, value]) => value === '');
  if (blank.length > 0) return `${blank.map(([name]) => name).join('、')} 没有填。`;
  if (!/^\d{4}-\d\d-\d\d$/.test(on) || Number.isNaN(new Date(`${on}T00:00:00Z`).getTime()))
    return `on 写的是“${on}”，要写成 2025-05-06 这样的日期。`;
  const known = codesOf(codes.conclusion).find((each) => each === conclusion || codes.conclusion[each] === conclusion);
  if (conclusion !== '' && known === undefined)
    return `conclusion 写的是“${conclusion}”，要写 ${Object.values(codes.conclusion).join('、')}。`;
  const meant = found.filter(
    (each) => batch === '' || spanOfFinding(each) === batch || (each.batches ?? '').split('、').includes(batch)
  );
  const [finding, ...others] = meant;
  if (finding === undefined)
    return `现在的版本里，规则 ${rule} 对 ${subject}${batch === '' ? '' : ` 在 ${batch}`} 没有核查结果。`;
  if (others.length > 0)
    return `要写 batch：规则 ${rule} 对 ${subject} 有 ${meant.map(spanOfFinding).join('、')} 几条。`;
  return {
    finding,
    said: {
      state: 'decided',
      conclusion: known ?? 'pass',
      basis: reason,
      document: cells.document || null,
      attachment: cells.attachment || null,
      person: { name: by, isVerified: false },
      on,
      withdraws: null,
    },
  };
}

const at = (line: number | null, message: string): string => (line === null ? message : `第 ${line} 行：${message}`);

/** What was written down, for people, line by line. */
export const reportDecided = ({ recorded, head, reasons }: Decided, warehouse: string): string[] =>
  reasons.length > 0
    ? [...reasons, `没有记下：${reasons.length} 处不能用，一条也没有登记。`]
    : [`已登记核定 ${recorded} 条，记在 ${recordFile(warehouse)}。`, `最后一条的哈希：${head}`];
