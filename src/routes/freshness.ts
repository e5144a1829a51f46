import type { Health, Receipt } from '#spec';

/** What every page says of the data it shows. */
export interface Freshness {
  version: string;
  newest: string;
  loadedAt: string;
  asOf: string;
  isSample: boolean;
  files: number;
  warning: string | null;
}

export function freshnessOf(
  { version: newest, warning }: Health,
  { version, loadedAt, asOf, isSample, files }: Receipt
): Freshness {
  return { version, newest, warning, loadedAt, asOf, isSample, files: new Set(files.map(({ file }) => file)).size };
}
