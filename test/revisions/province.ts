import { drawn, places, type Tables } from '../changes/province.ts';

/** Nine projects of three cities, of 济南 1, 4 and 7: all accepted but the ones that say otherwise. */
export function province(): Tables {
  const tables = drawn(7);
  tables.applications.forEach((row, at) => {
    row[3] = '7';
    [row[8], row[9]] = places[at % 3]!;
  });
  tables.acceptances = tables.applications.map(([id = ''], at) => [
    id,
    '2026-04-02',
    '2026-04-20',
    at === 3 ? '不通过' : '通过',
    '500',
    '480',
  ]);
  tables.events = tables.applications.flatMap(([id = '']) => [
    [id, '提交', '2025-04-20 10:00'],
    [id, '市推荐', '2025-04-24 09:00'],
    [id, '公布', '2025-06-10 10:00'],
  ]);
  tables.subsidies = [];
  return tables;
}
