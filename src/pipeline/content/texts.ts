import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decoded, isNotRead, litter, nearest, readHeader, sqlKinds, type Fault, type SqlText } from '#spec/content';
import { isContentFile } from '../stages/content-files.ts';
import type { Model } from '../stages/models.ts';
import { stages, type Stage } from '../stages/stages.ts';
import { outsideVersions } from '../stages/content-files.ts';

/** A .sql file as it was written, and as the stage would make it. */
export interface ModelText extends SqlText {
  model: Model;
}

export interface PipelineTexts {
  models: ReadonlyMap<Stage, readonly ModelText[]>;
  /** The names of the contracts in sources/. */
  sources: readonly string[];
  faults: Fault[];
}

const sourcesFolder = 'sources';

/** Reads the whole of pipelines/, and tells every file and folder that nobody would read. */
export async function readPipelines(folder: string): Promise<PipelineTexts> {
  const faults: Fault[] = [];
  const tell = (file: string, message: string) => void faults.push({ file, line: null, message });
  const folders = stages.filter((stage) => stage in sqlKinds);
  const known: readonly string[] = [sourcesFolder, ...folders];
  const isKnown = (name: string) => outsideVersions.includes(name) || known.includes(name);
  const entries = await readdir(folder, { withFileTypes: true });
  const strange = entries.filter((entry) => entry.isDirectory() && !litter.test(entry.name) && !isKnown(entry.name));
  for (const { name } of strange)
    // A folder without a file, as a renamed stage leaves it behind, says nothing.
    if ((await readdir(join(folder, name))).length > 0)
      tell(
        `pipelines/${name}`,
        `没有这一步，里面的文件不会被读到${near(name, known)}。可用的有：${known.join('、')}。`
      );
  for (const { name } of entries.filter((entry) => entry.isFile() && isStray(entry.name)))
    tell(`pipelines/${name}`, `不会被读到：这里只有 dimensions.ts，别的文件放进${folderFor(name, known)}。`);
  const models = new Map<Stage, ModelText[]>();
  for (const stage of folders) models.set(stage, await readStage(folder, stage, tell));
  const sources = await namesIn(folder, sourcesFolder, '.ts', tell);
  return { models, sources, faults };
}

const isStray = (name: string): boolean => name !== 'dimensions.ts' && isNotRead(name, 'dimensions.ts');
const folderFor = (name: string, known: readonly string[]): string =>
  name.endsWith('.ts') ? ' sources' : `它那一步的文件夹：${known.join('、')}`;

async function readStage(folder: string, stage: Stage, tell: Tell): Promise<ModelText[]> {
  const found: ModelText[] = [];
  for (const name of await namesIn(folder, stage, '.sql', tell)) {
    const file = `pipelines/${stage}/${name}.sql`;
    const text = decoded(await readFile(join(folder, stage, `${name}.sql`)));
    if (text === null) tell(file, '不是 UTF-8 编码。请另存为 UTF-8。');
    else if (!/^[a-z][a-z0-9_]*$/.test(name))
      tell(file, `文件名 ${name} 要用小写字母、数字和下划线，它就是 SQL 里的名字。`);
    else found.push({ file, text, model: modelOf(stage, name, { file, text }) });
  }
  return found;
}

function modelOf(stage: Stage, name: string, { file, text }: SqlText): Model {
  const header = Object.fromEntries(readHeader(text).map(({ key, value }) => [key, value]));
  return { stage, name, file, header, sql: text.trimEnd().replace(/;$/, '') };
}

type Tell = (file: string, message: string) => void;

async function namesIn(folder: string, below: string, ending: string, tell: Tell): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch(() => []);
  const names = entries.flatMap((entry) => {
    if (entry.isFile() && entry.name.endsWith(ending) && isContentFile(entry.name))
      return [entry.name.slice(0, -ending.length)];
    if (isNotRead(entry.name, ending))
      tell(`pipelines/${below}/${entry.name}`, `不会被读到：这里只读以 ${ending} 结尾的文件。`);
    return [];
  });
  return names.sort();
}

function near(name: string, known: readonly string[]): string {
  const found = nearest(name, known);
  return found === null ? '' : `，最接近的是 ${found}`;
}
