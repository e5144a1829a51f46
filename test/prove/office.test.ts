import { inject, expect, test } from 'vitest';
import type { Table } from '#spec';
import { shownByOffice } from '../programs/libreoffice.ts';
import { isFull } from '../tier.ts';
import { openProvince } from './province.ts';

test.runIf(isFull)(
  'a table that an office program opens shows what was answered, ids and batches as text',
  async () => {
    const province = await openProvince(inject('sampleWarehouse'));
    try {
      const asked = new URLSearchParams([
        ['batch', '2024-1'],
        ['city', '青岛市'],
      ]);
      const table = await province.json<Table>(`/api/projects?${asked}&limit=200`);
      const answer = await province.app.inject({ url: `/api/projects?${asked}&format=xlsx&sort=project_id` });
      const [heads = [], ...rows] = shownByOffice(answer.rawPayload);
      const at = (name: string) => table.columns.findIndex((column) => column.name === name);
      expect(heads[at('applicant_id')]).toContain(table.columns[at('applicant_id')]!.title);
      expect(rows.length).toBe(table.rows.length);
      for (const name of ['project_id', 'project_name', 'applicant_id', 'batch', 'period_end', 'stage'])
        expect([name, rows.map((cells) => cells[at(name)])]).toEqual([
          name,
          table.rows.map((row) => (row[name] === null ? '' : String(row[name]))),
        ]);
      const amounts = rows.map((cells) => cells[at('total_investment')]?.replaceAll(',', ''));
      expect(amounts.map(Number)).toEqual(table.rows.map((row) => Number(row.total_investment ?? 0)));
      // All of them digits: as a number its last ones were lost.
      expect(rows.some((cells) => /^\d{18}$/.test(cells[at('applicant_id')] ?? ''))).toBe(true);
    } finally {
      await province.close();
    }
  }
);
