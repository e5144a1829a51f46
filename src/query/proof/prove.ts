import { isWhole, Refusal, type Exact, type Paging, type Proof, type ProofPart, type Unfit } from '#spec';
import { rowsOf, type Answer, type QueryContext } from '../context.ts';
import { isSummedBy, type Catalog } from '../catalog.ts';
import { cubeOf, projectDimensions } from '../dimensions.ts';
import { readStatistic } from '../metrics/statistics.ts';
import { refuseUnknownProject } from '../project.ts';
import { cubeAsked, scopedRelations, type View } from '../relations.ts';
import { compute, numberOf } from './compute.ts';
import { quoted } from './inline-parameters.ts';
import { conditionsShown, clauseOf } from './said.ts';
import { standalone } from './standalone.ts';
import { proveStatistic, valuesOfStatistic } from './prove-statistic.ts';
import type { PanelView } from './panel-view.ts';
import type { ProofQuestion } from './question.ts';
import { readSubject, type Subject } from './subject.ts';
import { spreadOf } from './spread.ts';
import { unfitNumbers } from '../unfit.ts';
import { unfitCount } from '../notice/unfit-rules.ts';
import { isOfRows, sayUnsaid, unsaidInView } from '../notice/unsaid.ts';
import { refuseAmbiguous, viewOfMart, viewOfProjects, viewOfRows } from './view.ts';
import { addUp, countRows, listingOf, listRows, readRows } from './term.ts';

interface Resolved {
  subject: Subject;
  view: View;
  isPartial: boolean;
}

/** Follows a number to its rows and works it out again from them, in the view of the panel that shows it. */
export async function prove(
  context: QueryContext,
  catalog: Catalog,
  question: ProofQuestion,
  given: View & PanelView,
  paging: Paging
): Promise<Proof> {
  const statistic = question.of === undefined ? readStatistic(catalog, question.metric) : null;
  if (statistic) return proveStatistic(context, catalog, statistic, { question, given, paging });
  const { subject, view, isPartial } = resolve(catalog, question, given);
  if (question.project !== undefined && question.of === undefined)
    await refuseUnknownProject(context, catalog, question.project, ofProjects(view));
  const { info, expression, terms } = subject;
  if (question.of !== undefined && catalog.rows.has(question.of))
    await refuseAmbiguous(context, catalog, subject, view);
  const [narrowed = 'projects'] = view.narrows ?? [];
  const apart = cubeAsked(view.filters.keys());
  const relation =
    question.of ?? (view.only?.length ? narrowed : (apart ?? (given.isWhole ? 'province_cube' : 'cube')));
  const silent = question.of === 'findings' ? unfitCount(catalog, given.filters, question.only ?? []) : [];
  const { sql, values } = scopedRelations(
    catalog,
    [relation],
    view,
    `select ${silent.length > 0 ? `if(false, ${expression}, null)` : expression} as ${quoted(info.name)}\nfrom ${relation} as p`
  );
  const [answer] = await rowsOf(context, info.name, { sql, values });
  const isToldOf = question.project === undefined && (question.of === undefined || isOfRows(catalog, question.of));
  const told = { by: [], numbers: isToldOf ? [info.name] : [] };
  const unsaid = unsaidInView(catalog, given.filters, told);
  const value = typeof answer?.[info.name] === 'number' && unsaid.length === 0 ? Number(answer[info.name]) : null;
  const sums = new Map<string, Exact | null>();
  const parts: ProofPart[] = [];
  for (const term of terms) {
    const rows = { catalog, term, view };
    const counts = await countRows(context, rows);
    const sum = await addUp(context, rows, counts);
    sums.set(term.column, sum);
    const isAsked = question.part === undefined || question.part === term.column;
    const { columns, rows: listed } =
      isAsked && paging.limit > 0 ? await listRows(context, rows, paging) : { columns: [], rows: [] };
    const { title, unit, format } = term.info;
    parts.push({
      name: term.column,
      role: term.role,
      title,
      unit,
      ...(format === undefined ? {} : { format }),
      value: numberOf(sum),
      sql: await listingOf(context, rows),
      ...counts,
      isPartial,
      columns,
      rows: listed,
    });
  }
  const isCounted = terms.every(({ isOfAll }, at) => isOfAll !== true || parts[at]?.unknown === 0);
  const again = isCounted
    ? numberOf(compute(subject.formula, { sumOf: (column) => sums.get(column) ?? null, formulaOf: subject.formulaOf }))
    : null;
  return {
    version: catalog.version,
    metric: { ...info, ...clauseOf(catalog, view), formula: subject.formulaText },
    value,
    conditions: conditionsShown(catalog, view, question.of),
    ...unfitOf(catalog, question, subject, view, [...silent, ...sayUnsaid(catalog, unsaid, told)]),
    sql: `${await standalone(context, catalog, { sql, values }, view)};`,
    recomputed:
      isPartial || unsaid.length + silent.length > 0
        ? null
        : {
            value: again,
            agrees: again === value,
            difference: again === null || value === null ? null : again - value,
          },
    parts,
    ...(isPartial ? {} : await spreadOf(context, catalog, question, given)),
  };
}

