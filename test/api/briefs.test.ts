import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seat } from '#access';
import { createApp } from '#api';
import { readDashboards } from '#query';
import type { Brief, BriefPart, NamedBrief, Table } from '#spec';
import { followWarehouse, type Warehouse } from '#warehouse';
import { cityReader } from '../readers.ts';
import { sayPart } from '../../src/routes/brief/say.ts';
import { besides, chosenSections, figuresOf } from '../../src/routes/brief/figures.ts';
import { onPaper } from '#lib/on-paper.ts';

let warehouse: Warehouse;
let folder: string;
const doors: FastifyInstance[] = [];
const open = async (briefs: string, reader = seat) => {
  const dashboards = readDashboards('dashboards');
  const door = await createApp({ reader: () => reader, warehouse, dashboards: () => dashboards, briefs });
  doors.push(door);
  return door;
};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'briefs-'));
  warehouse = await followWarehouse(inject('sampleWarehouse'), { poll: 60_000, log: () => {} });
});
afterAll(async () => {
  for (const door of doors) await door.close();
  warehouse.close();
  await rm(folder, { recursive: true });
});

const get = async <T>(door: FastifyInstance, url: string): Promise<T> => {
  const answer = await door.inject({ url: encodeURI(url) });
  expect(answer.statusCode, `${url}: ${answer.body.slice(0, 400)}`).toBe(200);
  return answer.json<T>();
};
/** Every sentence of a report, as its page says it. */
const sentences = ({ sections, figures }: Brief): string[] =>
  sections.flatMap(({ blocks }) =>
    blocks.flatMap((block) =>
      block.kind === 'figure'
        ? []
        : [block.parts.map((part) => ('text' in part ? part.text : sayPart(part, figures).text)).join('')]
    )
  );
const compose = async (body: string, query = '', reader = seat) => {
  await writeFile(join(folder, 'x.md'), `# 简报\n\n## 一\n\n${body}\n\n## 二\n\n字\n`);
  return get<Brief>(await open(folder, reader), `/api/briefs/x?${query}`);
};

