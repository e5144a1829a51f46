import { civilDay, shownTime, type Health, type PlainCode, type Published, type Receipt } from '#spec';

/** What every page says of the data it shows. */
export interface Freshness {
  version: string;
  newest: string;
  /** Of its receipt. */
  number: string;
  /** Who loaded it; null where nobody said, or they may not be told. */
  by: string | null;
  /** When it was the current version, of one that no longer is; each time as it is shown. */
  reigned: { from: string; until: string }[];
  /** The last decision that findings are shown with, in short; empty where there is none. */
  decisions: string;
  /** In words. */
  loadedAt: string;
  asOf: string;
  /** The as-of day is past. */
  isPast: boolean;
  /** It is yet to come. */
  isAhead: boolean;
  isSample: boolean;
  files: number;
  warning: string | null;
}

export function freshnessOf(
  { version: newest, decisions, warning }: Health,
  { version, number, by, loadedAt, asOf, isSample, files }: Receipt,
  published: Published | null = null
): Freshness {
  return {
    version,
    newest,
    number,
    by: by?.name ?? null,
    reigned: (published?.reigns ?? []).flatMap(({ version: of, from, until }) =>
      of === version && until !== null ? [{ from: shownTime(from), until: shownTime(until) }] : []
    ),
    decisions: decisions.slice(0, 8),
    warning,
    loadedAt: shownTime(loadedAt),
    asOf,
    isPast: asOf < civilDay(new Date()),
    isAhead: asOf > civilDay(new Date()),
    isSample,
    files: new Set(files.map(({ file }) => file)).size,
  };
}

/** What the foot of a page says of its code, and of the paper that was sealed of just this page. */
export interface SealOfPage extends Pick<PlainCode, 'mayPack' | 'sealed'> {
  code: string;
  path: string;
  maySeal: boolean;
}
