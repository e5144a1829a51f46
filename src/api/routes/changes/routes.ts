import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { checksOf, codeWords, figureJson, isTouched, ofFigures, ofLines, type MetricRow } from '#changes';
import { titlesOf, dimensionNames, type Catalog } from '#query';
import type { Row } from '#spec';
import {
  between,
  closed,
  ComparedFigures,
  ComparedNumber,
  ComparedRows,
  fileFormats,
  format,
  Paging,
} from '#spec/answers';
import type { Api } from '../../http/context.ts';
import { fileHead } from '../../http/file-head.ts';
import { fileAnswer, formatOf } from '../../http/formats.ts';
import { pagingOf, versionParameters } from '../../http/parameters.ts';
import { withCatalog } from '../../http/request.ts';
import { rowsAnswer } from '../../http/rows-answer.ts';
import { askingOf, headOf, newerOf } from './between.ts';
import { lists, type List } from './lists.ts';
import { lineRows, numberJson } from './number.ts';

const asks = { ...between, ...format, ...versionParameters };

/**
 * `GET /changes`: what every number changed by between two versions, by cause; `/changes/lines`: one of them, line by
 * line to the cell; `/changes/projects`, `verdicts`, `files`, `by-file`, `reference`: what is another.
 */
export function changes(app: FastifyInstance, api: Api): void {
  const which = newerOf(api);
  const figures = {
    needs: 'rows' as const,
    summary:
      'What each metric changed by between two versions, by cause; under the same filters and scope on both sides',
    querystring: closed({
      ...asks,
      touched: Type.Optional(Type.Boolean({ description: 'Only those of which something is another.' })),
    }),
    response: { 200: ComparedFigures },
    formats: fileFormats,
  };
  app.get(
    '/changes',
    withCatalog(
      api,
      figures,
      async (context, request) => {
        const { ask, asked } = await askingOf(api, context, request);
        return ask(async (comparison) => {
          const { rows, dropped } = await comparison.metrics(asked);
          const told = rows.filter((row) => request.query.touched !== true || isTouched(row)).map(figureRow);
          const format = formatOf(request);
          const answer = { ...rowsAnswer(context.lease.version, ofFigures, told), words: codeWords };
          return fileAnswer(answer, format, fileHead(request, context, '指标的变动', 'changes'), {
            ...headOf(comparison, context.scope),
            dropped,
            renamed: (rows[0]?.renamed ?? []).map(({ dimension, from, to }) => ({ dimension, from, to })),
          });
        });
      },
      which
    )
  );

  const lines = {
    needs: 'rows' as const,
    summary: 'One metric between two versions, line by line: each with the rows and cells behind it; Σ lines = change',
    querystring: closed({ metric: Type.String({ maxLength: 100 }), ...asks }),
    response: { 200: ComparedNumber },
    formats: fileFormats,
  };
  app.get(
    '/changes/lines',
    withCatalog(
      api,
      lines,
      async (context, request) => {
        const { ask, asked } = await askingOf(api, context, request);
        const { metric } = request.query;
        return ask(async (comparison) => {
          const change = await comparison.metric({ ...asked, metric });
          const titles = await comparison.titles(
            asked,
            change.lines.map(({ subject }) => subject)
          );
          const words = { dimensions: titlesByName(context.catalog), checks: checksOf(comparison.chain) };
          const format = formatOf(request);
          if (format === 'json') return { ...headOf(comparison, context.scope), ...numberJson(change, titles, words) };
          const rows = lineRows(change, titles, words);
          const answer = { ...rowsAnswer(context.lease.version, ofLines, rows), words: codeWords };
          return fileAnswer(answer, format, fileHead(request, context, `${change.title}的变动`, 'changes-lines'));
        });
      },
      which
    )
  );

  for (const [name, list] of Object.entries(lists)) listOf(app, api, name, list);
}

function listOf(app: FastifyInstance, api: Api, name: string, { title, columns, by, rows, hasTwins }: List): void {
  const schema = {
    needs: 'rows' as const,
    summary: `What is another between two versions: ${name}`,
    querystring: closed({ ...asks, ...Paging.properties }),
    response: { 200: ComparedRows },
    formats: fileFormats,
  };
  app.get(
    `/changes/${name}`,
    withCatalog(
      api,
      schema,
      async (context, request) => {
        const { ask, asked } = await askingOf(api, context, request);
        return ask(async (comparison) => {
          const all = await rows(comparison, asked);
          const twins = hasTwins ? (await comparison.twins(asked)).probablySame : [];
          const format = formatOf(request);
          const { limit, offset } = pagingOf(request);
          const told = format === 'json' ? all.slice(offset, offset + limit) : all;
          const answer = { ...rowsAnswer(context.lease.version, columns, told), words: codeWords };
          return fileAnswer(answer, format, fileHead(request, context, title, `changes-${name}`), {
            total: all.length,
            ...(format === 'json'
              ? {
                  ...headOf(comparison, context.scope),
                  counts: countsBy(all, by),
                  hint: twins.map(({ left, entered }) => ({ left, entered })),
                }
              : {}),
          });
        });
      },
      newerOf(api)
    )
  );
}

function countsBy(rows: readonly Row[], by: string): Record<string, number> {
  const groups = Map.groupBy(rows, (row) => String(row[by]));
  return Object.fromEntries(Array.from(groups, ([value, members]) => [value, members.length]));
}

const titlesByName = (catalog: Catalog): Record<string, string> =>
  Object.fromEntries(dimensionNames.map((name) => [name, titlesOf(catalog, [name])]));

/** A figure as a row: numbers as they are printed. */
function figureRow({ count, said, ...change }: MetricRow): Row {
  const number = (text: string | null | undefined) => (text === null || text === undefined ? null : Number(text));
  return {
    ...figureJson(change, count, said),
    unit: change.format === 'percent' ? '%，变动为百分点' : said.unit,
    before: number(said.from),
    after: number(said.to),
    change: number(said.change),
    ...Object.fromEntries(change.steps.map(({ step }) => [step, number(said.steps[step])])),
    raised: number(said.raised),
    lowered: number(said.lowered),
  } as unknown as Row;
}
