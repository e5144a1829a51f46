import { listOf, sortFaults, type Fault, type Names } from '#spec/content';
import { openBuild, type Build } from '#warehouse';
import { createTables } from '#intake';
import { faultOfDimensions } from '../dimensions.ts';
import type { Content } from '../stages/content-files.ts';
import { describeColumns } from '../stages/catalog.ts';
import { readContentFiles } from '../stages/content-files.ts';
import { createFindings } from '../stages/findings.ts';
import { gathers } from '../stages/gather.ts';
import { openLoads } from '../stages/loads.ts';
import { materializeCells } from '../stages/materialize-cells.ts';
import { referenceFiles } from '../stages/reference-files.ts';
import { stages, type Stage } from '../stages/stages.ts';
import { validatedModel } from '../stages/validated.ts';
import { bindMetrics, bindParsers, checkFormulas } from './bind.ts';
import { checkModel } from './check-model.ts';
import { checkDimensions } from './dimensions.ts';
import { makeEach, type Found } from './make.ts';
import { dropStandIns, type Broken } from './stand-ins.ts';
import { columnsOf, namesOf } from './names.ts';
import { checkReference } from './check-reference.ts';
import { columnsIn, readSources, type Sources } from './sources.ts';
import { readPipelines, type ModelText, type PipelineTexts } from './texts.ts';
import { checkWithin } from './within.ts';

/**
 * What became of content: every fault of it, and all that it makes
 * of nothing handed in, in memory. Close the build when done.
 */
export interface Checked {
  faults: Fault[];
  build: Build;
  names: Names;
  broken: Broken;
}

interface CheckOptions {
  /** The numbers of data/reference are supposed, to see what they would change: no clause has to state them. */
  isTrial?: boolean;
}

/** Holds pipelines/ and data/reference against what they may and must say, and binds every query of them. */
export async function checkPipelines(
  { pipelines, reference }: Content,
  { isTrial = false }: CheckOptions = {}
): Promise<Checked> {
  const texts = await readPipelines(pipelines);
  const build = await openBuild(':memory:', { threads: 1 });
  try {
    const faults = [...texts.faults];
    const found: Found = { broken: new Set(), standIns: new Map(), faults, known: await namesMade(texts, reference) };
    await openLoads(build, nothing);
    const { contracts, choices } = await readSources(pipelines, texts, found);
    faults.push(...unmade(texts, found));
    await createTables(build, contracts);
    const namesIn = (stage: Stage) => texts.models.get(stage)?.map(({ model }) => model.name) ?? [];
    const tables = await checkReference(build, reference, {
      broken: found.broken,
      faults,
      models: texts.models.get('reference') ?? [],
      choices,
      rules: namesIn('rules'),
      needs: (texts.models.get('rules') ?? []).flatMap(({ model }) => listOf(model.header.needs ?? '')),
      metrics: namesIn('metrics'),
      contracts: columnsIn(contracts),
      isTrial,
    });
    await makeAll(build, texts, found);
    const columns = await columnsOf(build);
    const names = namesOf(texts, {
      choices: ofSources(texts.sources, choices),
      tables,
      columns,
      broken: found.broken,
    });
    const personal = new Set(
      contracts.flatMap((contract) =>
        Object.entries(contract.columns).flatMap(([name, column]) => (column.private ? [name] : []))
      )
    );
    const modelsOf = (stage: Stage) => (texts.models.get(stage) ?? []).map(({ model }) => model);
    const lineOf = await describeColumns(build, {
      marts: modelsOf('marts'),
      lifecycle: modelsOf('lifecycle'),
      parsers: modelsOf('parsers'),
    });
    faults.push(...(await checkDimensions(pipelines, { columns, lineOf, broken: found.broken })));
    const lifecycle = texts.models.get('lifecycle') ?? [];
    const isWhole = (texts.models.get('marts') ?? []).every(({ model }) => columns.has(`marts.${model.name}`));
    for (const each of [...texts.models.values()].flat())
      faults.push(
        ...(await checkModel(build, each, {
          names,
          columns,
          standIns: found.standIns,
          personal,
          isWhole,
          lineOf,
          lifecycle,
        }))
      );
    return { faults: sortFaults(faults), build, names, broken: found.broken };
  } catch (error) {
    build.close();
    throw error;
  }
}

