import type { FastifyInstance } from 'fastify';
import { seat } from '#access';
import { createApp } from '#api';
import { readForms } from '#clerks';
import { answeredBy } from '#clickhouse';
import { readDashboards } from '#query';
import { followWarehouse, type Warehouse } from '#warehouse';
import { addressesOf, countedQuestions } from './doors.ts';
import { place, type Tenants } from './tenants.ts';

/** The same door twice on the warehouse of the first tenant: its own DuckDB behind it, and ClickHouse. */
export async function bothDoors({ server, tenants }: Tenants) {
  const { tenant, warehouse } = tenants[0]!;
  const closing: (() => Promise<void>)[] = [];
  const log: string[] = [];
  let questions = 0;
  const counting = countedQuestions({ ...server, close: () => Promise.resolve() }, () => (questions += 1));
  const dashboards = readDashboards('dashboards');
  const open = async (lay: (here: Warehouse) => Warehouse): Promise<FastifyInstance> => {
    const here = lay(await followWarehouse(warehouse, { poll: 60_000, log: () => {} }));
    const app = await createApp({
      reader: () => seat,
      warehouse: here,
      dashboards: () => dashboards,
      forms: (moment) => readForms({ pipelines: 'pipelines', reference: 'data/reference' }, moment),
      templates: 'data/forms',
      briefs: 'data/briefs',
      build: 'engines',
    });
    closing.push(async () => {
      await app.close();
      here.close();
    });
    return app;
  };
  return {
    own: await open((here) => here),
    there: await open((here) =>
      answeredBy(here, { server: counting, place, tenant, log: (message) => log.push(message) })
    ),
    /** What is told of questions that ClickHouse was not asked. */
    log,
    questions: () => questions,
    async close() {
      for (const close of closing) await close();
    },
  };
}

/** Besides what every version has: how a number is made, some projects with their sheets, and some forms. */
export async function addressesOfOne(own: FastifyInstance): Promise<string[]> {
  const of = 'batch=2025&city=济南市';
  const narrowed = { panels: [of, 'batch=2025&compare=batch:2024-1'], dashboards: [of] };
  const metrics = (await own.inject('/api/metrics')).json<{ name: string }[]>();
  const projects = (await own.inject('/api/projects?limit=6')).json<{ rows: { project_id: string }[] }>().rows;
  return [
    ...(await addressesOf(own, narrowed, 'batch,direction')),
    ...metrics.map(({ name }) => `/api/explain?metric=${name}`),
    ...projects.flatMap(({ project_id: id }) => [`/api/projects/${id}`, `/api/projects/${id}/audit`]),
    ...['推荐汇总表', '督办单'].map((form) => encodeURI(`/api/forms/${form}/filled.xlsx?${of}`)),
  ];
}
