/** What holds from a day on; null: nobody knows from which. */
export interface Beginning {
  value: string;
  day: string | null;
}

/** The latest that has come by a day, of values in their order; null where none has. Of one day the last counts. */
export function latestBy(since: readonly Beginning[], by: string): string | null {
  let latest: { value: string; day: string } | null = null;
  for (const { value, day } of since)
    if (day !== null && day <= by && (latest === null || day >= latest.day)) latest = { value, day };
  return latest?.value ?? null;
}
