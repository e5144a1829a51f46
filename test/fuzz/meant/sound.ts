import { openPeople } from '../../province/dirty/people.ts';
import { openStock } from '../../province/dirty/stock.ts';
import { SOURCES } from '../../province/dirty/records.ts';
import { soundTable } from '../../province/dirty/sound.ts';
import { csvLines } from '../../province/dirty/table.ts';
import { plan } from '../../province/province.ts';
import type { Random } from '../../xlsx/seeded.ts';
import { columns, money, type Column, type MeantRow, type Sound } from './made.ts';

const headers = SOURCES.验收结果表.headers;

/** Sound tables of projects that nobody else has, and the table in which all of these are handed in. */
export function openSound(seed: number): { next(draw: Random): Sound; applications(): Buffer } {
  const people = openPeople(`meant-${seed}`, openStock(plan({ projects: 60, seed: `meant-${seed}` })));
  return {
    next(draw) {
      const lines = soundTable('验收结果表', people, { lines: 5 }).lines.map(({ cells }) =>
        cells.map((cell, i): string => {
          const header = headers[i] as string;
          if (money.includes(header as (typeof money)[number])) return String(100 + draw.below(700));
          if (header === '核减原因') return `凭证不全${'甲乙丙丁'[draw.below(4)]}`;
          return String(cell);
        })
      );
      const rows = lines.map((cells): MeantRow => {
        const of = (column: string) => cells[headers.indexOf(column)] ?? '';
        const values = Object.fromEntries(columns.map((column) => [column, of(column) || null]));
        return { id: of('项目编号'), values: values as Record<Column, string | null> };
      });
      return { headers, lines, rows };
    },
    applications() {
      const { headers: header } = SOURCES.项目基本信息表;
      const lines = people.handedIn().map((project) => ({
        cells: header.map((name) => people.recordOf('项目基本信息表', project)[name] ?? ''),
        flaws: [],
      }));
      return Buffer.from(csvLines({ above: [], header: [header], lines }).join('\n'));
    },
  };
}
