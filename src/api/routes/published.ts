import type { FastifyInstance } from 'fastify';
import { can } from '#access';
import { reignsOf } from '#pipeline';
import { isWhole } from '#spec';
import { closed, Published } from '#spec/answers';
import { isReadable } from '#warehouse';
import { Passing } from '../http/finish.ts';
import type { Api } from '../http/context.ts';
import { tagged } from '../http/tagged.ts';

/** `GET /published`: which version was current when, by the journal of publishing, those published again too. */
export function published(app: FastifyInstance, api: Api): void {
  const schema = {
    needs: 'sums' as const,
    summary: 'Which version was current when, as the journal of publishing tells it',
    querystring: closed({}),
    response: { 200: Published },
  };
  app.get(
    '/published',
    tagged(api, schema, async (request) => {
      const { warehouse } = api;
      const reader = api.reader(request);
      const isOfAll = isWhole(reader.scope) && can(reader, 'rows');
      const current = warehouse.version();
      const reigns = await Promise.all(
        (await reignsOf(warehouse.folder)).map(async (reign) => {
          const receipt = await warehouse.versions.receipt(reign.version);
          return {
            ...reign,
            by: isOfAll ? reign.by : null,
            asOf: receipt?.asOf ?? null,
            loadedAt: receipt?.loadedAt ?? null,
            isThere: receipt !== null && isReadable(receipt),
          };
        })
      );
      const answer = { version: current, reigns };
      // The line of a version is written a moment after it is current.
      return reigns.at(-1)?.version === current ? answer : new Passing(answer);
    })
  );
}
