import type { FastifyInstance } from 'fastify';
import { Refusal } from '#spec';
import { noPanel, panelView, proofRows, prove, type PanelView, type ProofQuestion } from '#query';
import { patient, sit, type Sitting } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { pagingOf } from '../http/paging.ts';
import {
  array,
  asked,
  boolean,
  column,
  format,
  handed,
  integer,
  list,
  nullable,
  number,
  object,
  querystring,
  row,
  string,
  stringOrNull,
  words,
  type Schema,
} from '../http/schemas.ts';

type Query = ProofQuestion & { panel?: string };

const part = object(
  {
    name: string,
    role: { enum: ['numerator', 'denominator', 'term'] },
    title: string,
    unit: stringOrNull,
    format: string,
    value: nullable(number),
    sql: string,
    total: integer,
    zeros: integer,
    unknown: integer,
    isPartial: boolean,
    columns: array(column),
    rows: array({ ...row, required: ['sources'], properties: { sources: array(handed) } }),
  },
  ['format']
);
const answer = object({
  version: string,
  metric: { ...column, properties: { ...(column.properties as Record<string, Schema>), formula: string } },
  value: nullable(number),
  conditions: array(
    object(
      { name: string, title: string, values: array({ type: ['string', 'number', 'null'] }), words: array(string) },
      ['words']
    )
  ),
  sql: string,
  recomputed: nullable(object({ value: nullable(number), agrees: boolean, difference: nullable(number) })),
  parts: array(part),
});

/** `GET /explain`: a number followed to the rows it is made of, down to the cells of the files, and worked out again from them. */
export default function explain(app: FastifyInstance, api: Api): void {
  const schema = {
    summary:
      'One number: definition, filters, SQL, the rows that make it up with the cells they come from, and the same worked out again from them',
    querystring: querystring(
      {
        metric: {
          ...words,
          description:
            'A name of /api/metrics, or a measure of marts.cube; with project_id any number that a project has.',
        },
        of: {
          ...words,
          description:
            'A mart that holds the number, where it is not one of projects: findings, organisations, groups …',
        },
        project_id: { ...words, description: 'The number of this one project.' },
        only: list(
          'Of the projects, or the rows of that mart, of which this holds, as quota_exempt:1, rule:over_quota or county: (unknown).'
        ),
        panel: {
          ...words,
          description: 'The panel that shows the number, as quota/by-city, where it sees other rows than everybody.',
        },
        part: { ...words, description: 'Lists the rows of this part alone.' },
        format,
        limit: { type: 'integer', minimum: 0, maximum: 200, default: 20, description: 'Rows of each part in JSON.' },
        offset: { type: 'integer', minimum: 0, maximum: 100_000_000, default: 0 },
        ...asked,
      },
      ['metric']
    ),
    response: { 200: answer },
  };
  app.get(
    '/explain',
    { schema },
    sit(api, async (sitting, request, reply) => {
      const { asking, catalog, view } = sitting;
      const { panel, of, ...asked } = request.query as Query & { project_id?: string };
      const question = {
        ...asked,
        ...(of === undefined || of === 'cube' || of === 'cells' ? {} : { of }),
        ...(asked.project_id === undefined ? {} : { project: asked.project_id }),
      };
      const wanted = readFormat(request);
      const given = {
        ...view,
        ...(panel === undefined ? noPanel : await viewOf(api, sitting, panel, question.metric)),
      };
      if (wanted === 'json') return prove(asking, catalog, question, given, pagingOf(request));
      return sendAnswer(
        reply,
        await proofRows(patient(asking), catalog, question, given),
        wanted,
        '读数溯源',
        'explain'
      );
    })
  );
}

async function viewOf(api: Api, { asking, catalog, view }: Sitting, name: string, metric: string): Promise<PanelView> {
  const [dashboard = '', panel = ''] = name.split('/');
  const query = (await api.dashboards()).get(dashboard)?.queries.get(panel);
  if (!query)
    throw new Refusal(400, 'unknown_panel', `没有图表“${name.slice(0, 60)}”。`, {
      parameter: 'panel',
      value: name.slice(0, 60),
      seeAlso: '/api/dashboards',
    });
  return panelView(asking, catalog, query, metric, view);
}
