import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  checkHeader,
  faultOfImport,
  linesOfSource,
  nearest,
  notOneOf,
  sortFaults,
  sqlKinds,
  type Fault,
  type Names,
} from '#spec/content';
import { openBuild, type Build } from '#warehouse';
import { createTables, importSource, toContract, wrongSource, type Contract } from '#intake';
import type { Content } from '../stages/build.ts';
import { tellColumns } from '../stages/catalog.ts';
import { readContentFiles } from '../stages/content-files.ts';
import { createFindings } from '../stages/findings.ts';
import { gathers } from '../stages/gather.ts';
import { openLoads } from '../stages/loads.ts';
import { createRaw } from '../stages/reference.ts';
import { stages, type Stage } from '../stages/stages.ts';
import { validatedModel } from '../stages/validated.ts';
import { bindMetrics, bindParsers, checkMart, checkVerdicts } from './bind.ts';
import { makeEach, type Found } from './make.ts';
import { columnsOf, namesOf, type Columns } from './names.ts';
import { blankMistyped, fillColumns, wrongCells } from './cells.ts';
import { landTables, rawTables, wrongClauses, type ReferenceTable } from './reference.ts';
import { readPipelines, type ModelText, type PipelineTexts } from './texts.ts';

/**
 * What became of content: every fault of it, and all that it makes
 * of nothing handed in, in memory. Close the build when done.
 */
export interface Checked {
  faults: Fault[];
  build: Build;
  names: Names;
}

/** Holds pipelines/ and data/reference against what they may and must say, and binds every query of them. */
export async function checkPipelines({ pipelines, reference }: Content): Promise<Checked> {
  const texts = await readPipelines(pipelines);
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    const faults = [...texts.faults];
    const found: Found = { broken: new Set(), faults, known: await namesMade(texts, reference) };
    await openLoads(build, nothing);
    const { contracts, choices } = await readSources(pipelines, texts, found);
    faults.push(...unmade(texts, found));
    await createTables(build, contracts);
    await createRaw(build);
    const ofReference = texts.models.get('reference') ?? [];
    const tables = await landTables(build, reference, { models: ofReference, ...found });
    const known = { tables, choices, rules: texts.models.get('rules')?.map(({ model }) => model.name) ?? [] };
    for (const [table, model] of readingOf(ofReference, tables)) {
      faults.push(...(await fillColumns(build, table, model)), ...(await blankMistyped(build, table, model)));
      faults.push(...wrongCells(table, model, known));
    }
    const clauses = tables.get('clauses');
    const misquoted = clauses ? await wrongClauses(reference, clauses) : [];
    faults.push(...misquoted);
    await makeAll(build, texts, found);
    const columns = await columnsOf(build);
    const names = namesOf(texts, {
      choices: ofSources(texts.sources, choices),
      quotations: quotationsOf(clauses, misquoted),
      tables,
      columns,
    });
    const personal = new Set(
      contracts.flatMap((contract) =>
        Object.entries(contract.columns).flatMap(([name, column]) => (column.private ? [name] : []))
      )
    );
    const modelsOf = (stage: Stage) => (texts.models.get(stage) ?? []).map(({ model }) => model);
    const lineOf = await tellColumns(build, {
      marts: modelsOf('marts'),
      lifecycle: modelsOf('lifecycle'),
      parsers: modelsOf('parsers'),
    });
    const isWhole = (texts.models.get('marts') ?? []).every(({ model }) => columns.has(`marts.${model.name}`));
    for (const each of [...texts.models.values()].flat())
      faults.push(...(await checkModel(build, each, { names, columns, personal, isWhole, lineOf })));
    return { faults: sortFaults(faults), build, names };
  } catch (error) {
    build.close();
    throw error;
  }
}

const held = new Map<string, readonly Fault[]>();

