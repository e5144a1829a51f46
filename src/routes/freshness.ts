import { civilDay, shownTime, type Health, type Receipt } from '#spec';

/** What every page says of the data it shows. */
export interface Freshness {
  version: string;
  newest: string;
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
  { version, loadedAt, asOf, isSample, files }: Receipt
): Freshness {
  return {
    version,
    newest,
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
