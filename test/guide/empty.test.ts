import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readDashboards } from '#query';
import { everyPage } from '../browser/every-page.ts';
import { builtPages } from '../matrix/pages.ts';
import { some } from '../tier.ts';
import { openEmpty, type EmptyOffice } from './empty-office.ts';
import { readHtml, squeezed } from './html.ts';

// On the first day there is nothing: every page says so and what comes next, and tells nobody to do what they may not.

const accounts = {
  root: ['administrator', {}],
  division: ['division', {}],
  jinan: ['city', { city: ['济南市'] }],
  lixia: ['county', { city: ['济南市'], county: ['历下区'] }],
  audit: ['reviewer', {}],
  wall: ['screen', {}],
} as const;

let office: EmptyOffice;
let alone: EmptyOffice;
const found = {
  dashboards: [] as string[],
  project: 'P1',
  version: '20260701T090000-11111111',
  hash: 'f'.repeat(64),
  finding: '/findings/late_submission/P1/2025',
};
beforeAll(async () => {
  const pages = await builtPages();
  found.dashboards = [...(await readDashboards('dashboards')).keys()].map((name, at) => (at === 0 ? '/' : `/${name}`));
  office = await openEmpty({ pages });
  for (const [account, [role, scope]] of Object.entries(accounts))
    await office.add(account, role, scope as Record<string, string[]>);
});
afterAll(async () => {
  await office.close();
  await alone?.close();
});

const mayUpload = ['division', 'jinan', 'lixia'];

async function walk(of: EmptyOffice, account: string | null): Promise<Record<string, string>> {
  const wrong: Record<string, string> = {};
  for (const page of everyPage(found)) {
    const { status, body, location } = await of.as(account, page);
    const { text, controls } = readHtml(body);
    const leads = controls.map(({ attributes }) => attributes.href);
    const isEmpty = text.includes(squeezed('还没有导入数据'));
    if (status >= 500 && status !== 503) wrong[page] = `${status} ${text.slice(0, 80)}`;
    if (status === 503 && !isEmpty) wrong[page] = `503 ${text.slice(0, 80)}`;
    if (status === 303 && !['/accounts', '/', '/sign-in'].includes(location)) wrong[page] = `303 ${location}`;
    if (!isEmpty) continue;
    if (!leads.includes('/begin')) wrong[page] = 'leads to no beginning';
    // Nobody who stands before a wall does anything.
    if (page.endsWith('view=wall')) continue;
    const isSent = leads.includes('/data/upload');
    if (isSent !== (account === null || mayUpload.includes(account))) wrong[page] = `upload: ${isSent}`;
  }
  return wrong;
}

describe('an office that has accounts and nothing else', () => {
  test.each(some(Object.keys(accounts), 3))('%s', async (account) => {
    expect(await walk(office, account)).toEqual({});
  });

  test('the beginning says what comes next, to each what is theirs', async () => {
    const said = async (account: string) => readHtml((await office.as(account, '/begin')).body).text;
    expect(await said('root')).toContain('15个有账号'.replace('15', '1'));
    expect(await said('root')).toContain('下一步');
    const city = await said('jinan');
    expect(city).not.toContain('个有账号');
    expect(city).not.toContain('您来做');
  });

  test('who tends accounts is told on their page that steps are left', async () => {
    expect(readHtml((await office.as('root', '/accounts')).body).text).toContain('步没有做好');
  });
});

test('one seat', async () => {
  // From here on pages ask this one.
  alone = await openEmpty({ pages: await builtPages(), isSeat: true });
  expect(await walk(alone, null)).toEqual({});
});
