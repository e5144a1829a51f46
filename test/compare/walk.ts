import { canonical, type Canonical } from './canonical.ts';
import type { Ask, Known } from './chapter.ts';
import { chapters } from './chapters/index.ts';
import { objectsIn, textOf, textsIn } from './json.ts';
import { openServer, type Get } from './server.ts';
import { readVersions, type Versions } from './stand-ins.ts';
import { writeAnswers } from './store.ts';

export interface WalkOptions {
  seed: string;
  /** How much of what is drawn: 1 is all of it. */
  share: number;
  /** These chapters alone. */
  only?: readonly string[] | undefined;
  onChapter?: (name: string, answers: number) => void;
}

/** Walks a running server, chapter by chapter, and hands over the answers of each in canonical form. */
export async function walk(
  address: string,
  { seed, share, only, onChapter }: WalkOptions,
  keep: (chapter: string, answers: readonly Canonical[]) => Promise<void>
): Promise<void> {
  const get = openServer(address);
  const versions = await readVersions(address, get);
  const options = { seed, many: (count: number) => Math.max(1, Math.ceil(count * share)) };
  const known = await readKnown(recorder(get, versions).ask, versions);
  for (const [name, chapter] of Object.entries(chapters)) {
    if (only && !only.includes(name)) continue;
    const { ask, answers } = recorder(get, versions);
    await chapter(ask, known, options);
    const kept = await Promise.all(answers.values());
    onChapter?.(name, kept.length);
    await keep(name, kept);
  }
}

/** Walks a server and writes what it answers to a folder. */
export const walkTo = (address: string, folder: string, options: WalkOptions): Promise<void> =>
  walk(address, options, (chapter, answers) => writeAnswers(folder, chapter, answers));

function recorder(get: Get, { names, standIns }: Versions): { ask: Ask; answers: Map<string, Promise<Canonical>> } {
  const answers = new Map<string, Promise<Canonical>>();
  const real = (address: string) =>
    address.replaceAll(/(?<=\/|version=)v(\d+)(?=[/&?.#]|$)/g, (all, at: string) => names[Number(at) - 1] ?? all);
  const ask = async (address: string) => {
    const path = real(address);
    const asked = answers.get(path) ?? get(path).then((answer) => canonical(path, answer, standIns));
    answers.set(path, asked);
    return (await asked).value;
  };
  return { ask, answers };
}

async function readKnown(ask: Ask, { names }: Versions): Promise<Known> {
  const filters = objectsIn({ list: await ask('/api/filters') }, 'list');
  const dashboards = objectsIn({ list: await ask('/api/dashboards') }, 'list');
  const metrics = objectsIn({ list: await ask('/api/metrics') }, 'list');
  const projects = await ask('/api/query?metrics=projects&by=project_id');
  return {
    versions: names.map((_, at) => `v${at + 1}`),
    filters: filters.map(({ name, values }) => ({ name: textOf(name), values: textsIn(values) })),
    dashboards,
    metrics: metrics.map(({ name }) => textOf(name)),
    projects: objectsIn(projects, 'rows').map((row) => textOf(row.project_id)),
  };
}
