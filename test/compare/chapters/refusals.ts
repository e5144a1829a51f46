import type { Chapter } from '../chapter.ts';
import { panelsOf } from './panels.ts';

/** What is refused, and in which words: what no server knows of, asked of every address that takes it. */
export const refusals: Chapter = async (ask, known) => {
  const [panel = ''] = panelsOf(known);
  const [metric = ''] = known.metrics;
  const unknown = 'nonesuch';
  const addresses = [
    ...known.filters.flatMap(({ name }) => [
      `${panel}.json?${name}=${unknown}`,
      `/api/query?metrics=${metric}&${name}=${unknown}`,
    ]),
    `/api/${unknown}`,
    `/api/dashboards/${unknown}`,
    `/api/dashboards/${unknown}/${unknown}.json`,
    `${panel.slice(0, panel.lastIndexOf('/'))}/${unknown}.json`,
    `${panel}.${unknown}`,
    `${panel}.json?${unknown}=1`,
    `${panel}.json?version=${unknown}`,
    `/api/query?metrics=${unknown}`,
    `/api/query?metrics=${metric}&by=${unknown}`,
    `/api/query?metrics=${metric}&sort=${unknown}`,
    `/api/query?metrics=${metric}&format=${unknown}`,
    `/api/projects/${unknown}`,
    `/api/projects/${unknown}/audit`,
    '/api/projects?limit=0',
    '/api/projects?limit=many',
    `/api/projects?sort=${unknown}`,
    `/api/findings?verdict=${unknown}`,
    `/api/findings?rule=${unknown}`,
    '/api/organisations?year=1',
    '/api/explain',
    `/api/explain?metric=${unknown}`,
    `/api/explain?metric=${metric}&panel=${unknown}`,
    `/api/explain?metric=${metric}&of=${unknown}`,
    `/api/explain?metric=${metric}&only=${unknown}:1`,
    `/api/loads/${unknown}`,
    `/api/loads/${unknown}/defects.json`,
    `/api/receipts/${unknown}`,
    `/api/sources/${unknown}/template.xlsx`,
    `/api/jobs/${unknown}`,
    `/api/uploads/${unknown}`,
    ...known.versions.flatMap((version) => [
      `/api/loads/${version}/files/${unknown}/rows.json`,
      `/api/loads/${version}/files/${unknown}/marked.xlsx`,
      `/api/loads/${version}/defects.${unknown}`,
      `/api/loads/${version}/defects.json?effect=${unknown}`,
      `/api/loads/${version}/reconciliation.json?identity=${unknown}`,
    ]),
    `/${unknown}`,
    `/projects/${unknown}`,
    `/data/receipts/${unknown}`,
  ];
  await Promise.all(addresses.map((address) => ask(address)));
};