/** The faults of pipelines/ and data/reference. The same bytes are looked at once by a process. */
export async function faultsOfPipelines(content: Content): Promise<readonly Fault[]> {
  const files = [
    ...(await readContentFiles(content.pipelines, 'pipelines')),
    ...(await readContentFiles(content.reference, 'data/reference')),
  ];
  const key = JSON.stringify(files.map(({ path, sha256 }) => [path, sha256]));
  const known = held.get(key);
  if (known) return known;
  const { faults, build } = await checkPipelines(content);
  build.close();
  held.clear();
  held.set(key, faults);
  return faults;
}

const readingOf = (models: readonly ModelText[], tables: ReadonlyMap<string, ReferenceTable>) =>
  models.flatMap((model) =>
    rawTables(model.text).flatMap((name) => {
      const table = tables.get(name);
      return table ? [[table, model] as const] : [];
    })
  );

/** By source, all that its closed lists hold; a contract that cannot be read has none to hold anything against. */
const ofSources = (sources: readonly string[], choices: Sources['choices']): Names['choices'] =>
  new Map(
    sources
      .filter((source) => choices.get(source) !== null)
      .map((source) => [
        source,
        [...choices].flatMap(([name, of]) => (name.startsWith(`${source}.`) ? (of ?? []) : [])),
      ])
  );

/** What each clause says, but for those that are wrong themselves. */
const quotationsOf = (clauses: ReferenceTable | undefined, misquoted: readonly Fault[]): Names['quotations'] =>
  new Map(
    (clauses?.rows ?? [])
      .filter(({ line }) => !misquoted.some((fault) => fault.line === line))
      .map(({ cells }) => [cells.id ?? '', cells.quotation ?? ''])
  );

/** Every table and macro that content makes, each with its schema. */
async function namesMade({ models, sources }: PipelineTexts, reference: string): Promise<string[]> {
  const tables = (await readdir(reference)).filter((name) => name.endsWith('.csv'));
  return [
    ...tables.map((name) => `raw.${name.slice(0, -'.csv'.length)}`),
    ...[...sources, ...engineTables].map((name) => `sources.${name}`),
    ...[...models.values()].flat().map(({ model }) => `${model.stage}.${model.name}`),
    ...sources.map((name) => `validated.${name}`),
    ...['staging.rows', 'validated.rows', 'checks.defects', 'links.defects', 'marts.findings', 'loads.load'],
  ];
}

/** What every build holds of what was handed in, besides the tables of its sources. */
const engineTables = ['files', 'defects', 'set_aside', 'blank_rows', 'contracts', 'cells', 'totals', 'reference'];

const nothing = { version: '', loadedAt: '2000-01-01 00:00:00', asOf: null, fingerprint: '' };

/** A source without the models that bring it into the marts. */
function unmade({ sources, models }: PipelineTexts, { broken }: Found): Fault[] {
  const staged = new Set(models.get('staging')?.map(({ model }) => model.name));
  const absent = sources.filter((name) => !staged.has(name));
  for (const name of absent) broken.add(`staging.${name}`).add(`validated.${name}`);
  return absent.map((name) => ({
    file: `pipelines/sources/${name}.ts`,
    line: null,
    message: `没有 pipelines/staging/${name}.sql：交来的每张表都要有。`,
  }));
}

interface Sources {
  contracts: Contract[];
  /** By `source.column`, the values of a choice; null where the contract cannot be read. */
  choices: Map<string, readonly string[] | null>;
}

async function readSources(
  pipelines: string,
  { sources, models }: PipelineTexts,
  { broken, faults }: Found
): Promise<Sources> {
  const parsers = models.get('parsers')?.map(({ model }) => model.name) ?? [];
  const read: Sources = { contracts: [], choices: new Map() };
  for (const name of sources) {
    const file = `pipelines/sources/${name}.ts`;
    const path = resolve(join(pipelines, 'sources', `${name}.ts`));
    try {
      const source = await importSource(path);
      const lineOf = linesOfSource(await readFile(path, 'utf8'));
      const wrong = wrongSource(name, source, parsers);
      faults.push(...wrong.map((each) => ({ file, line: lineOf(each.path), message: each.message })));
      for (const [column, of] of choicesOf(source)) read.choices.set(`${name}.${column}`, of);
      if (wrong.length === 0) read.contracts.push(toContract(name, source));
      else broken.add(`sources.${name}`);
    } catch (error) {
      faults.push({ file, ...faultOfImport(error, path) });
      read.choices.set(name, null);
      broken.add(`sources.${name}`);
    }
  }
  return read;
}

