import type { Build } from '#warehouse';
import { listOf, type Fault } from '#spec/content';
import { openBuild } from '#warehouse';
import { createTables } from '#intake';
import { openItems, readModels, type Model, type OpenItem } from '#pipeline';
import { checkReference, wrongTypes, wrongWords } from '../../src/pipeline/content/check-reference.ts';
import { columnsIn, readSources } from '../../src/pipeline/content/sources.ts';
import { readPipelines } from '../../src/pipeline/content/texts.ts';
import { noticeFolders } from '../../src/pipeline/notices/read.ts';
import { createRaw, landTables } from '../../src/pipeline/stages/reference.ts';
import { noticesIn, textOfNotice, type ReadReference } from '../../src/pipeline/stages/reference-files.ts';

const pipelines = 'pipelines';
export const reference = 'data/reference';

/** What is said of data/reference before anything is judged by it. */
export interface ContentCheck {
  /** The faults of these tables; those of one alone may be of another type. */
  faults(tables: readonly ReadReference[], spoilt: string): Promise<Fault[]>;
  /** The faults of all that lies in a folder. */
  faultsIn(folder: string): Promise<Fault[]>;
  open(tables: readonly ReadReference[]): OpenItem[];
  /** The notices whose text is at hand. */
  atHand: ReadonlySet<string>;
  close(): void;
}

/** Reads what data/reference is held against once, for many a data/reference. */
export async function openContentCheck(): Promise<ContentCheck> {
  const build = await openBuild(':memory:', { threads: 1 });
  const texts = await readPipelines(pipelines);
  const { contracts, choices } = await readSources(pipelines, texts, nothingFound());
  await createTables(build, contracts);
  const rules = await readModels(pipelines, 'rules');
  const names = (models: readonly Model[]) => models.map(({ name }) => name);
  const known = {
    models: texts.models.get('reference') ?? [],
    choices,
    rules: names(rules),
    needs: rules.flatMap(({ header }) => listOf(header.needs ?? '')),
    metrics: names(await readModels(pipelines, 'metrics')),
    contracts: columnsIn(contracts),
  };
  const notices = await noticesIn(reference);
  const ofNotices = {
    texts: new Map(
      await Promise.all(notices.map(async (notice) => [notice, await textOfNotice(reference, notice)] as const))
    ),
    rules,
    models: await readModels(pipelines, 'reference'),
  };
  return {
    async faults(tables, spoilt) {
      const [of] = tables.filter(({ file }) => file === spoilt);
      const alike = tables.filter(({ name }) => name === of?.name);
      await dropReference(build);
      await createRaw(build);
      await landTables(build, alike);
      return [...(await wrongTypes(build, alike, known.models)), ...(await wrongWords(reference, tables, known))];
    },
    async faultsIn(folder) {
      const faults: Fault[] = [];
      await dropReference(build);
      await checkReference(build, folder, { ...known, broken: new Set(), faults });
      return faults;
    },
    atHand: new Set([...ofNotices.texts].flatMap(([notice, text]) => (text === null ? [] : [notice]))),
    open: (tables) => openItems(noticeFolders(tables, ofNotices)),
    close: () => build.close(),
  };
}

/** Takes away what was landed of data/reference. */
export async function dropReference(build: Build): Promise<void> {
  await build.run('raw', 'drop schema if exists raw cascade');
  for (const table of ['reference', 'notices', 'open_items'])
    await build.run(table, `drop table if exists sources.${table}`);
}

const nothingFound = () => ({ broken: new Set<string>(), standIns: new Map(), faults: [] as Fault[], known: [] });
