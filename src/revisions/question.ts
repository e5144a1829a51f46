/** What a number on a paper is asked of again, to be compared. */
export interface AskedNumber {
  metric: string;
  filters: Record<string, string[]>;
}

/**
 * Reads of which metric under which filters a number is: its column is the metric, its row narrows the filters of its
 * page. null where the row says anything that is no filter, or the column is no metric.
 */
export function questionOf(
  key: string,
  path: string,
  { metrics, dimensions }: { metrics: ReadonlySet<string>; dimensions: ReadonlySet<string> }
): AskedNumber | null {
  const metric = key.slice(key.lastIndexOf('#') + 1);
  if (!key.includes('#') || !metrics.has(metric)) return null;
  const place = key.slice(0, key.lastIndexOf('#'));
  const at = place.indexOf('?');
  const row = at < 0 ? [] : place.slice(at + 1).split('&');
  const filters = pageFilters(path, dimensions);
  for (const said of row) {
    const equals = said.indexOf('=');
    const [name, value] = [said.slice(0, equals), said.slice(equals + 1)];
    if (equals < 1 || value === '' || !dimensions.has(name)) return null;
    filters[name] = [value];
  }
  return { metric, filters };
}

/** The filters that the address of a page says. */
export function pageFilters(path: string, dimensions: ReadonlySet<string>): Record<string, string[]> {
  const { searchParams } = new URL(path, 'http://paper');
  const filters: Record<string, string[]> = {};
  for (const name of new Set(searchParams.keys())) {
    const values = searchParams.getAll(name).filter((value) => value !== '');
    if (dimensions.has(name) && searchParams.get(name) !== 'all' && values.length > 0) filters[name] = values;
  }
  return filters;
}