const held = new Map<string, readonly Fault[]>();

/** The faults of pipelines/ and data/reference. The same bytes are looked at once by a process. */
export async function faultsOfPipelines(content: Content, options: CheckOptions = {}): Promise<readonly Fault[]> {
  const files = [
    ...(await readContentFiles(content.pipelines, 'pipelines')),
    ...(await readContentFiles(content.reference, 'data/reference')),
  ];
  const key = JSON.stringify([options, files.map(({ path, sha256 }) => [path, sha256])]);
  const known = held.get(key);
  if (known) return known;
  const { faults, build } = await checkPipelines(content, options);
  build.close();
  held.clear();
  held.set(key, faults);
  return faults;
}

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

/** Every table and macro that content makes, each with its schema. */
async function namesMade({ models, sources }: PipelineTexts, reference: string): Promise<string[]> {
  const tables = new Set((await referenceFiles(reference)).map(({ name }) => name));
  return [
    ...[...tables].map((name) => `raw.${name}`),
    ...[...sources, ...engineTables].map((name) => `sources.${name}`),
    ...[...models.values()].flat().map(({ model }) => `${model.stage}.${model.name}`),
    ...sources.map((name) => `validated.${name}`),
    ...[
      'staging.rows',
      'validated.rows',
      'checks.defects',
      'links.defects',
      'warnings.defects',
      'marts.findings',
      'loads.load',
    ],
  ];
}

/** What every build holds of what was handed in, besides the tables of its sources. */
const engineTables = [
  'notices',
  'open_items',
  'files',
  'defects',
  'set_aside',
  'blank_rows',
  'contracts',
  'cells',
  'totals',
  'reference',
];

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

/** The models that their stage makes itself. */
const validatedOf = (staged: readonly ModelText[]): ModelText[] =>
  staged.map(({ model }) => {
    const validated = validatedModel(model.name);
    return { file: validated.file, text: validated.sql, model: validated };
  });

async function makeAll(build: Build, { models }: PipelineTexts, found: Found): Promise<void> {
  const of = (stage: Stage) =>
    stage === 'validated' ? validatedOf(models.get('staging') ?? []) : (models.get(stage) ?? []);
  let letGo = async () => {};
  for (const stage of stages) {
    if (stage === 'checks') letGo = await materializeCells(build);
    if (stage === 'lifecycle') await letGo();
    await build.run(stage, `create schema ${stage}`);
    const made = await makeEach(build, stage, of(stage), found);
    if (stage === 'parsers') await bindParsers(build, made, found);
    if (stage === 'checks' || stage === 'links' || stage === 'warnings') await gathers[stage]?.(build, []);
    // Its columns are the dimensions.
    if (stage === 'rules' && faultOfDimensions === null) await createFindings(build);
    else if (stage === 'rules') found.broken.add('marts.findings');
  }
  const columns = await columnsOf(build);
  const marts = ['marts.cube', 'marts.projects'].filter((mart) => columns.has(mart) || found.broken.has(mart));
  await bindMetrics(build, of('metrics'), { marts, ...found });
  await dropStandIns(build, found.standIns);
  found.faults.push(...(await checkFormulas(build, of('metrics'), found)));
  const isWhole = ({ model }: ModelText) => !found.broken.has(`${model.stage}.${model.name}`);
  if (of('lifecycle').every(isWhole))
    found.faults.push(...(await checkWithin(build, of('metrics').filter(isWhole), of('lifecycle'))));
}
