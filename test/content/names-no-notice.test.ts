import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import Papa from 'papaparse';
import { expect, test } from 'vitest';

const rowsOf = (path: string) =>
  Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
const inNotices = (table: string) => globSync(`data/reference/notices/*/${table}.csv`).flatMap(rowsOf);
const named = (table: string, column: string) =>
  inNotices(table).flatMap((row) => [row[column] ?? '', ...(row.aliases ?? '').split('；')]);
const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
const anyOf = (names: readonly string[]) =>
  [...new Set(names)]
    .filter((name) => name !== '')
    .map(escaped)
    .join('|');

/** A clause by its bracketed number: 三（二）. One that is 一 alone stands in any sentence. */
const clauses = inNotices('clauses').flatMap(({ id = '' }) => (id.includes('（') ? [id] : []));
const batches = rowsOf('data/reference/batches.csv').map(({ batch = '' }) => batch);

/** A kind of project that every notice has, by which one of its tasks is also called. */
const kind = '公共服务载体';
/** What only one notice says. */
const told: Readonly<Record<string, RegExp>> = {
  year: /(?<![\d{#.-])20\d\d(?!\d|[-./年]\d|年度?第)/,
  batch: new RegExp(`(?<![\\d-])(?:${anyOf(batches.filter((batch) => batch.includes('-')))})(?![\\d-])`),
  task: new RegExp(anyOf(named('tasks', 'task').filter((name) => name !== kind))),
  direction: new RegExp(anyOf(named('directions', 'direction'))),
  clause: new RegExp(`${anyOf(clauses)}|附件\\d`),
  'how many': /(?:[二三四五六七八九十]|\d+) ?(?:个方向|项任务)/,
};

/** Where one stands rightly: how something is written, or a number that is no year. */
const rightly: Readonly<Record<string, RegExp>> = {
  'src/alerts/feeds/atom.ts': /www\.w3\.org/,
  'src/spec/content/notice.ts': /^ \* |附件/,
  'src/query/notice/notices.ts': /^\/\*\* Where something stands/,
  'src/commands/notice.ts': /notice new/,
  'src/pipeline/notices/quantities.ts': /Every number with a unit|year \?\? 2001/,
  'src/pipeline/notices/scaffold.ts': /不能作文件夹名/,
  'src/pipeline/notices/text.ts': /The annexes that a text names/,
  'src/spec/answers/findings.ts': /Any of these/,
  'src/spec/answers/table.ts': /The clause of the notice, as/,
  'src/spec/answers/receipt.ts': /Counts the loads|Local time/,
  'src/spec/answers/ledger.ts': /minimum: 2000/,
  'src/pipeline/versions/receipt-number.ts': /The number of the next receipt/,
  'src/pipeline/diff/rules.ts': /The tables below a folder|Its batch, or those/,
  'src/pipeline/content/check.ts': /loadedAt: '2000/,
  'src/clerks/marked/run.ts': /slice\(-2000\)/,
  'src/clerks/uploads/join-files.ts': /The old path/,
  'src/intake/examples.ts': /An id that only shows/,
  'src/intake/natural.ts': /二〇二五/,
  'src/intake/units/said.ts': /年度项目投资表|What stands in brackets/,
  'src/xlsx/read/moment-cell.ts': /2025年4月/,
  'src/alerts/channels/robots.ts': /2048/,
  'src/routes/wall/[[dashboard]]/+page.svelte': /min-height: 2000px/,
  'src/pictures/picture.ts': /www\.w3\.org/,
  'src/pictures/raster-worker.ts': /www\.w3\.org/,
  'src/spec/answers/personal.ts': /maxLength: 2000/,
  'src/xlsx/write/xml.ts': /schemas\.openxmlformats\.org/,
  'src/xlsx/write/width.ts': /\\u/,
  'src/xlsx/read/signatures.ts': /before 2007/,
  'src/xlsx/read/gate.ts': /170000/,
  'src/routes/entering/words.ts': /documentHint/,
  'src/entering/places.ts': /Below data/,
  'src/replicate/keep-following.ts': /every = 2000/,
  'src/deliver/lay-home.ts': /Server 2016/,
  'pipelines/parsers/year.sql': /^-- definition/,
  'pipelines/parsers/file_stem.sql': /^-- definition/,
  'pipelines/checks/unreadable_year.sql': /2000 至 2100|如 2025/,
  'pipelines/checks/odd_day.sql': /2090/,
  'pipelines/parsers/is_likely.sql': /2089|2090/,
  'pipelines/warnings/correction_of_nothing.sql': /文件名写成原来的名字/,
};

const files = globSync('{src,pipelines,dashboards}/**/*.{ts,sql,svelte,js}').sort();
const isRight = (path: string, line: string) => rightly[path]?.test(line) ?? false;
/** Characters by number, which hold any digits. */
const readable = (text: string) => text.replaceAll(/\\u\{?[\da-f]+\}?|\\x\{[\dA-F]+\}/gi, '');

test('neither the engine nor a rule, a metric or a panel says what one notice says', () => {
  expect(files.length).toBeGreaterThan(300);
  const found = files.flatMap((path) =>
    readFileSync(path, 'utf8')
      .split('\n')
      .flatMap((line, i) =>
        isRight(path, line)
          ? []
          : Object.entries(told).flatMap(([what, pattern]) => {
              const [said] = pattern.exec(readable(line)) ?? [];
              return said === undefined ? [] : [`${path}:${i + 1}: ${what} ${said}`];
            })
      )
  );
  expect(found).toEqual([]);
});

test('each exception still stands where it is listed', () => {
  const stale = Object.entries(rightly).filter(
    ([path, pattern]) =>
      !files.includes(path) ||
      !readFileSync(path, 'utf8')
        .split('\n')
        .some((line) => pattern.test(line))
  );
  expect(stale.map(([path]) => basename(path))).toEqual([]);
});

test.each([
  ['year', '依据 2025 年度申报通知'],
  ['batch', '2024-1、2024-2 或 2025'],
  ['task', '申报“供应链平台创新”的项目'],
  ['direction', "where direction = '技术赋能'"],
  ['clause', '（附件5）'],
  ['how many', '三个方向、九项任务'],
])('a %s of a notice is found where it is said', (what, said) => {
  expect(told[what]?.test(said)).toBe(true);
  expect(told[what]?.test('写成年月日，如 2025-04-24 16:58')).toBe(false);
});
