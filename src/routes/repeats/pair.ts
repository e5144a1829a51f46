import type { RepeatedPair, Row } from '#spec';
import { difference, type Piece } from '#lib/difference.ts';
import { inColumn, scaleOf, unknown, yuan } from '#lib/format.ts';
import { words } from '#lib/words.ts';

/** A line of two projects side by side: what each says, in pieces where their words differ. */
export interface Line {
  title: string;
  own: Piece[];
  other: Piece[];
  isSame: boolean;
}

/** Texts that are compared word by word, or as a whole; by the column they are of. */
const texts = ['project_name', 'applicant', 'applicant_id', 'task', 'site', 'partners'] as const;
const wholes: readonly string[] = ['applicant_id', 'task'];
const money = ['total_investment', 'subsidy_allocated'] as const;

/** Two projects, or a project and a line of the ledger, column by column: of the ledger, what it knows. */
export function linesOf(pair: RepeatedPair): Line[] {
  const there = pair as Row;
  const text = (name: string) => plainText(there[name]);
  const written = (name: string): Line => {
    const [own, other] = [text(name), text(`other_${name}`)];
    if (own === null || other === null) return told(name, own, other);
    if (wholes.includes(name)) return line(name, piecesOf(own, own !== other), piecesOf(other, own !== other));
    const pieces = difference(own, other);
    return line(name, pieces.one, pieces.other);
  };
  const told = (name: string, own: string | null, other: string | null): Line =>
    line(name, piecesOf(own), piecesOf(other));
  const period = (before: string) =>
    span(plainText(there[`${before}period_start`]), plainText(there[`${before}period_end`]));
  const amounts = money.map((name): Line => {
    const values = [there[name] ?? null, there[`other_${name}`] ?? null] as const;
    const scale = scaleOf(yuan, values);
    const [own, other] = values.map((value) => (value === null ? null : `${inColumn(value, scale)} ${scale.unit}`));
    return told(name, own ?? null, other ?? null);
  });
  const place = (before: string) => joined([text(`${before}city`), text(`${before}county`)]);
  const when =
    pair.other_id === null && !pair.is_withheld ? ledgerOf(pair) : joined([text('other_batch'), text('other_stage')]);
  return [
    ...texts.slice(0, 3).map(written),
    told('batch', joined([text('batch'), text('stage')]), when),
    ...texts.slice(3).map(written),
    told('city', place(''), place('other_')),
    told('period', period(''), period('other_')),
    ...amounts,
  ].filter(({ own, other }) => other.length > 0 || ((pair.other_id !== null || pair.is_withheld) && own.length > 0));
}

function line(name: string, own: Piece[], other: Piece[]): Line {
  const isSame = own.length > 0 && !own.some((each) => each.isOther) && textOf(own) === textOf(other);
  return { title: words.repeatLines[name as keyof typeof words.repeatLines], own, other, isSame };
}

const ledgerOf = ({ ledger_year: year, ledger_document: document }: RepeatedPair): string =>
  joined([words.ledgerYear(year), document]) ?? '';
const textOf = (pieces: readonly Piece[]): string => pieces.map(({ text }) => text).join('');
const piecesOf = (text: string | null, isOther = false): Piece[] =>
  text === null || text === '' ? [] : [{ text, isOther }];
const plainText = (value: Row[string] | undefined): string | null => (typeof value === 'string' ? value : null);
const joined = (parts: readonly (string | null)[]): string | null =>
  parts.filter((part) => part !== null && part !== '').join(' · ') || null;
const span = (from: string | null, to: string | null): string | null =>
  from === null && to === null ? null : `${from ?? unknown} 至 ${to ?? unknown}`;
