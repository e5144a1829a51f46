import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import { seat } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import type { Brief } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { contextOf } from '#lib/context.ts';
import type { Filter } from '#lib/filters/filters.ts';
import { composeReport } from '../../src/routes/brief/compose.ts';
import { docxOf } from '../../src/routes/brief/docx.ts';
import { sayPart } from '../../src/routes/brief/say.ts';
import { fromBufferPromise } from 'yauzl';

let warehouse: Warehouse;
let app: FastifyInstance;
beforeAll(async () => {
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
  const dashboards = readDashboards('dashboards');
  app = await createApp({ reader: () => seat, warehouse, dashboards: () => dashboards, briefs: 'data/briefs' });
});
afterAll(async () => {
  await app.close();
  warehouse.close();
});

/** Asks the door as a page does. */
const ask: typeof globalThis.fetch = async (input) => {
  const { statusCode, rawPayload } = await app.inject({ url: String(input) });
  return new Response(new Uint8Array(rawPayload), { status: statusCode });
};

/** A picture of one point. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64'
);

async function written(query: string, base: string) {
  const params = new URLSearchParams(query);
  const filters = (await (await ask('/api/filters')).json()) as Filter[];
  const composed = await composeReport(ask, params, { filters, version: null });
  const drawn: string[] = [];
  const bytes = await docxOf(composed, {
    context: contextOf({ url: new URL(`http://x/?${query}`), data: { filters } }),
    base,
    title: '示例简报',
    asked: '批次 2025',
    foot: '示例数据，不得引用',
    chosen: params.getAll('panel'),
    pictureOf: async ({ key }) => {
      drawn.push(key);
      return png;
    },
  });
  const parts = new Map<string, string>();
  const zip = await fromBufferPromise(bytes);
  for await (const entry of zip.eachEntry())
    parts.set(entry.fileName, Buffer.concat(await Array.fromAsync(await zip.openReadStreamPromise(entry))).toString());
  const body = parts.get('word/document.xml')!;
  const paragraphs = Array.from(body.matchAll(/<w:p[ >][\s\S]*?<\/w:p>/g), ([each]) =>
    Array.from(each.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g), ([, text]) => text).join('')
  );
  return { composed, drawn, parts, body, paragraphs };
}

/** Every sentence of a report, as its page says it. */
const sentencesIn = ({ sections, figures }: Brief): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'figure'
        ? []
        : [
            block.parts
              .map((part) => {
                if ('text' in part) return part.text;
                const { text, few } = sayPart(part, figures);
                return `${text}${few}`;
              })
              .join(''),
          ]
    )
  );

test('a report as a document says every sentence and row that its page says; figures are pictures, numbers lead on', async () => {
  const query = 'batch=2025&city=济南市&panel=outcomes/told';
  const { composed, drawn, parts, body, paragraphs } = await written(query, 'http://office:3000');
  for (const sentence of sentencesIn(composed.brief!)) expect(paragraphs).toContain(sentence.replaceAll('&', '&amp;'));
  const printed = Object.values(composed.printed);
  const tables = printed.filter(
    ({ shown }) =>
      'table' in shown && shown.table.rows.length > 0 && ['table', 'figures'].includes(shown.panel.chart.mark)
  );
  expect(body.match(/<w:tbl>/g)?.length).toBe(tables.length);
  for (const { shown } of tables)
    for (const row of 'table' in shown ? shown.table.rows : [])
      if (typeof row.project_name === 'string') expect(paragraphs).toContain(row.project_name);
  expect(drawn.length).toBeGreaterThan(1);
  expect(body.match(/<pic:pic/g)?.length).toBe(drawn.length);
  const links = parts.get('word/_rels/document.xml.rels')!;
  expect(links).toMatch(/Target="http:\/\/office:3000\/explain\?[^"]*metric=/);
  const footer = [...parts].find(([name]) => /^word\/footer\d+\.xml$/.test(name))![1];
  expect(footer).toMatch(/示例数据，不得引用[\s\S]*PAGE/);
});

test('where nobody is served no number leads anywhere, and what is unknown is said', async () => {
  const { composed, parts, paragraphs } = await written('batch=2025&direction=链式转型', '');
  expect(parts.get('word/_rels/document.xml.rels')).not.toContain('explain');
  for (const sentence of sentencesIn(composed.brief!)) expect(paragraphs).toContain(sentence);
});
