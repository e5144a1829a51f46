import { redirect } from '@sveltejs/kit';
import { contextOf } from '#lib/context.ts';
import { drawPanel } from '../[[dashboard]]/draw-panel.ts';
import { dashboardNamed, names, ownCities } from './of-cities.ts';

/** The cities to choose from; whoever sees one city alone is led to it. */
export async function load({ fetch, url, parent, isDataRequest }) {
  const around = await parent();
  const cities = ownCities(around.filters, around.session);
  const [only] = cities;
  if (only !== undefined && cities.length === 1) redirect(303, `/cities/${encodeURIComponent(only)}${url.search}`);
  const [dashboard, all] = await Promise.all([dashboardNamed(fetch, names.own), dashboardNamed(fetch, names.all)]);
  const context = contextOf({ url, data: around });
  const tiles =
    names.tiles in all.panels
      ? await drawPanel(fetch, { dashboard: all, key: names.tiles, context, stands: !isDataRequest, reign: null })
      : null;
  return { dashboard, all, cities, tiles };
}
