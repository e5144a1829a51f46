import type { Build } from '#warehouse';

/** A build that writes down what it is told to run, in the order in which it ran. */
export interface Recorded {
  build: Build;
  /** Writes down what is not run. */
  note(name: string, sql: string): void;
  statements: { name: string; sql: string }[];
}

/**
 * Writes down every statement that worked. A recipe is a text, so a statement with bound values is an Error, and one
 * runs after the other.
 */
export function recording(build: Build): Recorded {
  const statements: Recorded['statements'] = [];
  const run: Build['run'] = async (name, sql, values) => {
    if (values !== undefined) throw new Error(`${name}: a statement with bound values cannot be written down`);
    await build.run(name, sql);
    statements.push({ name, sql });
  };
  const note = (name: string, sql: string) => void statements.push({ name, sql });
  return { note, build: { ...build, abreast: 1, run, runBeside: (name, sql) => run(name, sql) }, statements };
}
