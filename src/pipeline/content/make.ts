import { faultOfSql, isWrongItself, missingName, wrongSql, type Fault } from '#spec/content';
import type { Build, QueryError } from '#warehouse';
import { gathers } from '../stages/gather.ts';
import { statementOf } from '../stages/make.ts';
import type { Stage } from '../stages/stages.ts';
import {
  bindOverStandIns,
  failureOf,
  nameOf,
  namesAny,
  reasonOf,
  standForMacro,
  type Broken,
  type StandIns,
} from './stand-ins.ts';
import type { ModelText } from './texts.ts';

/** Where what is found goes, and the names that there are, to tell the nearest. */
export interface Found {
  broken: Broken;
  standIns: StandIns;
  faults: Fault[];
  known: readonly string[];
}

/**
 * Makes what each model of a stage says over whatever the build holds, one that reads a neighbour after it, and goes on
 * where one cannot be: each such is told once, and nothing that only fails because of it. What reads it is looked at
 * over a stand-in, for what is wrong with it by itself. Answers those that were made.
 */
export async function makeEach(
  build: Build,
  stage: Stage,
  models: readonly ModelText[],
  found: Found
): Promise<ModelText[]> {
  const { broken, faults, known } = found;
  const made: ModelText[] = [];
  const giveUp = async (each: ModelText) => {
    broken.add(nameOf(each));
    if (isMacro(stage)) await standForMacro(build, each);
  };
  let waiting = [...models];
  while (waiting.length > 0) {
    const failed: { each: ModelText; error: QueryError; isHurt: boolean }[] = [];
    const ready = waiting.filter((each) => !namesAny(each.model.sql, namesBut(waiting, each)));
    // Of models that name each other all are tried, and their errors tell what is wrong.
    const next = ready.length > 0 ? ready : waiting;
    for (const each of next) {
      const wrong = wrongText(each);
      if (wrong !== null) {
        await giveUp(each);
        faults.push(...wrong);
        continue;
      }
      const isHurt = namesAny(each.model.sql, broken);
      const error =
        isHurt && !isMacro(stage)
          ? await bindOverStandIns(build, each, found)
          : await failureOf(() => build.run(each.file, statementOf(each.model)));
      if (error !== null) failed.push({ each, error, isHurt });
      else if (isHurt) await (stage === 'parsers' ? giveUp(each) : broken.add(nameOf(each)));
      else made.push(each);
    }
    const again: ModelText[] = [];
    for (const { each, error, isHurt } of failed) {
      const reason = reasonOf(error);
      if (!isHurt || isWrongItself(reason, each.model.sql, known))
        faults.push(faultOfSql(each, reason, { linesBefore: 1, known }));
      const mended = mend(each, reason, known);
      if (mended) again.push(mended);
      else await giveUp(each);
    }
    waiting = [...waiting.filter((each) => !next.includes(each)), ...again];
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

/** Whether a stage is made of macros. */
const isMacro = (stage: Stage): boolean => stage === 'parsers' || stage === 'metrics';

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

const namesBut = (models: readonly ModelText[], but: ModelText): Broken =>
  new Set(models.filter((each) => each !== but).map(nameOf));
