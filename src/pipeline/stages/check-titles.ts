import { readingTitles } from '#intake';
import { readModels } from './models.ts';

/** What people call the kinds of defects, by check: `unknown_city` → `不认识的市`. */
export async function readCheckTitles(pipelines: string): Promise<ReadonlyMap<string, string>> {
  const checks = (
    await Promise.all((['checks', 'links', 'warnings'] as const).map((stage) => readModels(pipelines, stage)))
  ).flat();
  return new Map([
    ...Object.entries(readingTitles),
    ...checks.flatMap(({ name, header }) => (header.title === undefined ? [] : [[name, header.title] as const])),
  ]);
}