describe('the reports of this project', () => {
  test('hold: every mark and every figure is known', async () => {
    const briefs = await get<NamedBrief[]>(await open('data/briefs'), '/api/briefs');
    expect(briefs.length).toBeGreaterThan(0);
    expect(briefs.flatMap(({ faults }) => faults)).toEqual([]);
  });

  test('say every number that the API says, and no mark is left', async () => {
    const door = await open('data/briefs');
    for (const { name } of await get<NamedBrief[]>(door, '/api/briefs')) {
      const brief = await get<Brief>(door, `/api/briefs/${name}?batch=2025&city=济南市`);
      expect(sentences(brief).join('')).not.toMatch(/\{\{|undefined|null|NaN/);
      const said = brief.sections.flatMap(({ blocks }) =>
        blocks.flatMap((each) => ('parts' in each ? each.parts : []))
      );
      const names = said.flatMap((part) => ('figure' in part ? [part.figure] : []));
      expect(names.length).toBeGreaterThan(10);
      const [row] = (await get<Table>(door, `/api/query?metrics=${names.join(',')}&batch=2025&city=济南市`)).rows;
      for (const each of names) expect(brief.figures.rows[0]![each], each).toBe(row![each]);
    }
  });
});

describe('a sentence', () => {
  test('is built from the numbers of the filters', async () => {
    const [{ quota_used: used } = {}] = (
      await get<Table>(await open(folder), '/api/query?metrics=quota_used&batch=2025')
    ).rows;
    expect(sentences(await compose('已占用 {{占用名额}}，{{quota_used}}。', 'batch=2025'))[0]).toBe(
      `已占用 ${String(used)} 个，${String(used)} 个。`
    );
  });

  test('never says what the filters cannot be asked of as a number', async () => {
    const brief = await compose('名额 {{推荐名额}}，使用率 {{名额使用率}}。', 'batch=2025&direction=技术赋能');
    expect(sentences(brief)[0]).toBe('名额 没有可比，使用率 没有可比。');
  });

  test('never says what is unknown as a number', () => {
    const figures: Table = {
      version: 'v',
      columns: [{ name: 'quota', title: '推荐名额', type: 'number', unit: '个', format: 'count' }],
      rows: [{ quota: null }],
    };
    const said = (part: Exclude<BriefPart, { text: string }>) => sayPart(part, figures);
    expect(said({ figure: 'quota' })).toEqual({ text: '未知', isKnown: false, few: '' });
    expect(said({ rows: null, unfit: '不随筛选' })).toMatchObject({ text: '没有可比', isKnown: false });
    expect(said({ listed: [], total: 0, unfit: null })).toMatchObject({ text: '没有' });
    expect(said({ listed: ['甲', '乙'], total: 9, unfit: null })).toMatchObject({ text: '甲、乙等 9 个' });
    expect(said({ listed: ['甲'], total: null, unfit: null })).toMatchObject({ text: '甲等' });
  });

  test('says of how few a ratio is', () => {
    const figures: Table = {
      version: 'v',
      columns: [{ name: 'rate', title: '率', type: 'number', unit: '%', format: 'percent', n: 'count' }],
      rows: [{ rate: 0.5, count: 2 }],
    };
    expect(sayPart({ figure: 'rate' }, figures)).toEqual({
      text: '50.0%',
      isKnown: true,
      few: '（n=2，少于 5，仅供参考）',
    });
  });

  test('says of which data, day and place it is', async () => {
    const brief = await compose('{{截至日}} {{范围}} {{推荐市}} {{批次}}', 'city=济南市');
    expect(sentences(brief)[0]).toBe('2026-06-30 推荐市 济南市 济南市 全部批次');
  });

  test('lists the rows of a figure, and counts them', async () => {
    const { rows } = await get<Table>(await open(folder), '/api/dashboards/overview/overdue.json?batch=2025');
    const brief = await compose('{{overview/overdue：行数}} 个：{{overview/overdue：project_name}}', 'batch=2025');
    expect(sentences(brief)[0]).toContain(`${rows.length} 个：`);
    if (rows.length > 0) expect(sentences(brief)[0]).toContain(String(rows[0]!.project_name));
  });
});

test('on the account of a city it is of its scope', async () => {
  const ofCity = await compose('{{市推荐数}} {{推荐市}}', 'batch=2025', cityReader('济南市'));
  const filtered = await compose('{{市推荐数}} {{推荐市}}', 'batch=2025&city=济南市');
  expect(sentences(ofCity)).toEqual(sentences(filtered));
});

test('only the sections that are wanted are composed, and no other is asked for', async () => {
  const brief = await compose('{{推荐名额}}', 'section=二');
  expect(brief.sections.map(({ title }) => title)).toEqual(['二']);
  expect(brief.figures.columns).toEqual([]);
  const door = await open(folder);
  expect((await door.inject({ url: encodeURI('/api/briefs/x?section=三') })).json().error).toMatchObject({
    code: 'unknown_section',
    details: { allowed: ['一', '二'] },
  });
});

test.each([
  ['{{推荐名领}}', '最接近的是“推荐名额”'],
  ['[[quota/by-citys]]', '最接近的是 quota/by-city'],
  ['{{quota/nothing：行数}}', '没有图表 quota/nothing'],
])('a report that does not hold is refused with what is wrong and where: %s', async (body, message) => {
  await writeFile(join(folder, 'x.md'), `# 简报\n\n## 一\n\n${body}\n`);
  const door = await open(folder);
  const { error } = (await door.inject({ url: '/api/briefs/x' })).json();
  expect(error).toMatchObject({ code: 'content_fault', message: expect.stringContaining(message) });
  expect(error.details.faults[0]).toMatchObject({ file: 'data/briefs/x.md', line: 5 });
  expect((await get<NamedBrief[]>(door, '/api/briefs'))[0]!.faults.length).toBe(1);
});

describe('its page', () => {
  const brief = {
    sections: [
      {
        title: '一',
        blocks: [{ kind: 'figure', dashboard: 'quota', panel: 'by-city', first: 5 }],
      },
    ],
  } as unknown as Brief;

  test('prints each figure once, in the order of the report, then those that were chosen besides', () => {
    const keys = figuresOf(brief, ['funding/steps', 'quota/by-city', 'funding/steps'], []).map(({ key }) => key);
    expect(keys).toEqual(['quota/by-city', 'funding/steps']);
    expect(besides(brief, ['funding/steps', 'quota/by-city', 'funding/steps'])).toEqual(['funding/steps']);
  });

  test('without a word on sections has all, in their order whatever the address says', () => {
    const named = { sections: ['一', '二', '三'] };
    expect(chosenSections(named, new URLSearchParams())).toEqual(['一', '二', '三']);
    expect(chosenSections(named, new URLSearchParams('section=三&section=一&section=没有'))).toEqual(['一', '三']);
  });

  test('leaves out what a click does: nobody clicks on paper', () => {
    expect(onPaper('竖线是名额。点击一市按市筛选。点一个数，看它的项目。')).toBe('竖线是名额。');
  });
});
