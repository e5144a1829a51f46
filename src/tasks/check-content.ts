import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { readRoles } from '#access';
import { faultsOfConditions, readAlertsContent, type AlertsFolders } from '#alerts';
import { faultsOfBriefs, listBriefs } from '#briefs';
import { readPeriods } from '#erasure';
import { faultsOfForms } from '#forms';
import { faultsOfGuide } from '#guide';
import { checkPipelines, faultOfDimensions, writeCatalog, type Checked } from '#pipeline';
import {
  checkDashboards,
  dimensionNames,
  readCatalog,
  readDashboards,
  strayDashboards,
  type Catalog,
  type Dashboards,
} from '#query';
import { faultsOfScenarios } from '#scenarios';
import { pageIn, sayFault, sortFaults, wrongPage, type Fault } from '#spec/content';
import type { Reading } from '#warehouse';
import { faultsOfAccessIn, readKnownScopes } from '#server/open-accounts.ts';
import { namesForAlerts } from '#server/alerts-content.ts';
import { root } from '#environment/content.ts';
import { faultsOfSending, type PagesToSend } from './sending-content.ts';

/** Where content lies. */
export interface ContentFolders {
  pipelines: string;
  reference: string;
  dashboards: string;
}

/** The folders of content below one. */
export const contentIn = (root: string): ContentFolders => ({
  pipelines: join(root, 'pipelines'),
  reference: join(root, 'data/reference'),
  dashboards: join(root, 'dashboards'),
});

/** What else is content and asked for by no load: the folders of forms and of reports. */
export interface PapersFolders {
  forms: string;
  briefs: string;
  /** Of the handbooks (手册). */
  guide: string;
  /** Of the rules that are tried (测算). */
  scenarios: string;
  /** Of what is told (提醒), with the roles that accounts may have. */
  alerts: AlertsFolders & { access: string };
}

/** Every fault of all that is content below a folder. */
export async function allFaultsIn(folder: string): Promise<Fault[]> {
  const of = (path: string) => join(folder, path);
  const papers = {
    forms: of('data/forms'),
    briefs: of('data/briefs'),
    guide: of('data/guide'),
    scenarios: of('pipelines/scenarios'),
    alerts: { conditions: of('pipelines/alerts'), tables: of('data/alerts'), access: of('data/access') },
  };
  return [
    ...(await checkContent(contentIn(folder), papers)),
    ...(await faultsOfAccessIn(of('data/access'))),
    ...(await readPeriods(of('data/retention'))).faults,
  ];
}

export const reportFaults = (faults: readonly Fault[]): string[] =>
  faults.length === 0
    ? [
        '内容都对：pipelines、dashboards、data/reference、data/forms、data/briefs、data/guide、data/alerts、data/access 和 data/retention 里没有查出问题。',
      ]
    : [...faults.map(sayFault), `共 ${faults.length} 处。改好以后再运行 npm run check:content。`];

/** Every fault of content at once; of the papers too, where their folders are given: no load asks for those. */
export async function checkContent(
  { pipelines, reference, dashboards }: ContentFolders,
  papers: PapersFolders | null = null
): Promise<Fault[]> {
  const checked = await checkPipelines({ pipelines, reference });
  try {
    const ground = await groundOf(checked, pipelines);
    const ofPapers = papers === null || ground === null ? [] : await papersFaults(papers, ground, dashboards);
    const tried = papers === null ? [] : await faultsOfScenarios(papers.scenarios);
    const told = papers === null ? [] : await alertsFaults(papers, ground, { pipelines, reference, dashboards });
    const ofGuide = papers === null ? [] : await guideFaults(papers, dashboards);
    return sortFaults([
      ...checked.faults,
      ...(await dashboardFaults(ground, dashboards)),
      ...ofPapers,
      ...tried,
      ...told,
      ...ofGuide,
    ]);
  } finally {
    checked.build.close();
  }
}

/** What pipelines make, for dashboards to be held against. */
export interface Ground {
  reading: Reading;
  catalog: Catalog;
  broken: readonly string[];
  isSound: boolean;
}

