import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCurrent } from '#warehouse';
import { copySample } from '../copy-sample.ts';
import { openMatrix, type Opened } from '../matrix/open.ts';
import { builtPages } from '../matrix/pages.ts';
import { askers, type Asker } from '../matrix/readers.ts';
import { some } from '../tier.ts';

let opened: Opened;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'canaries-'));
  await copySample(folder);
  opened = await openMatrix(folder, { pages: await builtPages() });
});
afterAll(async () => {
  await opened?.close();
  await rm(folder, { recursive: true, force: true });
});

const named = (name: string) => askers.find((each) => each.name === name)!;
const division = named('处室');
const others = some(['青岛市，可核定', '济南市', '济南市历下区', '2025批次', '评审审计', '只读大屏'].map(named), 2).map(
  (asker) => [asker.name, asker] as const
);

/** As long as the real name, so that nothing but the name may differ. */
const absent = 'nothing_x';
const said = async (asker: Asker, url: string, name: string, more = {}) => {
  const { status, headers, body } = await opened.ask(asker, encodeURI(url), more);
  const told = Object.entries(headers)
    .filter(([key]) => !/^(date|etag|server-timing|x-request-id)$/.test(key))
    .map(([key, value]) => [key, String(value).replaceAll(/'sha256-[^']+'/g, "'sha256-…'")]);
  // At the foot stands the code of the address, which is another for each.
  const text = String(body);
  const [, code = name] =
    /seal:\{code:"([^"]+)"/.exec(text) ?? /"([0-9A-Z]{6}-[0-9A-Z]{6}-[0-9A-Z]{6})"/.exec(text) ?? [];
  return { status, headers: told, body: text.replaceAll(code, '…').replaceAll(name, '…') };
};

const addresses = [
  '/scenarios/quota',
  '/scenarios/quota?rule=equal&total=200&list=潍坊市',
  '/scenarios/subsidy',
  '/scenarios/subsidy?rule=rate_capped',
  '/scenarios/quota/__data.json?rule=equal',
  '/scenarios/subsidy/__data.json',
  '/api/scenarios',
  '/api/scenarios/quota?rule=equal',
  '/api/scenarios/quota/济南市?rule=equal',
  '/api/scenarios/quota/青岛市?rule=equal',
  '/api/scenarios/quota.sql?rule=equal',
  '/api/scenarios/quota?rule=equal&format=xlsx',
  '/api/scenarios/quota?rule=nobody',
  '/api/scenarios/subsidy?rule=rate_capped',
  '/api/scenarios/subsidy?rule=rate_capped&format=csv',
  '/api/scenarios/subsidy.ts?rule=rate_capped',
];

test('the division finds them all', async () => {
  for (const url of addresses)
    expect([url, (await opened.ask(division, encodeURI(url))).status]).toEqual([url, /nobody/.test(url) ? 400 : 200]);
});

describe.each(others)('%s', (_, asker) => {
  test.each(addresses)('%s is to the byte an address that there is not', async (url) => {
    const nowhere = await said(asker, url.replace('scenarios', absent), absent);
    expect(nowhere.status).toBe(404);
    expect(await said(asker, url, 'scenarios')).toEqual(nowhere);
  });

  test('nor by another method, or with a tag that the division was given', async () => {
    for (const more of [
      { method: 'POST' as const, payload: '{}' },
      { method: 'DELETE' as const },
      { headers: { 'if-none-match': '*' } },
    ])
      expect(await said(asker, '/api/scenarios/quota?rule=equal', 'scenarios', more)).toEqual(
        await said(asker, `/api/${absent}/quota?rule=equal`, absent, more)
      );
  });

  test('no page of theirs leads there', async () => {
    const { body } = await opened.ask(asker, '/?batch=2025');
    expect(String(body)).not.toContain('/scenarios/');
    expect(String(body)).not.toContain('测算');
  });
});

test('nothing of a scenario is in a version, a metric, an explanation, a finding, a form or a brief', async () => {
  const { path } = (await readCurrent(folder))!;
  const hash = async () =>
    createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  const before = await hash();
  // A number that the sample has nowhere.
  for (const url of [
    '/api/scenarios/quota?rule=equal&total=76543',
    '/api/scenarios/quota?rule=by_factors&total=76543&format=xlsx',
    '/api/scenarios/subsidy?rule=rate_capped&budget=7654.3万元&control=proportional&unit=fen',
  ])
    expect((await opened.ask(division, encodeURI(url))).status).toBe(200);
  expect(await hash()).toBe(before);
  for (const url of [
    '/api/metrics',
    '/api/query?metrics=quota,subsidy_allocated&by=city',
    '/api/explain?metric=quota&city=济南市&batch=2025',
    '/api/findings?limit=100',
    '/api/matters',
    '/api/dashboards',
    '/api/briefs',
    '/api/forms',
    '/api/papers/standing',
  ]) {
    const { body } = await opened.ask(division, encodeURI(url));
    expect([url, /76543|7654\.3|测算|示例规则/.test(String(body))]).toEqual([url, false]);
  }
});
