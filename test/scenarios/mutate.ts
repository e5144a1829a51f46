import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { mutants } from './mutants.ts';

/* Imported before the engine, it makes it read one mutant: the one that the environment names. */

const mutant = mutants[Number(process.env.SCENARIO_MUTANT)]!;
const url = pathToFileURL(resolve(mutant.file)).href;
const source = readFileSync(mutant.file, 'utf8');
const [start, ...rest] = source.split(mutant.from);
if (rest.length === 0) throw new Error(`${mutant.file} does not say ${mutant.from}`);

registerHooks({
  load: (asked, context, next) =>
    asked === url
      ? { format: 'module-typescript', source: [start, rest.join(mutant.from)].join(mutant.to), shortCircuit: true }
      : next(asked, context),
});
