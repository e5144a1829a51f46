import { error } from '@sveltejs/kit';
import type { Defects, FormToFill } from '#spec';
import { fetchMaybe } from '#lib/fetch.ts';
import { words } from '#lib/words.ts';
import { drawPanels } from '../../[[dashboard]]/draw-panels.ts';
import { earlierOf } from '../../[[dashboard]]/earlier.ts';
import { citiesIn, dashboardNamed, names, ownCities } from '../of-cities.ts';
import { cityContext } from './city-context.ts';

/** So many of what is to be mended are listed. */
const first = 10;

/** One city: every panel of its dashboard, of this city, and beside the others where it says so. */
export async function load({ fetch, params, url, parent, isDataRequest }) {
  const around = await parent();
  if (around.freshness !== null && !citiesIn(around.filters).includes(params.city))
    error(404, words.unknownCity(params.city));
  const dashboard = await dashboardNamed(fetch, names.own);
  const context = cityContext({ url, data: around }, params.city);
  const version = around.freshness?.version ?? '';
  const { offered, reign } = await earlierOf(fetch, { dashboard, around, params: url.searchParams });
  // Of a city that is not theirs nobody is told that there is nothing to mend.
  const isOwn = ownCities(around.filters, around.session).includes(params.city);
  const [forms, defects, panels] = await Promise.all([
    fetchMaybe<FormToFill[]>(fetch, '/api/forms'),
    isOwn
      ? fetchMaybe<Defects>(
          fetch,
          `/api/loads/${encodeURIComponent(version)}/defects.json?${new URLSearchParams({ of: `city:${params.city}`, limit: String(first) })}`
        )
      : null,
    drawPanels(fetch, { dashboard, context, stands: !isDataRequest, reign }),
  ]);
  return {
    city: params.city,
    dashboard,
    forms: forms ?? [],
    defects,
    ...panels,
    offered,
    since: reign?.version ?? '',
  };
}
