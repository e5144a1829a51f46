import { expect, test } from 'vitest';
import { everything, type Scope } from '#spec';
import type { View } from '#query';
import { openBuild } from '#warehouse';
import { failureOfPanel } from '../../src/api/http/panel-failure.ts';

const sql = "select cast(applicant as integer) as n from (values ('示例青岛某某公司')) as rows (applicant)";
const query = { file: 'dashboards/x/y.sql', header: {} };
const viewOf = (scope: Scope, isReleased = false): View => ({ filters: new Map(), scope, isReleased });

async function failureIn(view: View, text = sql): Promise<string> {
  const build = await openBuild(':memory:');
  try {
    const error = await build
      .reading('drawn')
      .read('panel', text)
      .then(
        () => null,
        (reason: unknown) => reason
      );
    return failureOfPanel({ title: '图', query: { ...query, sql: text }, view }, error).message;
  } finally {
    build.close();
  }
}

test('a panel that breaks on a row says what stands in it to who sees all rows, and to nobody else', async () => {
  expect(await failureIn(viewOf(everything))).toContain('示例青岛某某公司');
  for (const view of [viewOf({ city: ['济南市'] }), viewOf(everything, true)]) {
    const said = await failureIn(view);
    expect(said).not.toContain('示例青岛');
    expect(said).toContain('有一行算不出来');
  }
});

test('what is written wrong is said to everybody', async () => {
  expect(await failureIn(viewOf({ city: ['济南市'] }), 'select nothing_such from (values (1)) as rows (n)')).toContain(
    'nothing_such'
  );
});
