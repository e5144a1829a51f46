import { seat } from '#access';
import { readdirSync, readFileSync } from 'node:fs';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { load } from '#pipeline';
import { readDashboards } from '#query';
import { followWarehouse } from '#warehouse';
import { isDrawn, draw } from '#lib/charts/index.ts';
import { toSvg } from '#lib/charts/svg.ts';
import { buildFrom } from '../pipeline/province.ts';
import { judge, type Case } from '../pipelines/rules/case.ts';

// Runs in a copy of the program: loads a folder of it, and answers each address that it is given as JSON, a line each.

const [folder = '', warehouse = '', ...addresses] = process.argv.slice(2);
const content = { pipelines: 'pipelines', reference: 'data/reference' };
const { status, reasons } = await load({ folder, warehouse, asOf: '2026-06-30', program: 'recipes', ...content });
if (status !== 'published') throw new Error(`the load was ${status}: ${reasons.join(' ')}`);
const followed = await followWarehouse(warehouse, { log: () => undefined });
const dashboards = await readDashboards('dashboards');
const app = await createApp({
  reader: () => seat,
  warehouse: followed,
  dashboards: () => Promise.resolve(dashboards),
  forms: (moment) => readForms(content, moment),
});
for (const url of addresses) {
  const { statusCode, body } = await app.inject({ url });
  console.log(JSON.stringify({ url, status: statusCode, body }));
}
const panel = dashboards.get('visits')!.panels['by-batch']!;
const table = (await app.inject({ url: '/api/dashboards/visits/by-batch.json' })).json();
if (isDrawn(panel.chart)) {
  const { option, height, width } = draw(panel.chart, table, { width: 600 });
  console.log(JSON.stringify({ url: 'svg', status: 200, body: toSvg(option, { width, height }) }));
}
const build = await buildFrom({}, { upTo: 'known' });
for (const name of readdirSync('test/rules/period_unknown')) {
  const told = JSON.parse(readFileSync(`test/rules/period_unknown/${name}`, 'utf8')) as Case;
  const found = await judge(build, 'period_unknown', told);
  console.log(JSON.stringify({ url: name, status: 200, body: JSON.stringify({ found, expected: told.expect }) }));
}
build.close();
await app.close();
followed.close();