/** Null where faults of pipelines leave nothing to hold a dashboard against. */
export async function groundOf({ build, broken, faults }: Checked, pipelines: string): Promise<Ground | null> {
  const isSound = faults.length === 0;
  if (faultOfDimensions !== null) return null;
  try {
    await writeCatalog(build, { pipelines });
    const reading = build.reading('content');
    const named = [...broken].flatMap((name) => (/^(metrics|marts)\./.test(name) ? [name.split('.')[1] ?? ''] : []));
    return { reading, catalog: await readCatalog(reading), broken: named, isSound };
  } catch (error) {
    if (isSound) throw error;
    return null;
  }
}

async function papersFaults(
  { forms, briefs }: Pick<PapersFolders, 'forms' | 'briefs'>,
  { catalog }: Ground,
  dashboards: string
): Promise<Fault[]> {
  const read = await readDashboards(dashboards);
  return [...(await faultsOfForms(forms, catalog)), ...(await faultsOfBriefs(briefs, catalog, read))];
}

/** What the handbooks name: pages, commands and roles. */
async function guideFaults(
  { guide, alerts: { access } }: Pick<PapersFolders, 'guide' | 'alerts'>,
  dashboards: string
): Promise<Fault[]> {
  const pages = await readPages([...(await readDashboards(dashboards)).keys()]);
  const { scripts } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { scripts: object };
  const { roles } = await readRoles(access, dimensionNames);
  return faultsOfGuide(guide, {
    wrongAddress: (address) => wrongPage(address, pages),
    commands: Object.keys(scripts),
    roles: ['seat', ...roles.keys()],
  });
}

/** What is told is held against the pipelines where these hold. */
async function alertsFaults(
  { alerts: { access, ...folders }, briefs }: Pick<PapersFolders, 'alerts' | 'briefs'>,
  ground: Ground | null,
  { dashboards, ...others }: ContentFolders
): Promise<Fault[]> {
  const content = await readAlertsContent(folders, await namesForAlerts(folders.tables, access));
  const ofQueries = ground?.isSound === true ? await faultsOfConditions(content, ground) : [];
  const pages = ground === null ? null : await pagesToSend(ground, { dashboards, briefs });
  const { subscriptions } = content;
  const ofSending = await faultsOfSending(folders.tables, {
    subscriptions,
    pages,
    scopes: await readKnownScopes(others),
  });
  return [...content.faults, ...ofQueries, ...ofSending];
}

async function pagesToSend(
  { catalog }: Ground,
  folders: Pick<ContentFolders & PapersFolders, 'dashboards' | 'briefs'>
): Promise<PagesToSend> {
  const dashboards = await readDashboards(folders.dashboards);
  const briefs = await listBriefs(folders.briefs, catalog, dashboards);
  return {
    dashboards: new Map([...dashboards].map(([name, { panels }]) => [name, Object.keys(panels)])),
    briefs: new Map(briefs.map(({ name, sections }) => [name, sections])),
  };
}

/** Every fault of the dashboards of a folder, so far as there is something to hold them against. */
export async function dashboardFaults(ground: Ground | null, folder: string): Promise<Fault[]> {
  const dashboards = await readDashboards(folder);
  const held = ground ? await boundTo(ground, dashboards) : dashboards;
  return [...[...held.values()].flatMap(({ faults }) => faults), ...(await strayDashboards(folder))];
}

async function boundTo({ reading, catalog, broken, isSound }: Ground, dashboards: Dashboards): Promise<Dashboards> {
  const pages = await readPages([...dashboards.keys()]);
  try {
    return await checkDashboards(reading, catalog, dashboards, { areTitled: true, broken, pages });
  } catch (error) {
    if (isSound) throw error;
    return dashboards;
  }
}

/** The addresses of pages, as the folders of src/routes say them; that of a dashboard is its name. */
async function readPages(dashboards: readonly string[]): Promise<string[]> {
  const files = await readdir(join(root, 'src/routes'), { recursive: true });
  const folders = files.filter((path) => basename(path) === '+page.svelte').map((path) => dirname(path));
  return folders
    .flatMap((folder) => (folder === '[[dashboard]]' ? ['', ...dashboards] : folder.replaceAll(sep, '/')))
    .map(pageIn)
    .sort();
}
