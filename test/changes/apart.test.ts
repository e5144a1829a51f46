import { describe, expect, test } from 'vitest';
import { becauseOf } from '../../src/changes/because.ts';
import type { DifferingRow, SourceRow } from '../../src/changes/rows.ts';

const row = (project: string, place: string): SourceRow => ({
  file: '项目基本信息表.csv',
  sheet: '',
  row: 3,
  texts: { 项目编号: project, 实施地点: place },
  values: { project_id: project, site: place },
});

/** One row that was of one project, and is of another. */
const became: DifferingRow = {
  source: 'applications',
  subjects: ['project:SL2025-3702-0001', 'project:SL2025-3701-0001'],
  from: row('SL2025-3702-0001', '青岛某处'),
  to: row('SL2025-3701-0001', '济南某处'),
};
const columns = new Map([
  [
    'applications',
    [
      { name: 'project_id', header: '项目编号', isPrivate: false },
      { name: 'site', header: '实施地点', isPrivate: false },
    ],
  ],
]);

describe('a row that became another project’s', () => {
  test('is told to who sees both as cells, before and after', () => {
    const told = becauseOf({ rows: [became], respelled: 0, columns }).get('project:SL2025-3701-0001');
    expect(JSON.stringify(told)).toContain('青岛某处');
  });

  test('tells who sees one of both nothing of the other: it came, or it went', () => {
    const told = becauseOf({ rows: [became], respelled: 0, columns }, true);
    const place = { file: '项目基本信息表.csv', sheet: '', row: 3 };
    expect(Object.fromEntries(told)).toEqual({
      'project:SL2025-3702-0001': [{ kind: 'row_removed', source: 'applications', from: place }],
      'project:SL2025-3701-0001': [{ kind: 'row_added', source: 'applications', to: place }],
    });
  });
});
