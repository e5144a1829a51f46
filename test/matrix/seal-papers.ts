import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withRecord } from '#pipeline';
import { addKey, makeKey } from '#seals';
import { openMatrix } from './open.ts';
import { askers } from './readers.ts';
import { createTokens } from './tokens.ts';

/** What is sealed: numbers of the province and of one city, each by who sees no more. */
const sealed: readonly (readonly [account: string, path: string])[] = [
  ['division', '/api/query?metrics=projects,total_investment&by=city'],
  ['deciding', '/api/query?metrics=projects,total_investment&by=batch'],
  ['deciding', '/brief?name=工赋百景情况简报'],
];

/** Papers that are signed and addressed in words that stand nowhere else. */
export async function sealPapers(warehouse: string): Promise<void> {
  const keys = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
  const at = '2026-06-30T12:00:00+08:00';
  const key = await makeKey(keys, { warehouse, now: at });
  await withRecord(warehouse, (store) => Promise.resolve(addKey(store, key, { at, by: null })));
  const opened = await openMatrix(warehouse, { keys });
  const tokens = createTokens(5_000_000);
  try {
    for (const [account, path] of sealed) {
      const { status, body } = await opened.ask(
        askers.find((each) => each.account === account)!,
        '/api/papers',
        {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify({ path, title: `材料${tokens.text()}`, recipient: `呈${tokens.text()}` }),
        }
      );
      if (status !== 201) throw new Error(`${account} cannot seal ${path}: ${String(body)}`);
    }
  } finally {
    await opened.close();
    await rm(keys, { recursive: true });
  }
}
