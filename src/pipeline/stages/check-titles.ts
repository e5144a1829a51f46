import { readingTitles } from '#intake';
import { readModels } from './models.ts';

/** What people call the kinds of defects, by check: `unknown_city` → `不认识的市`. */
export async function readCheckTitles(pipelines: string): Promise<ReadonlyMap<string, string>> {
  const checks = [...(await readModels(pipelines, 'checks')), ...(await readModels(pipelines, 'links'))];
  return new Map([
    ...Object.entries(readingTitles),
    ...checks.flatMap(({ name, header }) => (header.title === undefined ? [] : [[name, header.title] as const])),
  ]);
}
