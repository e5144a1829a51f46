import type { Column } from '#spec';
import { edits } from '#spec/content';
import type { SheetIssue } from '../grid.ts';
import { fold } from './fold.ts';
import type { HeaderColumn } from './join.ts';

/**
 * Headers that nearly are the name of a column that the sheet lacks: what stands there may be meant for it. And those
 * of a column that the sheet has, as it was changed to: 调整后下达金额 beside 下达金额.
 */
export function nearHeaders(known: Readonly<Record<string, Column>>, columns: readonly HeaderColumn[]): SheetIssue[] {
  const there = new Set(columns.flatMap(({ meaning }) => meaning?.name ?? []));
  const lacking = Object.entries(known).flatMap(([name, column]) => (there.has(name) ? [] : [column]));
  const present = Object.entries(known).flatMap(([name, column]) => (there.has(name) ? [column] : []));
  return columns.flatMap(({ header, meaning, isPart }) => {
    if (meaning || isPart || header === '' || header.length > 60) return [];
    const shown = header.replace(/\s+/g, '');
    const changed = present.find((column) => isChanged(header, column));
    if (changed)
      return {
        check: 'near_header',
        effect: 'mark' as const,
        column: changed.header,
        value: header,
        problem: `“${changed.header}”之外另有一列“${shown}”；没有读取，“${changed.header}”按它自己那一列`,
        fix: `如果应以“${shown}”为准，请把它的数填到“${changed.header}”一列`,
      };
    const meant = nearest(header, lacking);
    if (!meant) return [];
    return {
      check: 'near_header',
      effect: 'mark' as const,
      column: meant.header,
      value: header,
      problem: `表头“${shown}”认不出，像是“${meant.header}”；没有当作它读取，“${meant.header}”按没有填`,
      fix: `如果就是这一列，请把表头改为“${meant.header}”`,
    };
  });
}

/** Of the columns that it nearly names, the one that takes the fewest changes: 实施期限-止 is 实施期止 and not 实施期起. */
function nearest(header: string, columns: readonly Column[]): Column | undefined {
  const whole = fold(header).replace(/[-–—_|/]/g, '');
  const far = ({ header: own, aliases = [] }: Column): number =>
    Math.min(...[own, ...aliases].map((name) => edits(whole, fold(name))));
  const near = columns.filter((column) => isNear(header, column));
  return near.toSorted((a, b) => far(a) - far(b))[0];
}

function isNear(header: string, { header: own, aliases = [], kind }: Column): boolean {
  const stem = bare(header);
  if (stem === '') return false;
  return [own, ...aliases].map(bare).some((name) => {
    const [short, long] = stem.length < name.length ? [stem, name] : [name, stem];
    if (short === long) return true;
    const share = kind === 'money' ? 0.5 : 0.6;
    if (short.length >= 2 && long.includes(short) && short.length >= long.length * share) return true;
    return short.length >= 4 && edits(short, long) <= (long.length >= 8 ? 2 : 1);
  });
}

/** What makes of a column the one that is to hold in its place. */
const change = '(?:调整|修正|更正|修改|变更|更新|核减)后的?|最终|最新';
const changeBefore = new RegExp(`^(?:${change})`);
const changeBehind = new RegExp(`(?:${change})$`);

function isChanged(header: string, { header: own, aliases = [] }: Column): boolean {
  const stem = fold(header).replace(/[([【〔{]((?:调整|修正|更正|修改|变更|更新|核减)后)[)\]】〕}]/, '$1');
  const rest = bare(stem).replace(changeBefore, '').replace(changeBehind, '');
  return rest !== bare(stem) && [own, ...aliases].map(bare).includes(rest);
}

/** A folded header without what stands in brackets, and without a unit that may be attached. */
const bare = (text: string): string =>
  fold(text)
    .replace(/[([【〔{][^()[\]【】〔〕{}]*[)\]】〕}]?/g, '')
    .replace(/[/_:|·,.~\-—–].*$/, '')
    .replace(/[十百千]?[万亿]?元$/, '')
    .replace(/^其中:?/, '')
    .replace(/^(?:19|20)\d\d年度?/, '');
