import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stepsIn, take } from './recipes.ts';

const steps = stepsIn(readFileSync('CONTRIBUTING.md', 'utf8'));
const copied = ['src', 'pipelines', 'dashboards', 'data/reference', 'data/sample', 'test', 'package.json'];
const asked = [
  '/api/query?metrics=verified_per_project,listing_rate&by=batch',
  '/api/metrics',
  '/api/explain?metric=verified_per_project&batch=2025&limit=1',
  '/api/explain?metric=large&batch=2025&limit=1',
  '/api/findings?rule=period_unknown&verdict=pass&limit=1',
  '/api/sources',
  '/api/dashboards',
  '/api/dashboards/visits/by-batch.json',
  '/api/dashboards/visits/large.json',
  '/api/dashboards/visits/by-batch.ndjson',
  '/api/openapi.json',
];

let root: string;
const answers = new Map<string, { status: number; body: string }>();
const json = (url: string) => JSON.parse(answers.get(url)!.body);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'recipes-'));
  for (const path of copied) await cp(path, join(root, path), { recursive: true });
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  for (const step of steps) await take(step, root);
  await writeFile(
    join(root, 'data/sample/走访记录_示例数据.csv'),
    '项目编号,走访日期,走访经费(万元)\nSL2025-3701-0001,2025-09-01,1.5\n'
  );
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--no-warnings', 'test/recipes/ask.ts', 'data/sample', join(root, 'warehouse'), ...asked],
    { cwd: root, maxBuffer: 2 ** 26 }
  );
  for (const line of stdout.trim().split('\n')) {
    const { url, ...answer } = JSON.parse(line) as { url: string; status: number; body: string };
    answers.set(url, answer);
  }
}, 120_000);
afterAll(() => rm(root, { recursive: true }));

test('each recipe is tried', () => {
  expect([...new Set(steps.map(({ recipe }) => recipe))]).toEqual([
    'A metric',
    'A measure',
    'A rule',
    'A source',
    'A dashboard',
    'A mark',
    'An export format',
  ]);
});

test.each(asked)('%s answers', (url) => {
  expect(answers.get(url)).toMatchObject({ status: 200 });
});

test('a metric is what its expression says, brings its parts and leads to its rows', () => {
  const metric = json('/api/metrics').find(({ name }: { name: string }) => name === 'verified_per_project');
  expect(metric).toMatchObject({ kind: 'average', unit: '元', format: 'yuan', n: 'verified' });
  const { columns, rows } = json('/api/query?metrics=verified_per_project,listing_rate&by=batch');
  expect(columns.map(({ name }: { name: string }) => name)).toEqual([
    'batch',
    'verified_per_project',
    'listing_rate',
    'verified_investment',
    'verified',
    'listed_recommended',
    'recommended',
    'listed_unrecommended',
  ]);
  for (const row of rows)
    expect(row.verified_per_project).toBe(row.verified ? row.verified_investment / row.verified : null);
  expect(rows.some(({ verified }: { verified: number | null }) => verified)).toBe(true);
  const proof = json('/api/explain?metric=verified_per_project&batch=2025&limit=1');
  expect(proof.recomputed).toMatchObject({ agrees: true });
  expect(proof.value).toBe(rows.find(({ batch }: { batch: string }) => batch === '2025').verified_per_project);
});

test('a measure is summed up wherever sums are, and leads to its projects', () => {
  const proof = json('/api/explain?metric=large&batch=2025&limit=1');
  expect(proof.metric).toMatchObject({ title: '总投资过千万元', unit: '个', format: 'count' });
  expect(proof.recomputed).toMatchObject({ agrees: true });
  expect(proof.value).toBeGreaterThan(0);
  expect(json('/api/dashboards/visits/large.json').rows.length).toBeGreaterThan(0);
});

test('a rule judges, a source is told of, a dashboard stands in the navigation', () => {
  for (const name of ['review.json', 'not-concerned.json']) expect(json(name).found).toEqual(json(name).expected);
  expect(json('/api/findings?rule=period_unknown&verdict=pass&limit=1').total).toBeGreaterThan(0);
  expect(answers.get('/api/sources')!.body).toContain('走访记录');
  expect(json('/api/dashboards').map(({ name }: { name: string }) => name)).toContain('visits');
});

test('a mark draws, an export format writes and is documented', () => {
  expect(answers.get('svg')!.body).toMatch(/^<svg/);
  const lines = answers.get('/api/dashboards/visits/by-batch.ndjson')!.body.trim().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual(json('/api/dashboards/visits/by-batch.json').rows);
  expect(answers.get('/api/openapi.json')!.body).toContain('ndjson');
});
