import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApp, type TestedApp } from './app.ts';
import { first } from '../published.ts';

const long = 'a'.repeat(60_000);
let tested: TestedApp;

beforeAll(async () => {
  tested = await openApp({ more: [`update loads.defects set value = '${long}', problem = '${long}'`] });
});
afterAll(() => tested.close());

describe('a cell of 60,000 letters', () => {
  test('is cut in an answer', async () => {
    const answer = await tested.app.inject(`/api/loads/${first}/defects.json`);
    const [row] = answer.json<{ rows: { value: string; problem: string }[] }>().rows;
    expect(row?.value.length).toBeLessThan(600);
    expect(row?.problem.length).toBeLessThan(600);
  });

  test('is whole in a file', async () => {
    const file = await tested.app.inject(`/api/loads/${first}/defects.csv`);
    expect(file.body).toContain(long);
  });
});
