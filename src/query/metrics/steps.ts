import { listOf } from '#spec/content';

/** A query of a dashboard's folder as it lies there. */
export interface Step {
  file: string;
  header: Readonly<Record<string, string>>;
  sql: string;
}

/** Lines of a query that is put together: where they begin in it, and where in their own file. */
export interface Place {
  file: string;
  from: number;
  own: number;
}

/** The steps that a query comes after, by its header: `-- after: cut`. */
export const stepsOf = (header: Readonly<Record<string, string>> | undefined): string[] =>
  header?.after === undefined ? [] : listOf(header.after);

/**
 * A query behind the steps that its header names, each a relation of `with`, and with what they say of columns. What
 * several panels work out of what the filters leave is said once so: a mart knows no filter.
 */
export function afterSteps(
  { file, header, sql }: Step,
  known: ReadonlyMap<string, Step>
): Step & { places?: readonly Place[] } {
  const steps = stepsOf(header).flatMap((name) => {
    const step = known.get(name);
    return step ? [{ name, step }] : [];
  });
  if (steps.length === 0) return { file, header, sql };
  const { lines, body } = apart(sql);
  const places: Place[] = [{ file, from: 1, own: 1 }];
  const parts = [...lines, 'with'];
  for (const [at, { name, step }] of steps.entries()) {
    const own = apart(step.sql);
    parts.push(`${name} as (`);
    places.push({ file: step.file, from: parts.length + 1, own: own.lines.length + 1 });
    parts.push(...own.body, at === steps.length - 1 && !opens(body) ? ')' : '),');
  }
  places.push({ file, from: parts.length + 1, own: lines.length + 1 });
  parts.push(...(opens(body) ? [body[0]!.replace(/^with /, ''), ...body.slice(1)] : body));
  const said = Object.assign({}, ...steps.map(({ step }) => step.header), header) as Record<string, string>;
  return { file, header: said, sql: parts.join('\n'), places };
}

/** The file and the line there of a line of a query. */
export function placeOf(places: readonly Place[] | undefined, line: number): { file: string; line: number } | null {
  const place = places?.findLast(({ from }) => from <= line);
  return place ? { file: place.file, line: line - place.from + place.own } : null;
}

const opens = ([first = '']: readonly string[]): boolean => first.startsWith('with ');

/** The lines of the header, and the query under them. */
function apart(sql: string): { lines: string[]; body: string[] } {
  const all = sql.split('\n');
  const first = all.findIndex((line) => !line.startsWith('--'));
  return { lines: all.slice(0, first), body: all.slice(first) };
}
