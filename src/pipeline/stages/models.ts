import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseSqlFile } from '#spec';
import { isContentFile } from './content-files.ts';
import type { Stage } from './stages.ts';

/** One .sql file of a stage. */
export interface Model {
  stage: Stage;
  /** The file's name without its ending: what it makes is `<stage>.<name>`. */
  name: string;
  /** What an error calls it: pipelines/marts/projects.sql. */
  file: string;
  header: Readonly<Record<string, string>>;
  /** The text of the file without a closing semicolon. */
  sql: string;
}

/** What a model tells of its columns. */
export type DescribedModel = Omit<Model, 'file'>;

/** Reads the models of a stage in the order of their names; a folder that is not there has none. */
export async function readModels(pipelines: string, stage: Stage): Promise<Model[]> {
  const names = (await filesOf(join(pipelines, stage)))
    .filter((name) => name.endsWith('.sql') && isContentFile(name))
    .sort();
  return Promise.all(names.map((name) => readModel(pipelines, stage, name.slice(0, -'.sql'.length))));
}

async function readModel(pipelines: string, stage: Stage, name: string): Promise<Model> {
  const file = `pipelines/${stage}/${name}.sql`;
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    throw new Error(
      `${file}: the file's name becomes a name in SQL and must be small letters, digits and _ (found ${name})`
    );
  }
  const text = (await readFile(join(pipelines, stage, `${name}.sql`), 'utf8')).replaceAll('\r\n', '\n');
  const { header } = parseSqlFile(file, text);
  return { stage, name, file, header, sql: text.trim().replace(/;$/, '') };
}

async function filesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
