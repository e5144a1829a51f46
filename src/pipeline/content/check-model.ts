import { checkHeader, lineNaming, nearest, notOneOf, sqlKinds, type Fault, type Names } from '#spec/content';
import type { Build } from '#warehouse';
import type { describeColumns } from '../stages/catalog.ts';
import { checkMart, checkWords } from './bind.ts';
import { isNumber, type Columns } from './names.ts';
import { rawTables } from './reference.ts';
import { knownColumns, nameOf, type StandIns } from './stand-ins.ts';
import type { ModelText } from './texts.ts';

/** What a model is held against. */
export interface Ground {
  names: Names;
  columns: Columns;
  /** What stood for what could not be made. */
  standIns: StandIns;
  /** Columns that hold what is somebody's own. */
  personal: ReadonlySet<string>;
  /** The models that a mart's columns come from. */
  lifecycle: readonly ModelText[];
  /** Every mart could be made. */
  isWhole: boolean;
  /** The line that tells of a column. */
  lineOf: Awaited<ReturnType<typeof describeColumns>>;
}

/** Holds one model that was made against what its kind may and must say, and answer. */
export async function checkModel(
  build: Build,
  each: ModelText,
  { names, columns, standIns, personal, isWhole, lineOf, lifecycle: measured }: Ground
): Promise<Fault[]> {
  const { stage, name } = each.model;
  const kind = sqlKinds[stage];
  if (!kind) return [];
  const table = columns.get(`${stage}.${name}`);
  const answered = table ? [...table.keys()] : knownColumns(standIns, nameOf(each));
  const said =
    stage === 'rules'
      ? table?.has('evidence')
        ? await evidenceOf(build, each)
        : null
      : stage === 'reference'
        ? columnsRead(each, columns)
        : answered;
  return [
    ...checkHeader(kind, each, {
      names: { ...names, of: { ...names.of, ...(said ? { column: said } : {}) } },
      columns: said,
    }),
    ...(answered ? wrongColumns(each, answered) : []),
    ...(table ? wrongTypes(each, table) : []),
    ...(stage === 'marts' && table
      ? await checkMart(build, each, {
          types: table,
          sums: columns.get('marts.cube'),
          personal,
          lineOf: (column) => lineOf('marts', name, column),
          homeOf: (column) => measured.find(({ model }) => columns.get(`lifecycle.${model.name}`)?.has(column)),
        })
      : []),
    ...(answered ? await checkWords(build, each, kind.words ?? {}) : []),
    ...(stage === 'rules' && isWhole ? untitled(each, said ?? [], columns, names) : []),
  ];
}

const notEvidence = '依据（evidence）要写成一组 {名: 列, …}，如 {period_end: period_end}。';

/** The columns of the tables of data/reference that a model reads. */
function columnsRead({ text }: ModelText, columns: Columns): string[] | null {
  const read = rawTables(text).flatMap((name) => [...(columns.get(`raw.${name}`)?.keys() ?? [])]);
  return read.length === 0 ? null : read.filter((name) => name !== 'source_row');
}

/** What the evidence of a rule is made of. */
async function evidenceOf(build: Build, { file, model }: ModelText): Promise<string[] | null> {
  try {
    const query = `describe select unnest(evidence) from rules."${model.name}"`;
    return (await build.read<{ column_name: string }>(file, query)).map(({ column_name }) => column_name);
  } catch {
    return null;
  }
}

/** Columns whose type is not what is asked of them: a project's id that is a number finds no project. */
function wrongTypes({ file, text, model }: ModelText, table: ReadonlyMap<string, string>): Fault[] {
  const { texts = [], numbers = [] } = sqlKinds[model.stage]?.columns ?? {};
  const at = (name: string, message: string) => ({ file, line: lineNaming(text, name), message });
  return [...table].flatMap(([name, type]) => {
    if (model.stage === 'rules' && name === 'evidence' && !type.startsWith('STRUCT')) return [at(name, notEvidence)];
    if (texts.includes(name) && type !== 'VARCHAR') return [at(name, `${name} 要是文字（现在是 ${type}）。`)];
    return numbers.includes(name) && !isNumber(type) ? [at(name, `${name} 要是数（现在是 ${type}）。`)] : [];
  });
}

function wrongColumns({ file, text, model }: ModelText, answered: readonly string[]): Fault[] {
  const { needed, more } = sqlKinds[model.stage]?.columns ?? { needed: [], more: null };
  const lineOf = (name: string) => {
    const at = text.split('\n').findIndex((line) => !line.startsWith('--') && new RegExp(`\\b${name}\\b`).test(line));
    return at === -1 ? null : at + 1;
  };
  const strange = more === null ? [] : answered.filter((name) => !needed.includes(name) && !more.includes(name));
  const meant = new Set(strange.map((name) => nearest(name, needed)));
  return [
    ...strange.map((name) => ({
      file,
      line: lineOf(name),
      message: notOneOf('查询结果不能有列', name, [...needed, ...(more ?? [])]),
    })),
    ...needed
      .filter((name) => !answered.includes(name) && !meant.has(name))
      .map((name) => {
        const near = nearest(name, answered);
        return {
          file,
          line: near === null ? null : lineOf(near),
          message: `查询结果里没有列 ${name}${near === null ? '' : `，最接近的是 ${near}`}（有 ${answered.join('、')}）。`,
        };
      }),
  ];
}

/** What a reader is shown as evidence has a title, its own or that of a column of a mart. */
function untitled({ file, model }: ModelText, evidence: readonly string[], columns: Columns, names: Names): Fault[] {
  const titled = new Set([...columns].flatMap(([table, own]) => (table.startsWith('marts.') ? [...own.keys()] : [])));
  return evidence
    .filter((name) => !(name in model.header) && !titled.has(name) && !names.of.metric?.includes(name))
    .map((name) => ({ file, line: 1, message: `依据 ${name} 没有题名，要写一行“-- ${name}: 题名”。` }));
}
