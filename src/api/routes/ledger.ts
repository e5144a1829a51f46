import type { FastifyInstance } from 'fastify';
import { readGroups, readOrganisations, readSupport, type LedgerSearch } from '#query';
import { patient, sit } from '../http/request.ts';
import type { Api } from '../http/context.ts';
import { readFormat, sendAnswer } from '../http/formats.ts';
import { links, linksOf } from '../http/links.ts';
import { paging, pagingOf } from '../http/paging.ts';
import {
  array,
  asked,
  column,
  format,
  integer,
  integerOrNull,
  object,
  proof,
  querystring,
  row,
  string,
  words,
} from '../http/schemas.ts';

const books = {
  organisations: { title: '单位名额台账', read: readOrganisations },
  groups: { title: '集团名额台账', read: readGroups },
} as const;

/** `GET /organisations` and `/groups`: the slot ledger; `GET /support`: the directions of which only so many are supported. */
export default function ledger(app: FastifyInstance, api: Api): void {
  for (const [name, { title, read }] of Object.entries(books)) {
    const schema = {
      summary: `The slot ledger of ${name}: used, by which projects, carried over, limit and left, as submitted and as listed`,
      querystring: querystring({
        search: { ...words, description: 'Part of a name or a number, also of a project of theirs.' },
        sort: { ...words, description: 'A column, - before it for descending. Default: the least left first.' },
        year: { type: 'integer', minimum: 2000, maximum: 2100, description: 'Default: the latest.' },
        format,
        links,
        ...paging,
        ...asked,
      }),
      response: {
        200: object({
          version: string,
          total: integer,
          year: integerOrNull,
          years: array(integer),
          columns: array(column),
          rows: array(row),
          proof,
        }),
      },
    };
    app.get(
      `/${name}`,
      { schema },
      sit(api, async ({ asking, catalog, view }, request, reply) => {
        const wanted = readFormat(request);
        const isPage = wanted === 'json';
        const {
          total,
          year,
          years,
          proof: followed,
          ...answer
        } = await read(
          isPage ? asking : patient(asking),
          catalog,
          request.query as LedgerSearch,
          view,
          isPage ? pagingOf(request) : undefined
        );
        return sendAnswer(
          reply,
          answer,
          wanted,
          title,
          name,
          { total, year, years, proof: followed },
          linksOf(request, catalog, followed)
        );
      })
    );
  }

  const schema = {
    summary:
      'Directions with a cap on support: how many are supported, which projects, and which are accepted and not supported yet (by day of acceptance: no ranking)',
    querystring: querystring({ format, ...asked }),
    response: {
      200: object({ version: string, caps: array(row), capsProof: proof, columns: array(column), rows: array(row) }),
    },
  };
  app.get(
    '/support',
    { schema },
    sit(api, async ({ asking, catalog, view }, request, reply) => {
      const wanted = readFormat(request);
      const { caps, capsProof, projects } = await readSupport(
        wanted === 'json' ? asking : patient(asking),
        catalog,
        view
      );
      return sendAnswer(reply, projects, wanted, '限额支持方向的项目', 'support', { caps, capsProof });
    })
  );
}
