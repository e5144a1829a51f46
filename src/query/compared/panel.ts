import { isOutside, isUntold, Refusal, type Provable, type Row, type SetAgainst, type Unfit } from '#spec';
import type { Result, ResultColumn } from '#warehouse';
import type { Answer, QueryContext } from '../context.ts';
import type { Catalog } from '../catalog.ts';
import { isDimension, withinOf } from '../dimensions.ts';
import { catalogInView } from '../notice/catalog-in-view.ts';
import type { PanelQuery } from '../metrics/panel-queries.ts';
import { answerPanel } from '../metrics/panel.ts';
import type { View } from '../relations.ts';
import { releasedBy } from '../released/measures.ts';
import { saidOfAgainst, viewAgainst, type Against } from './asked.ts';
import { columnsBeside, foundBeside, sameBy, setBeside } from './rows.ts';

type PanelAnswer = Answer & { proof: Provable; total?: number; compared?: SetAgainst };

interface Asked {
  view: View;
  against: Against | null;
  limit?: number | undefined;
}

/** So many rows are set beside each other; what is longer is a list, of which each row is of its own. */
const most = 2_000;

/**
 * A panel with the same of something else beside it: number by number where its rows are the same on both sides, else
 * as a figure of its own. What its reader may not see of the other side is told, and stands in nobody's way.
 */
export async function answerCompared(
  context: QueryContext,
  catalog: Catalog,
  panel: PanelQuery,
  { view, against, limit }: Asked
): Promise<PanelAnswer> {
  if (against === null) return answerPanel(context, catalog, panel, view, limit);
  const { dimension, title } = against;
  const beyond = viewAgainst(view, against);
  // Both sides are held at once: none of them holds a connection while the other waits for one.
  const held = { ...context, deadline: { ...context.deadline, isStreamed: false } };
  const other = await otherSide(held, catalogInView(catalog, beyond.filters), panel, beyond);
  const told = (says: readonly string[], more: Partial<SetAgainst> = {}): SetAgainst => ({
    dimension,
    value: against.value,
    title,
    matched: false,
    ...(beyond.isReleased && !view.isReleased ? { isReleased: true as const } : {}),
    rows: [],
    ...more,
    says: [...says],
  });
  const isBeside = ({ unfit = [] }: Pick<Answer, 'unfit'>): boolean =>
    unfit.some(({ state, filters }) => state === 'not_filtered' && filters.includes(dimension));
  const alone = async (says: readonly string[], more?: Partial<SetAgainst>): Promise<PanelAnswer> => {
    const own = await answerPanel(context, catalog, panel, view, limit);
    return { ...own, compared: isBeside(own) ? told([allBeside]) : told(says, more) };
  };

  if (other === null) return alone([`${title}的这张图不在公开的合计之内，不在您的权限内，没有可比。`]);
  if (isBeside(other)) return alone([allBeside]);
  const ofIt = `对比的是：${saidOfAgainst(catalog, beyond)}。`;
  const none = other.unfit.filter(isUntold);
  if (none.length > 0) return alone([ofIt, ...none.map(({ says }) => says)]);
  const shown = { rows: other.rows.slice(0, limit ?? most) };
  if (other.rows.length === 0) return alone([ofIt, `${title}没有这样的记录。`]);
  if (other.proof.keys.includes('project_id') || other.rows.length > most)
    return alone([ofIt, `${title}共 ${other.total} 行；这张图一行一个，两边没有同一行，不逐行相减。`], shown);

  const { result, ...own } = await answerPanel(held, catalog, panel, view, limit);
  const rows = await result.rows();
  const apart = [dimension, ...own.columns.flatMap(({ name }) => (withinOf(name) === dimension ? [name] : []))];
  const sides = { columns: own.columns, own: rows, other: other.rows, keys: own.proof.keys, apart };
  const same = isBeside(own) ? null : sameBy(sides);
  const found = same === null ? 0 : foundBeside(sides, same);
  if (same === null || found === 0) {
    const says = rows.length === 0 ? '这边没有记录。' : '两边没有同一行，不逐行相减。';
    const isUnseen = own.unfit?.some(isOutside) === true;
    const compared = isBeside(own) ? told([allBeside]) : told(isUnseen ? [ofIt] : [ofIt, says], shown);
    return { ...own, result: resultOf(result.columns, rows), compared };
  }
  const added = columnsBeside(own.columns, same, title);
  const says = [
    ofIt,
    ...(found < rows.length ? [`${rows.length - found} 行在${title}没有同一行，没有相差。`] : []),
    ...other.unfit.map(({ says }) => `${title}：${says}`),
  ];
  return {
    ...own,
    columns: [...own.columns, ...added],
    result: resultOf(
      [...result.columns, ...added.map(({ name }) => ({ name, type: 'number' as const, isInteger: false }))],
      setBeside(sides, same)
    ),
    compared: told(says, { ...shown, matched: true }),
  };
}

const allBeside = '这张图里各个都已并列，不随它筛选，没有另一份可比。';

/** What a file says of it, which has no place beside its rows: that there is nothing to compare, and why. */
export const toldInFiles = ({ unfit = [], compared }: Pick<PanelAnswer, 'unfit' | 'compared'>): readonly Unfit[] => {
  if (compared === undefined || compared.matched) return unfit;
  const says = `与${compared.title}对比：${compared.says.join('')}`;
  return [...unfit, { state: 'left_out', filters: [compared.dimension], says }];
};

/** The other side, whole but for what is longer than can be compared; null where its reader may not see it. */
async function otherSide(context: QueryContext, catalog: Catalog, panel: PanelQuery, view: View) {
  try {
    const { result, total, unfit = [], proof } = await answerPanel(context, catalog, panel, view, most + 1);
    // What is told to all is told by no more than a quota has.
    const known = new Set(releasedBy(catalog));
    if (view.isReleased && result.columns.some(({ name }) => isDimension(name) && !known.has(name))) {
      await result.close();
      return null;
    }
    const rows = await result.rows();
    return { rows, total: total ?? rows.length, unfit, proof };
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not_allowed') return null;
    throw error;
  }
}

/** Rows that were taken already, as an answer gives them. */
const resultOf = (columns: ResultColumn[], rows: Row[]): Result => ({
  columns,
  async *chunks() {
    if (rows.length > 0) yield rows;
  },
  rows: () => Promise.resolve(rows),
  close: () => Promise.resolve(),
});
