import type { Build } from '#warehouse';
import { idleOf } from './idle.ts';
import type { Model } from './models.ts';
import { heldStatement, isPassing } from './passing.ts';
import type { Stage } from './stages.ts';

/**
 * Makes what each model of one stage says, in the order of their names, several at a time where the build takes them;
 * one that reads a neighbour waits for it. In general also what has nothing to say of these rows is made as it says.
 * What is passing is held beside the file where the build does so.
 */
export async function makeModels(
  build: Build,
  models: readonly Model[],
  { isGeneral = false, isHeld = false } = {}
): Promise<void> {
  const sayOf = (model: Model) => (isHeld && isPassing(model) ? heldStatement(model) : statementOf(model));
  const named = new Map(models.map((model) => [model, neighboursOf(model, models)]));
  const idle = isGeneral ? new Set<Model>() : await idleOf(build, models);
  const waiting = new Set(models);
  const running = new Map<Model, Promise<Model>>();
  while (waiting.size + running.size > 0) {
    const isThere = (model: Model) => !waiting.has(model) && !running.has(model);
    const ready = [...waiting].filter((model) => named.get(model)?.every(isThere));
    // Of models that name each other the first is tried, and its error tells what is wrong.
    const next = ready.length > 0 || running.size > 0 ? ready : [...waiting].slice(0, 1);
    for (const model of next.slice(0, build.abreast - running.size)) {
      waiting.delete(model);
      running.set(
        model,
        build.runBeside(model.file, idle.has(model) ? emptyOf(model) : sayOf(model)).then(() => model)
      );
    }
    running.delete(await firstOf(running));
  }
}

/** The one that is made first. Where one cannot be made, the others end before its error is told. */
async function firstOf(running: ReadonlyMap<Model, Promise<Model>>): Promise<Model> {
  try {
    return await Promise.race(running.values());
  } catch (error) {
    await Promise.allSettled(running.values());
    throw error;
  }
}

const macros: Partial<Record<Stage, (model: Model) => string>> = {
  parsers: ({ file, header }) => header.takes ?? missing(file, 'takes', 'the parameters of the macro, as: cell, unit'),
  metrics: () => 'p',
};

export function statementOf(model: Model): string {
  const name = `${model.stage}."${model.name}"`;
  const parameters = macros[model.stage]?.(model);
  if (model.stage === 'known') return `create view ${name} as\n${model.sql}`;
  return parameters === undefined
    ? `create table ${name} as\n${model.sql}`
    : `create macro ${name}(${parameters}) as (\n${model.sql}\n)`;
}

/** What a model makes of nothing, with as little planning as can be. */
function emptyOf(model: Model): string {
  const name = `${model.stage}."${model.name}"`;
  return model.stage === 'staging'
    ? `create table ${name} as from (\n${model.sql}\n) limit 0`
    : `create table ${name} (${columnsOfDefects})`;
}

const columnsOfDefects =
  'source varchar, source_file varchar, source_sheet varchar, source_row integer, "column" varchar, value varchar, problem varchar, fix varchar, effect varchar';

/** Those of its stage that a model reads. */
function neighboursOf(model: Model, models: readonly Model[]): Model[] {
  const said = new Set(
    Array.from(model.sql.matchAll(new RegExp(`\\b${model.stage}\\."?(\\w+)`, 'g')), ([, name]) => name)
  );
  return models.filter(({ name }) => name !== model.name && said.has(name));
}

/** A model whose header lacks a line that its stage needs. */
export function missing(file: string, key: string, what: string): never {
  throw new Error(`${file}: the header has no line "-- ${key}: …" (${what})`);
}
