import { faultOfSql, missingName, wrongSql, type Fault } from '#spec/content';
import { QueryError, type Build } from '#warehouse';
import { gathers } from '../stages/gather.ts';
import { statementOf } from '../stages/make.ts';
import type { Stage } from '../stages/stages.ts';
import type { ModelText } from './texts.ts';

/** What could not be made, as SQL would name it: `marts.projects`. What reads it is not tried. */
export type Broken = Set<string>;

/** Where what is found goes, and the names that there are, to tell the nearest. */
export interface Found {
  broken: Broken;
  faults: Fault[];
  known: readonly string[];
}

/**
 * Makes what each model of a stage says over whatever the build holds, one that reads a neighbour after it, and goes on
 * where one cannot be: each such is told once, and nothing that only fails because of it. Answers those that were made.
 */
export async function makeEach(
  build: Build,
  stage: Stage,
  models: readonly ModelText[],
  { broken, faults, known }: Found
): Promise<ModelText[]> {
  const made: ModelText[] = [];
  let waiting = [...models];
  while (waiting.length > 0) {
    const failed: { each: ModelText; error: QueryError }[] = [];
    const before = waiting.length;
    for (const each of waiting) {
      if (namesAny(each.model.sql, broken)) {
        broken.add(nameOf(each));
        continue;
      }
      const wrong = wrongText(each);
      if (wrong !== null) {
        broken.add(nameOf(each));
        faults.push(...wrong);
        continue;
      }
      const error = await failureOf(() => build.run(each.file, statementOf(each.model)));
      if (error === null) made.push(each);
      else failed.push({ each, error });
    }
    const isStuck = failed.length === before;
    const others = isStuck ? failed.map(({ each }) => each) : waiting;
    const alone = failed.filter(({ each }) => !namesAny(each.model.sql, namesBut(others, each)));
    const hopeless = isStuck && alone.length === 0 ? failed : alone;
    const again: ModelText[] = [];
    for (const { each, error } of hopeless) {
      faults.push(faultOfSql(each, reasonOf(error), { linesBefore: 1, known }));
      const mended = mend(each, reasonOf(error), known);
      if (mended) again.push(mended);
      else broken.add(nameOf(each));
    }
    waiting = [...failed.filter((one) => !hopeless.includes(one)).map(({ each }) => each), ...again];
  }
  const whole = withoutBroken(made, broken);
  if (stage !== 'staging' && stage !== 'validated') return whole;
  if (whole.length === 0) broken.add(`${stage}.rows`);
  await gathers[stage]?.(
    build,
    whole.map(({ model }) => model)
  );
  return whole;
}

/** What keeps a file from being tried at all: null where it can be. That a header lacks a line is told elsewhere. */
function wrongText({ file, text, model }: ModelText): Fault[] | null {
  const wrong = wrongSql(text);
  if (wrong) return [{ file, ...wrong }];
  return model.stage === 'parsers' && !model.header.takes ? [] : null;
}

/**
 * The model as it was probably meant, where it names what is not there: what reads it can be looked at, and so can the
 * rest of itself. Null where nothing is like the name.
 */
export function mend(each: ModelText, message: string, known: readonly string[]): ModelText | null {
  const { name, near } = missingName(message, each.model.sql, known) ?? {};
  if (name === undefined || !near) return null;
  const word = name.replace(/[^\w]/g, '\\$&');
  // A table or column that is named after a dot may share its name with one that is right by itself.
  const before = new RegExp(`\\w\\.${word}(?!\\w)`).test(each.model.sql) ? '(?<=\\w\\.)' : '(?<!\\w)';
  const sql = each.model.sql.replace(new RegExp(`${before}${word}(?!\\w)`, 'g'), near);
  return sql === each.model.sql ? null : { ...each, model: { ...each.model, sql } };
}

/** A macro is made without a look at what it calls: one that calls what is broken is broken itself. */
function withoutBroken(made: readonly ModelText[], broken: Broken): ModelText[] {
  const hurt = made.filter((each) => namesAny(each.model.sql, broken));
  if (hurt.length === 0) return [...made];
  for (const each of hurt) broken.add(nameOf(each));
  return withoutBroken(
    made.filter((each) => !hurt.includes(each)),
    broken
  );
}

const nameOf = ({ model }: ModelText): string => `${model.stage}.${model.name}`;
const namesBut = (models: readonly ModelText[], but: ModelText): Broken =>
  new Set(models.filter((each) => each !== but).map(nameOf));

export function namesAny(sql: string, names: Broken): boolean {
  return [...names].some((name) => {
    const [schema = '', own = ''] = name.split('.');
    return new RegExp(`\\b${schema}\\."?${own}\\b`).test(sql);
  });
}

/** Why DuckDB refused, where it did. */
export async function failureOf(work: () => Promise<unknown>): Promise<QueryError | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (error instanceof QueryError) return error;
    throw error;
  }
}

export const reasonOf = ({ cause, message }: QueryError): string => (cause instanceof Error ? cause.message : message);
