import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';

let opened: TestedApp;
beforeAll(async () => {
  opened = await openApp();
});
afterAll(() => opened.close());

const get = (url: string, accept: string) => opened.app.inject({ url: encodeURI(url), headers: { accept } });
const files = ['/api/query.csv', '/api/query?metrics=quota&city=火星市&format=csv', '/api/dashboards/nowhere.xlsx'];

describe.each(files)('a file that is refused, %s', (url) => {
  test('is a page in words to a person, and the same words to a program', async () => {
    const page = await get(url, 'text/html,application/xhtml+xml,*/*;q=0.8');
    const answer = await get(url, '*/*');
    expect(page.statusCode).toBe(answer.statusCode);
    expect(page.statusCode).toBeGreaterThanOrEqual(400);
    expect(answer.headers['content-type']).toContain('application/json');
    expect(answer.json()).toHaveProperty('error.message');
  });
});

test('what is no file is answered as ever: JSON, whoever asks', async () => {
  const answer = await get('/api/query?metrics=quota&city=火星市', 'text/html');
  expect(answer.statusCode).toBe(400);
  expect(answer.headers['content-type']).toContain('application/json');
});

test('the page says what is wrong, and no program runs in it', async () => {
  const page = await get('/api/query?metrics=quota&city=火星市&format=csv', 'text/html');
  expect(page.headers['content-type']).toContain('text/html');
  expect(page.headers['content-disposition']).toBeUndefined();
  expect(page.headers['content-security-policy']).toContain("default-src 'none'");
  expect(page.body).toContain('没有取到文件');
  expect(page.body).toContain('火星市');
});
