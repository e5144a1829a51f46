import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withRecord } from '#pipeline';
import { addKey, makeKey } from '#seals';
import { openMatrix, type Opened } from './open.ts';
import { askers } from './readers.ts';
import type { Tokens } from './tokens.ts';

/** Who seals which page. */
export type Sealing = readonly [account: string, path: string];

const sums = '/api/query?metrics=projects,total_investment';

/** Of the version before the current one: their numbers hold no longer. */
export const sealedBefore: readonly Sealing[] = [
  ['division', `${sums}&by=city`],
  ['deciding', `${sums}&by=city`],
];

/** Numbers of the province and of one city, each by who sees no more. */
export const sealedNow: readonly Sealing[] = [
  ['division', `${sums}&by=city`],
  ['deciding', `${sums}&by=batch`],
  ['deciding', '/brief?name=工赋百景情况简报'],
];

/** Opens the doors of a warehouse with a key that signs, and seals papers in words that stand nowhere else. */
export async function sealPapers(
  warehouse: string,
  { papers, tokens, after }: { papers: readonly Sealing[]; tokens: Tokens; after?: (opened: Opened) => Promise<void> }
): Promise<void> {
  const keys = join(await mkdtemp(join(tmpdir(), 'keys-')), 'keys');
  const at = '2026-06-30T12:00:00+08:00';
  const key = await makeKey(keys, { warehouse, now: at });
  await withRecord(warehouse, (store) => Promise.resolve(addKey(store, key, { at, by: null })));
  const opened = await openMatrix(warehouse, { keys });
  try {
    for (const [account, path] of papers)
      await said(opened, account, '/api/papers', {
        path,
        title: `材料${tokens.text()}`,
        recipient: `呈${tokens.text()}`,
      });
    await after?.(opened);
  } finally {
    await opened.close();
    await rm(keys, { recursive: true });
  }
}

/** What an account posts is done, or nothing here is worth anything. */
export async function said(
  opened: Opened,
  account: string,
  url: string,
  body: object
): Promise<Record<string, unknown>> {
  const { status, body: answer } = await opened.ask(
    askers.find((each) => each.account === account)!,
    url,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify(body),
    }
  );
  if (status !== 201) throw new Error(`${account} cannot ${url} ${JSON.stringify(body)}: ${String(answer)}`);
  return JSON.parse(String(answer)) as Record<string, unknown>;
}
