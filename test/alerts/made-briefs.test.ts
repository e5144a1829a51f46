import { request } from 'node:http';
import { expect, inject, test } from 'vitest';
import { seat, type Reader } from '#access';
import { makeBriefAs } from '#server/brief-as.ts';
import { makeBriefElsewhere } from '#server/fork-brief.ts';
import { readingOnly, type MadeBrief } from '#server/made-brief.ts';
import { prepareBrief } from '#server/prepare-brief.ts';
import { serve } from '#server/serve.ts';
import { isFull } from '../tier.ts';

const warehouse = inject('sampleWarehouse');
const of = (scope: Reader['scope']): Reader => readingOnly({ ...seat, account: 'jinan', name: '济南', scope });
const jinan = of({ city: ['济南市'] });

test('what is made is of its reader’s scope, and says what could not be made', async () => {
  const page = '/brief?batch=2025&section=一、总体情况&panel=quota/by-city&panel=quota/nothing-of-the-kind';
  const rowsOf = async (reader: Reader) => {
    const { parts, failed } = await makeBriefAs({ warehouse, reader, page, format: 'link' });
    expect(failed.map(({ title }) => title)).toEqual(['quota/nothing-of-the-kind']);
    return parts.at(-1)?.rows;
  };
  expect([await rowsOf(jinan), await rowsOf(of({}))]).toEqual([1, 16]);
});

test('what is told beside it is of what the page shows: of the current batch, where none is said', async () => {
  const rowsOf = async (page: string) => {
    const { parts } = await makeBriefAs({ warehouse, reader: of({}), page, format: 'link' });
    return parts.map(({ title, rows }) => `${title} ${rows}`);
  };
  const current = await rowsOf('/quota');
  expect(current).toEqual(await rowsOf('/quota?batch=2026-2'));
  expect(current).not.toEqual(await rowsOf('/quota?batch=all'));
});

test('while it is made, nobody is answered who does not know its name', async () => {
  const server = await serve({
    warehouse,
    port: 0,
    host: '127.0.0.1',
    isQuiet: true,
    as: { reader: jinan, name: 'known.localhost' },
  });
  try {
    const { port } = new URL(server.address);
    const statusFor = (host: string) =>
      new Promise((resolve, reject) => {
        const asked = request({ host: '127.0.0.1', port, path: '/api/projects', headers: { host } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        });
        asked.on('error', reject).end();
      });
    expect(await statusFor(`known.localhost:${port}`)).toBe(200);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `other.localhost:${port}`])
      expect(await statusFor(host)).toBe(400);
  } finally {
    await server.close();
  }
});

test.runIf(isFull)('as a file it is a PDF of the same', async () => {
  const reader = { ...jinan, capabilities: [...jinan.capabilities] };
  const { pdf, noPdf } = await makeBriefElsewhere(warehouse, { reader, page: '/brief?batch=2025', format: 'pdf' });
  expect(noPdf).toBeNull();
  expect(Buffer.from(pdf!.subarray(0, 5)).toString()).toBe('%PDF-');
});

const made: MadeBrief = {
  title: '名额使用',
  version: '20261129T041241-ff3a2da3',
  parts: [{ title: '各市占用名额与推荐名额', rows: 1 }],
  failed: [],
  isEmpty: false,
  pdf: null,
  noPdf: null,
};
const schedule = { name: '周报', page: '/quota?batch=2025', format: 'pdf' as const, sendsEmpty: false };
const sent = (changed: Partial<MadeBrief>, scheduled: Partial<typeof schedule> = {}) =>
  prepareBrief(
    { ...schedule, ...scheduled },
    {
      reader: jinan,
      to: 'wang@jn.example.gov.cn',
      origin: 'https://baijing.example',
      make: (asked) => {
        // Whoever is sent a page reads it, and may do nothing else.
        expect(asked).toMatchObject({ reader: { scope: jinan.scope, capabilities: ['sums', 'rows'] } });
        return Promise.resolve({ ...made, ...changed });
      },
    }
  );

test('where there is nothing to say nothing is sent, unless that was asked for', async () => {
  expect(await sent({ isEmpty: true })).toEqual({ dropped: '没有内容，按设置不发' });
  expect(await sent({ isEmpty: true }, { sendsEmpty: true })).toMatchObject({
    lines: expect.arrayContaining(['这一期没有内容。']) as string[],
  });
});

test('a part that failed and a file that was not written are said, and the rest is sent', async () => {
  const failed = [{ title: '各批次名额', reason: '没有这张图' }];
  const { lines, files, link } = (await sent({ failed, noPdf: '没有 Chromium' })) as Exclude<
    Awaited<ReturnType<typeof sent>>,
    { dropped: string }
  >;
  expect(lines).toEqual([
    '名额使用（范围：济南市；数据版本 20261129T041241-ff3a2da3）',
    '没有做成：各批次名额（没有这张图）',
    'PDF 没有做成，请打开下面的地址看。',
    '各市占用名额与推荐名额：1 行',
  ]);
  expect([files, link]).toEqual([undefined, 'https://baijing.example/quota?batch=2025']);
  expect(await sent({ pdf: new Uint8Array([1]) })).toMatchObject({
    files: [{ name: '周报.pdf', type: 'application/pdf' }],
  });
});
