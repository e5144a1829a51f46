import { cases, wrongOf } from './cases.ts';
import { trials } from './trials.ts';

/* Whether the engine, as this process reads it, answers as it must. The exit code is 3 where it does not. */

/** What only a program that is no program throws: a mutant of this kind says nothing. */
const isNoProgram = (error: unknown) => error instanceof ReferenceError || error instanceof SyntaxError;

function faults(): string[] {
  try {
    const found = cases.flatMap(wrongOf);
    for (let from = 0; found.length === 0 && from < 1600; from += 100) found.push(...trials(from, 100).wrong);
    return found;
  } catch (error) {
    if (isNoProgram(error)) throw error;
    return [`thrown: ${String(error)}`];
  }
}

const [first] = faults();
if (first !== undefined) {
  console.log(first.slice(0, 400));
  process.exitCode = 3;
}
