import { Refusal, type Provable, type Unfit } from '#spec';
import { notOneOf } from '#spec/content';
import type { Answer, QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import type { PanelQuery } from './panel-queries.ts';
import { columnInfo } from '../column-info.ts';
import { mentionsIn, parse, type Mention } from '../mentions.ts';
import { gathersOf } from './gathers.ts';
import { heardBy } from './heard.ts';
import { withParts } from './parts.ts';
import { countOf, firstOf } from './first-rows.ts';
import { queryMetrics } from './query-metrics.ts';
import { whereOf } from '../proof/panel-view.ts';
import { provableOf } from '../proof/provable.ts';
import { sayProvinces } from '../provinces.ts';
import { leavesOut } from '../released/sums.ts';
import { outsideOf, sayOutside, whollyOutside } from '../outside.ts';
import { areReleased, scopedRelations, relationNames, type BoundSql, type View } from '../relations.ts';
import { unfitOfPanel } from '../unfit.ts';
import { sayUnsaid, toldBy, unsaidInView, withUnsaid, type Told } from '../notice/unsaid.ts';

/**
 * Answers a panel of a dashboard from the marts as its reader
 * may see them, and says which of its numbers can be followed.
 */
export async function answerPanel(
  context: QueryContext,
  catalog: Catalog,
  panel: PanelQuery,
  asked: View,
  limit?: number
): Promise<Answer & { proof: Provable; total?: number }> {
  const { reading, deadline } = context;
  if ('question' in panel) {
    const { view, deaf } = heardBy(catalog, panel.question, asked);
    const answer = await queryMetrics(context, catalog, panel.question, view, limit);
    const proof = provableOf(catalog, answer.columns);
    const proven = { ...proof, ...unheardIn(deaf), ...followedBy(view) };
    return { ...answer, unfit: [...deaf, ...(answer.unfit ?? [])], proof: proven };
  }
  const tree = await parse(reading, panel.file, panel.sql);
  const mentions = mentionsIn(tree);
  for (const mention of mentions) refuseUnreadable(catalog, panel, mention);
  const names = mentions.filter(({ schema }) => schema === '').map(({ name }) => name);
  const { view, deaf } = heardBy(catalog, { marts: names, beside: namesIn(panel.header.beside) }, asked);
  // What is told of the whole province is told to everybody.
  const isOwn = names.some((name) => catalog.marts.has(name) && !name.startsWith('province_'));
  const outside = isOwn ? outsideOf(catalog, view) : [];
  const only = whereOf(catalog, panel);
  const answered = `(\n${withParts(catalog, panel.sql, tree)}\n)`;
  const laid = (text: string) => scopedRelations(catalog, names, { ...view, only }, text);
  const told = await toldOf(context, catalog, { file: panel.file, names }, laid(`select * from ${answered} limit 0`));
  const unsaid = unsaidInView(catalog, view.filters, told);
  const isUnseen = whollyOutside(outside) !== null;
  const shown = withUnsaid(`select * from ${answered}`, unsaid, told);
  const { sql, values } = laid(isUnseen ? `select * from (\n${shown}\n) where false` : shown);
  const gathers = await gathersOf(context, mentions, view);
  const counted = await countOf(context, panel.file, { sql, values }, limit);
  const result = await reading.read(panel.file, firstOf(sql, limit), { values, ...deadline });
  const columns = result.columns.map((column) => columnInfo(catalog, column, { header: panel.header, marts: names }));
  // A panel that sees the marts as everybody does need not be named with its numbers.
  const isApart = only.length > 0 || names.includes('province_cube');
  const proof = provableOf(catalog, columns, {
    marts: names,
    keys: panel.header.keys === undefined ? undefined : namesIn(panel.header.keys),
    ...(isApart ? { panel: panel.file.slice('dashboards/'.length, -'.sql'.length) } : {}),
  });
  const seen = [
    ...unfitOfPanel(catalog, { tree, mentions, columns }, view.filters),
    ...sayUnsaid(catalog, unsaid, told),
    ...sayProvinces(catalog, view),
    ...(names.some((name) => areReleased(name, view)) ? [leavesOut(view)] : []),
  ];
  const unfit = [...deaf, ...sayOutside(catalog, view.scope, outside), ...(isUnseen ? [] : seen)];
  const proven = { ...proof, ...gathers, ...unheardIn(deaf), ...followedBy(view) };
  return { version: reading.version, columns, result, unfit, ...counted, proof: proven };
}

/** What a panel tells of projects, where any notice leaves something of projects unsaid: else nobody asks. */
async function toldOf(
  { reading, deadline }: QueryContext,
  catalog: Catalog,
  { file, names }: { file: string; names: readonly string[] },
  { sql, values }: BoundSql
): Promise<Told> {
  if (catalog.unsaid.size === 0) return { by: [], numbers: [] };
  return toldBy(catalog, (await reading.read(file, sql, { values, ...deadline })).columns, names);
}

/** The names of a line of a header. */
const namesIn = (line: string | undefined): string[] => line?.split(',').map((name) => name.trim()) ?? [];

/** The filters that a panel's numbers do not obey: their addresses leave them out. */
const unheardIn = (deaf: readonly Unfit[]): Pick<Provable, 'unheard'> =>
  deaf.length === 0 ? {} : { unheard: deaf.flatMap(({ filters }) => filters) };

/** What was decided lies beside each province, and not in its version. */
const notTogether = '各省合看里没有判定：判定连同核定在各省自己的服务器上，请选定一个省到那里看。';

const functions = ['unnest', 'range', 'generate_series'];

/**
 * A panel may read scoped relations and reference data that is about no project or firm: else it could go round filters
 * and scope.
 */
function refuseUnreadable(catalog: Catalog, panel: PanelQuery, { schema, name, isFunction }: Mention): void {
  const allowed = relationNames(catalog);
  const isKnown = isFunction
    ? functions.includes(name)
    : (schema === 'reference' && !catalog.guarded.has(name)) || (schema === '' && allowed.includes(name));
  if (isKnown) return;
  if (!isFunction && schema === '' && catalog.provinces.length > 0)
    throw new Refusal(404, 'of_one_province', notTogether, { value: name });
  // The version may be older than the mart.
  if (!isFunction && schema === '')
    throw new Refusal(404, 'not_in_version', `这个版本里没有这张图表要的“${name}”，请看较新的版本，或者重新导入。`, {
      value: name,
      allowed,
    });
  const relation = schema === '' ? name : `${schema}.${name}`;
  throw new Refusal(422, 'content_fault', notOneOf('图表不能读', relation, [...allowed, 'reference.*']), {
    value: relation,
  });
}

/** Who may see sums alone follows no number: its rows are not theirs. */
const followedBy = ({ isReleased = false }: View): Partial<Provable> => (isReleased ? { columns: [] } : {});
