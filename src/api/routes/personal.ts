import type { FastifyInstance } from 'fastify';
import { nameProjects, personalOf } from '#query';
import type { Personal as Answer } from '#spec';
import { closed, Personal, PersonalForm, version } from '#spec/answers';
import type { Api } from '../http/context.ts';
import { pageBack } from '../http/page-back.ts';
import { plainPage, plainPolicy } from '../http/plain-page.ts';
import { patient, withCatalog } from '../http/request.ts';
import { wantsPage } from '../http/wants-page.ts';
import { readBodies } from './decisions/bodies.ts';

/**
 * `POST /personal`: whom to call about these projects. Everywhere else personal columns are masked; what is revealed
 * here is on record, by account and project, without what it said. A form without a program is answered by a list.
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
    withCatalog(api, schema, async ({ queryContext, lease, reader, scope, catalog, view }, request, reply) => {
      const { project_id: asked, back } = request.body;
      const rows = await personalOf(patient(queryContext), asked, scope);
      const answer = { version: lease.version, projects: await nameProjects(queryContext, catalog, asked, view), rows };
      const revealed = [...new Set(rows.map(({ project_id: id }) => id))];
      api.record({
        stream: 'use',
        by: reader.account,
        event: 'reveal',
        details: { version: lease.version, projects: revealed, rows: rows.length, asked: asked.length },
      });
      void reply.header('cache-control', 'no-store');
      if (!wantsPage(request)) return answer;
      void reply.header('content-security-policy', plainPolicy).type('text/html; charset=utf-8');
      return reply.send(listOf(answer, pageBack(back)));
    })
  );
}

function listOf({ projects, rows }: Answer, back: string): string {
  const lines = projects.flatMap(({ project_id: id, project_name: name, applicant, city, county }) => {
    const found = rows.filter((row) => row.project_id === id);
    const said = new Set(found.map(({ cells }) => cells.map(({ header, value }) => `${header} ${value}`).join('　')));
    const place = [city, county].filter(Boolean).join(' ');
    return (said.size === 0 ? ['没有填写'] : [...said]).map((each) => [
      applicant ?? '',
      each,
      place,
      `${name ?? ''}（${id}）`,
    ]);
  });
  return plainPage(
    '申报单位的联系方式',
    `${projects.length} 个项目。这次查看已记入操作记录。`,
    [[back, '返回']],
    [['申报单位', '联系方式', '市、县', '项目'], ...lines]
  );
}