/** The closed lists of a contract, which may be wrong elsewhere. */
function choicesOf(source: unknown): [string, readonly string[]][] {
  const { columns = {} } = (source ?? {}) as { columns?: Record<string, { of?: unknown } | undefined> };
  return Object.entries(columns).flatMap(([column, said]) =>
    Array.isArray(said?.of) ? [[column, said.of.map(String)] as [string, string[]]] : []
  );
}

/** The models that their stage makes itself. */
const validatedOf = (staged: readonly ModelText[]): ModelText[] =>
  staged.map(({ model }) => {
    const validated = validatedModel(model.name);
    return { file: validated.file, text: validated.sql, model: validated };
  });

async function makeAll(build: Build, { models }: PipelineTexts, found: Found): Promise<void> {
  const of = (stage: Stage) =>
    stage === 'validated' ? validatedOf(models.get('staging') ?? []) : (models.get(stage) ?? []);
  for (const stage of stages) {
    await build.run(stage, `create schema ${stage}`);
    const made = await makeEach(build, stage, of(stage), found);
    if (stage === 'parsers') await bindParsers(build, made, found);
    if (stage === 'checks' || stage === 'links') await gathers[stage]?.(build, []);
    if (stage === 'rules') await createFindings(build);
  }
  const columns = await columnsOf(build);
  const marts = ['marts.cube', 'marts.projects'].filter((mart) => columns.has(mart));
  await bindMetrics(build, of('metrics'), { marts, ...found });
}

/** What a model is held against. */
interface Ground {
  names: Names;
  columns: Columns;
  /** Columns that hold what is somebody's own. */
  personal: ReadonlySet<string>;
  /** Every mart could be made. */
  isWhole: boolean;
  /** The line that tells of a column. */
  lineOf: Awaited<ReturnType<typeof tellColumns>>;
}

async function checkModel(
  build: Build,
  each: ModelText,
  { names, columns, personal, isWhole, lineOf }: Ground
): Promise<Fault[]> {
  const { stage, name } = each.model;
  const kind = sqlKinds[stage];
  if (!kind) return [];
  const table = columns.get(`${stage}.${name}`);
  const answered = table ? [...table.keys()] : null;
  const said =
    stage === 'rules' && answered?.includes('evidence')
      ? await evidenceOf(build, each)
      : stage === 'reference'
        ? columnsRead(each, columns)
        : answered;
  return [
    ...checkHeader(kind, each, {
      names: { ...names, of: { ...names.of, ...(said ? { column: said } : {}) } },
      columns: said,
    }),
    ...(answered ? wrongColumns(each, answered) : []),
    ...(stage === 'marts' && table
      ? await checkMart(build, each, { types: table, personal, lineOf: (column) => lineOf('marts', name, column) })
      : []),
    ...(stage === 'rules' && answered ? await checkVerdicts(build, each) : []),
    ...(stage === 'rules' && isWhole ? untitled(each, said ?? [], columns, names) : []),
  ];
}

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
      .map((name) => ({ file, line: null, message: `查询结果里没有列 ${name}（有 ${answered.join('、')}）。` })),
  ];
}

/** What a reader is shown as evidence has a title, its own or that of a column of a mart. */
function untitled({ file, model }: ModelText, evidence: readonly string[], columns: Columns, names: Names): Fault[] {
  const titled = new Set([...columns].flatMap(([table, own]) => (table.startsWith('marts.') ? [...own.keys()] : [])));
  return evidence
    .filter((name) => !(name in model.header) && !titled.has(name) && !names.of.metric?.includes(name))
    .map((name) => ({ file, line: 1, message: `依据 ${name} 没有题名，要写一行“-- ${name}: 题名”。` }));
}
