import { shownTime, warehouseFormat, type Defects, type Loads, type Receipt } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

const size = 100;
const versionsShown = 20;

/** The versions, page by page, and of the one that is read: its files, its defects and what balanced. */
export async function load({ fetch, url, parent }) {
  const offset = url.searchParams.get('offset') || '0';
  const after = url.searchParams.get('versions') || '0';
  const loads = await fetchJson<Loads>(
    fetch,
    `/api/loads?${new URLSearchParams({ limit: String(versionsShown), offset: after })}`
  );
  const { freshness } = await parent();
  const version = url.searchParams.get('version') || (freshness?.version ?? loads.version);
  const path = `/api/loads/${encodeURIComponent(version)}`;
  const [receipt, defects] = await Promise.all([
    fetchJson<Receipt>(fetch, path),
    fetchJson<Defects>(fetch, `${path}/defects.json?${new URLSearchParams({ limit: String(size), offset })}`),
  ]);
  const versions = loads.rows.map(({ version, number, format, loadedAt, asOf, isSample, ...told }) => {
    // What of a version is told where it stands in a list is not all: of the one that is shown, that is known here.
    const { files, defects, withheld = [] } = version === receipt.version ? receipt : told;
    const isKnown = (name: 'files' | 'defects') => !withheld.includes(name);
    return {
      version,
      number,
      loaded_at: shownTime(loadedAt),
      as_of: asOf,
      is_sample: isSample,
      needs_rebuild: format !== warehouseFormat,
      files: isKnown('files') ? new Set(files.map(({ file }) => file)).size : null,
      rows: isKnown('files') ? files.reduce((sum, { loaded }) => sum + loaded, 0) : null,
      defects: isKnown('defects') ? defects.reduce((sum, { count }) => sum + count, 0) : null,
    };
  });
  const isPartly = versions.some(({ files }) => files === null);
  return { isPartly, newest: loads.version, versions, total: loads.total, receipt, defects, size, versionsShown };
}
