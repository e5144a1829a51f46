import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  Dimensions,
  faultOfImport,
  linesOfSource,
  notOneOf,
  wrongShape,
  type Fault,
  type Path,
  type ShapeProblem,
} from '#spec/content';
import type { DimensionSpec } from '#spec';
import type { Broken } from './stand-ins.ts';
import type { Ground } from './check-model.ts';

const file = 'pipelines/dimensions.ts';

/** Holds pipelines/dimensions.ts against what it may say, and against the columns and the tables that it names. */
export async function checkDimensions(
  pipelines: string,
  ground: Pick<Ground, 'columns' | 'lineOf'> & { broken: Broken }
): Promise<Fault[]> {
  const path = resolve(join(pipelines, 'dimensions.ts'));
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return [{ file, line: null, message: '没有这个文件：按什么筛选、按什么分组，由它写明。' }];
  try {
    const { default: said } = (await import(/* @vite-ignore */ pathToFileURL(path).href)) as { default?: unknown };
    const lineOf = linesOfSource(text);
    const odd = wrongShape(Dimensions, said);
    const wrong =
      odd.length > 0
        ? odd
        : Object.entries(said as Said).flatMap(([name, spec]) => [
            ...wrongDimension(name, spec, ground),
            ...wrongWithin(name, spec, said as Said),
          ]);
    return wrong.map((each) => ({ file, line: lineOf(each.path), message: each.message }));
  } catch (error) {
    return [{ file, ...faultOfImport(error, path) }];
  }
}

type Said = Readonly<Record<string, DimensionSpec>>;

function wrongDimension(
  name: string,
  { values, since, cube }: DimensionSpec,
  { columns, lineOf, broken }: Parameters<typeof checkDimensions>[1]
): ShapeProblem[] {
  const mart = cube ?? 'projects';
  const known = columns.get(`marts.${mart}`);
  const wrong = (path: Path, message: string): ShapeProblem[] => [{ path, message }];
  if (cube !== undefined && !known && !broken.has(`marts.${cube}`))
    return wrong([name, 'cube'], notOneOf('没有主题表', cube, martsIn(columns)));
  if (known && !known.has(name))
    return wrong([name], notOneOf(cube === undefined ? '没有项目的列' : `${cube} 没有列`, name, [...known.keys()]));
  if (known && lineOf('marts', mart, name) === undefined)
    return wrong([name], `列 ${name} 没有题名，它来自的表要有一行“-- ${name}: 题名”。`);
  const tables = [...columns.keys()].filter((each) => each.startsWith('reference.') || each === `marts.${cube}`);
  const found = columns.get(values);
  if (!tables.includes(values))
    return broken.has(values) ? [] : wrong([name, 'values'], notOneOf('values 没有口径表', values, tables));
  if (found?.has(name) === false) return wrong([name, 'values'], notOneOf(`${values} 没有列`, name, [...found.keys()]));
  return since !== undefined && found?.has(since) === false
    ? wrong([name, 'since'], notOneOf(`${values} 没有列`, since, [...found.keys()]))
    : [];
}

/** A name has its meaning in another dimension. */
const wrongWithin = (name: string, { within }: DimensionSpec, said: Said): ShapeProblem[] =>
  within === undefined || within in said
    ? []
    : [{ path: [name, 'within'], message: notOneOf('没有维度', within, Object.keys(said)) }];
const martsIn = (columns: Ground['columns']): string[] =>
  [...columns.keys()].flatMap((each) => (each.startsWith('marts.') ? [each.slice('marts.'.length)] : []));
