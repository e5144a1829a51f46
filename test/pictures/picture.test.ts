import { readFileSync } from 'node:fs';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Panel, Row } from '#spec';
import { createRaster, drawPicture, findFont, type Pictured } from '#pictures';
import { textWidth } from '#lib/charts/style.ts';
import { breakLines } from '../../src/pictures/text.ts';
import { variablesOf, written } from '../../src/pictures/theme.ts';
import { count, tableOf, word } from '../lib/charts/picture.ts';
import { elementsOf } from './svg.ts';

const bullet: Panel = {
  title: '各市占用名额 <与> "推荐名额" & 其他',
  note: '竖线是推荐名额。',
  chart: { mark: 'bullet', label: 'city', value: 'used', target: 'quota', left: 'rest' },
};
const table = tableOf(
  [word('city', '市'), count('used', '占用名额'), count('quota', '推荐名额'), count('rest', '可用名额')],
  [
    { city: '济南市', used: 5, quota: 10, rest: 5 },
    { city: '潍坊市', used: 12, quota: 10, rest: -2 },
  ]
);
const pictured = (more: Partial<Pictured> = {}): Pictured => ({
  panel: bullet,
  table,
  values: {},
  said: { source: ['来源：百景', '数据截至 2026-06-30', '筛选：批次 2025'], isSample: true },
  background: 'white',
  ...more,
});
const drawn = async (more: Partial<Pictured> = {}) => {
  const { svg, width, height } = await drawPicture(pictured(more));
  return { svg, width, height, all: elementsOf(svg), texts: elementsOf(svg).filter(({ name }) => name === 'text') };
};

describe('a picture', () => {
  test('stands by itself: title, note, what colours mean, of which data it is, and that they are invented', async () => {
    const { svg, texts } = await drawn();
    const said = texts.map(({ text }) => text).join('\n');
    for (const each of [
      bullet.title,
      '竖线是推荐名额。',
      '占用名额（超出推荐名额）',
      '示例数据',
      '筛选：批次 2025',
      '▲超 2 个',
    ])
      expect(said).toContain(each);
    expect(svg).not.toMatch(/var\(|<style|<script|href|class=/);
  });

  test('says no 示例数据 of what is not', async () => {
    const { svg } = await drawn({ said: { source: ['来源：百景'], isSample: false } });
    expect(svg).not.toContain('示例数据');
  });

  test('lies on white or on nothing', async () => {
    const ground = ({ svg }: { svg: string }) =>
      /<title>[^<]*<\/title><rect width="\d+" height="\d+" fill="#ffffff"\/>/.test(svg);
    expect(ground(await drawn())).toBe(true);
    expect(ground(await drawn({ background: 'transparent' }))).toBe(false);
  });

  test('says what the filters cannot be asked of, and draws no number where all of it is unfit', async () => {
    const says = '名额不分任务，没有可比。';
    const part = await drawn({ table: { ...table, unfit: [{ state: 'not_filtered', filters: ['task'], says }] } });
    expect(part.texts.some(({ text }) => text === says)).toBe(true);
    const none = await drawn({ table: { ...table, unfit: [{ state: 'not_applicable', filters: ['task'], says }] } });
    expect(none.texts.map(({ text }) => text)).toContain(says);
    expect(none.texts.map(({ text }) => text)).not.toContain('济南市');
  });

  test('of a table of many rows says how many it shows', async () => {
    const rows: Row[] = Array.from({ length: 90 }, (_, i) => ({ city: `市${i}`, used: i, quota: null, rest: null }));
    const { texts } = await drawn({ panel: { title: '表', chart: { mark: 'table' } }, table: { ...table, rows } });
    expect(texts.map(({ text }) => text).join('\n')).toContain('前 40 个，共 90 个。');
    expect(texts.map(({ text }) => text)).toContain('市39');
    expect(texts.map(({ text }) => text)).not.toContain('市40');
  });

  test('of a mark that a page sets in HTML shows what is behind it', async () => {
    const panel = { title: '表', chart: { mark: 'of-html' } } as unknown as Panel;
    const said = (await drawn({ panel })).texts.map(({ text }) => text);
    expect(said).toEqual(expect.arrayContaining(['济南市', '潍坊市', '12']));
  });

  test('of headline numbers says why one is missing, and never 0 for it', async () => {
    const panel: Panel = {
      title: '合计',
      chart: { mark: 'figures', show: [['used'], ['quota', 'rest']], missing: { quota: 'why' } },
    };
    const { texts } = await drawn({
      panel,
      table: tableOf(
        [...table.columns, word('why', '原因')],
        [{ used: 7, quota: null, rest: null, why: '名额未导入' }]
      ),
    });
    expect(texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['7', '名额未导入', '可用名额 —']));
  });

  test('is XML whatever the data say', async () => {
    const rows: Row[] = [{ city: '\u0000\u000b<&>"\ud800]]>', used: 1, quota: 2, rest: 1 }];
    expect(
      (await drawn({ panel: { title: '表', chart: { mark: 'table' } }, table: { ...table, rows } })).all.length
    ).toBeGreaterThan(5);
  });

  test('keeps its words within it', async () => {
    const long = '面向工程机械全产业链的数字化供应链协同平台建设及其规模化推广应用（示例）'.repeat(3);
    const panel: Panel = { title: long, note: long, chart: { mark: 'table' } };
    const { width, height, texts } = await drawn({
      panel,
      table: { ...table, rows: [{ city: long, used: 1, quota: 1, rest: 0 }] },
    });
    for (const { text, attributes } of texts) {
      const size = Number(attributes['font-size']);
      const left = Number(attributes.x) - (attributes['text-anchor'] === 'end' ? textWidth(text, size) : 0);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(left + textWidth(text, size)).toBeLessThanOrEqual(width);
      expect(Number(attributes.y)).toBeLessThanOrEqual(height);
    }
  });
});

test('lines break between characters, before no closing mark, and within no number', () => {
  const lines = breakLines('截至2026-06-30，共有12,345.67万元（示例）。', 96, 12);
  expect(lines.join('')).toBe('截至2026-06-30，共有12,345.67万元（示例）。');
  expect(lines.every((line) => !/^[，。）]/.test(line))).toBe(true);
  expect(lines.some((line) => line.includes('12,345.67'))).toBe(true);
  expect(breakLines('', 96, 12)).toEqual([]);
});

test('every colour of the theme can be written out, and one that it does not say is an error', () => {
  const theme = variablesOf(readFileSync('src/lib/theme.css', 'utf8'));
  expect(theme.get('--surface')).toMatch(/^#/);
  expect(() => written('fill="var(--nothing)"', theme)).toThrow('--nothing');
});

describe('fonts', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fonts-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('one that knows Chinese is found by its name, at any depth; where there is none, none', async () => {
    expect(await findFont([folder])).toBeNull();
    mkdirSync(join(folder, 'truetype/wqy'), { recursive: true });
    writeFileSync(join(folder, 'truetype/wqy/WQY-ZenHei.ttc'), '');
    expect(await findFont([folder])).toEqual({
      family: 'WenQuanYi Zen Hei',
      file: join(folder, 'truetype/wqy/WQY-ZenHei.ttc'),
    });
  });

  test('a file of that name that draws no Chinese is none: no box is drawn for a character', async () => {
    const { svg } = await drawPicture(pictured());
    const raster = createRaster(async () => ({
      family: 'WenQuanYi Zen Hei',
      file: join(folder, 'truetype/wqy/WQY-ZenHei.ttc'),
    }));
    await expect(raster.png(svg, new AbortController().signal)).rejects.toMatchObject({ code: 'no_font', status: 501 });
  });
});
