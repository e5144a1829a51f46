import type { Build } from '#warehouse';
import type { Model } from './models.ts';
import type { Stage } from './stages.ts';

/** Makes what each model of one stage says, in the order of their names; one that reads a neighbour waits for it. */
export async function makeModels(build: Build, models: readonly Model[]): Promise<void> {
  let waiting = [...models];
  while (waiting.length > 0) {
    const ready = waiting.filter((model) => !waitsFor(model, waiting));
    // Of models that name each other the first is tried, and its error tells what is wrong.
    const next = ready.length > 0 ? ready : waiting.slice(0, 1);
    for (const model of next) await build.run(model.file, statementOf(model));
    waiting = waiting.filter((model) => !next.includes(model));
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

function waitsFor(model: Model, waiting: readonly Model[]): boolean {
  return waiting.some(
    ({ stage, name }) => name !== model.name && new RegExp(`\\b${stage}\\."?${name}\\b`).test(model.sql)
  );
}

/** A model whose header lacks a line that its stage needs. */
export function missing(file: string, key: string, what: string): never {
  throw new Error(`${file}: the header has no line "-- ${key}: …" (${what})`);
}
