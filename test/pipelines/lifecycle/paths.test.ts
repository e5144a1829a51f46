import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';
import { application, events, handIn, type Line } from '../hand-in.ts';
import { paths, type Path } from './paths.ts';

const id = (index: number) => `P${String(index + 1).padStart(2, '0')}`;
const count =
  'applied || county_recommended || recommended || listed || in_progress || terminated || concluded || accepted || supported';

describe('where a project stands', () => {
  let build: Build;
  let found: Map<unknown, unknown>;
  beforeAll(async () => {
    const lines = (of: (path: Path) => Line | undefined, also: Line = {}) =>
      paths.flatMap((path, index) => (of(path) ? [{ 项目编号: id(index), ...also, ...of(path) }] : []));
    build = await buildFrom(
      handIn({
        applications: paths.map((_, index) => application(id(index))),
        events: paths.flatMap((path, index) => events(id(index), path.events)),
        reviews: lines((path) => path.review),
        acceptances: lines((path) => path.acceptance),
        subsidies: lines((path) => path.subsidy, { 预算年度: '2026' }),
      })
    );
    found = new Map(
      (await rowsOf(build, `select project_id, stage || ' ' || ${count} as stands from marts.projects`)).map((row) => [
        row.project_id,
        row.stands,
      ])
    );
  });
  afterAll(() => build.close());

  test.each(paths.map((path, index) => ({ ...path, project: id(index) })))('$says: $stands', ({ project, stands }) => {
    expect(found.get(project)).toBe(stands);
  });

  test('nothing of it breaks an assertion', async () => {
    expect(await rowsOf(build, 'from assertions.broken')).toEqual([]);
  });

  test('every stage is one that the reference knows, and each is reached here that this notice has', async () => {
    expect(
      await rowsOf(build, `select stage from reference.stages where stage not in (select stage from marts.projects)`)
    ).toEqual([{ stage: '备选' }]);
    expect(
      await rowsOf(build, `select stage from marts.projects where stage not in (select stage from reference.stages)`)
    ).toEqual([]);
  });
});
