import type { FastifyInstance } from 'fastify';
import { personalOf } from '#query';
import { closed, Personal, PersonalForm, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { patient, withVersion } from '../http/request.ts';
import { readBodies } from './decisions/bodies.ts';

/**
 * `POST /personal`: whom to call about these projects. Everywhere else personal columns are masked; what is revealed
 * here is on record, by account and project, without what it said.
 */
export function personal(app: FastifyInstance, api: Api): void {
  readBodies(app);
  const schema = {
    needs: 'personal' as const,
    summary: 'What the rows of some projects say in personal columns; each time is on record',
    querystring: closed(version),
    body: PersonalForm,
    response: { 200: Personal },
  };
  app.post(
    '/personal',
    withVersion(api, schema, async ({ queryContext, lease, reader, scope }, request) => {
      const rows = await personalOf(patient(queryContext), request.body.project_id, scope);
      const projects = [...new Set(rows.map(({ project_id: id }) => id))];
      api.record({
        stream: 'use',
        by: reader.account,
        event: 'reveal',
        details: { version: lease.version, projects, asked: request.body.project_id.length },
      });
      return { version: lease.version, rows };
    })
  );
}