/** Why a number of projects is unknown under these filters. */
function unfitOf(
  catalog: Catalog,
  { of }: ProofQuestion,
  { info }: Subject,
  { filters }: View,
  unsaid: Unfit[]
): Pick<Proof, 'unfit'> {
  const unfit = [...(of === undefined ? unfitNumbers(catalog, { columns: [info] }, filters) : []), ...unsaid];
  return unfit.length > 0 ? { unfit } : {};
}

/** The rows that add up to one part, or to the first, as a table: all of them. */
export function proofRows(
  context: QueryContext,
  catalog: Catalog,
  question: ProofQuestion,
  given: View & PanelView
): Promise<Answer> {
  const statistic = question.of === undefined ? readStatistic(catalog, question.metric) : null;
  if (statistic) return valuesOfStatistic(context, catalog, statistic, { question, given });
  const { subject, view } = resolve(catalog, question, given);
  const term = subject.terms.find(({ column }) => column === question.part) ?? subject.terms[0];
  if (!term)
    throw new Refusal(400, 'not_traceable', `${question.metric} 不由任何一列相加而来。`, {
      parameter: 'metric',
      value: question.metric,
    });
  return readRows(context, { catalog, term, view });
}

function resolve(catalog: Catalog, question: ProofQuestion, given: View & PanelView): Resolved {
  const { metric, of, project, part } = question;
  const apart = of === undefined ? cubeAsked(given.filters.keys()) : null;
  const subject = readSubject(catalog, metric, {
    isOfOne: project !== undefined,
    ...(of === undefined ? {} : { of }),
    ...(apart === null ? {} : { sums: apart }),
  });
  if (apart !== null) refuseUnlessSummed(catalog, subject, apart, given);
  const view =
    of !== undefined
      ? viewOfMart(catalog, of, subject, question, given)
      : apart === null
        ? viewOfProjects(catalog, question, given)
        : viewOfRows(catalog, catalog.rows.get(apart)?.[0] ?? apart, question, given);
  if (!subject.isOfProjects && view.only?.length && apart === null) {
    throw new Refusal(
      400,
      'no_meaning',
      `“${subject.info.title}”（${metric}）不能只就部分项目来说：单个项目没有这个数。`,
      { parameter: 'metric', value: metric, allowed: [...projectDimensions] }
    );
  }
  const parts = subject.terms.map(({ column }) => column);
  if (part !== undefined && !parts.includes(part)) {
    throw new Refusal(
      400,
      'unknown_part',
      `“${subject.info.title}”没有这一部分：${part.slice(0, 60)}。可用的有：${parts.join('、')}。`,
      { parameter: 'part', value: part.slice(0, 60), allowed: parts }
    );
  }
  const isPartial = !isWhole(given.scope) && (given.isWhole || (of !== undefined && catalog.rows.has(of)));
  return { subject, view, isPartial };
}

/** What a mart of its own does not sum cannot be told by what it alone knows. */
function refuseUnlessSummed(catalog: Catalog, { info, terms }: Subject, mart: string, { filters }: View): void {
  const columns = catalog.marts.get(mart);
  if (
    catalog.metrics.has(info.name)
      ? isSummedBy(catalog, info.name, mart)
      : terms.every(({ column }) => columns?.has(column))
  )
    return;
  const dimension = Array.from(filters.keys()).find((name) => cubeOf(name) === mart) ?? '';
  const title = columns?.get(dimension)?.title ?? dimension;
  throw new Refusal(
    400,
    'no_meaning',
    `“${info.title}”（${info.name}）不分${title}（${dimension}）：项目没有${title}。`,
    {
      parameter: 'metric',
      value: info.name,
      allowed: Array.from(catalog.metrics.keys()).filter((each) => isSummedBy(catalog, each, mart)),
    }
  );
}

/** The view of projects, of which no filter that they do not know can be asked. */
const ofProjects = ({ filters, scope }: View): View => ({
  filters: new Map(Array.from(filters).filter(([name]) => cubeOf(name) === null)),
  scope,
});
