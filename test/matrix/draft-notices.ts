import type { Opened } from './open.ts';
import { papersOf } from './papers-of.ts';
import { askers } from './readers.ts';
import { said, sealedBefore } from './seal-papers.ts';
import type { Tokens } from './tokens.ts';

interface Drafted {
  causes: readonly { kind: string | null }[];
  seen: string;
}

/**
 * Notices of what changed since papers were sealed, in words that stand nowhere else: drafts of all of it and of a
 * part, and an edition for a part that was issued, which says no word of the whole.
 */
export async function draftNotices(opened: Opened, tokens: Tokens): Promise<void> {
  const papers = papersOf(opened.folder).slice(0, sealedBefore.length);
  const [whole = '', part = ''] = papers.map(({ code }) => code);
  await draft('division', { paper: whole });
  await draft('deciding', { paper: part });
  const edition = await draft('division', { paper: whole, scope: 'city=青岛市' });
  const { causes } = await read('division', edition);
  for (const [cause, { kind }] of causes.entries())
    if (kind === null)
      await said(opened, 'division', `/api/revisions/${edition}/cause`, { cause, kind: 'correction', reason: '核对' });
  const { seen } = await read('deciding', edition);
  await said(opened, 'deciding', `/api/revisions/${edition}/review`, { seen });
  await said(opened, 'division', `/api/revisions/${edition}/issue`, { seen });

  async function draft(account: string, of: object): Promise<string> {
    const { id } = await said(opened, account, '/api/revisions', of);
    const words = { effect: `影响${tokens.text()}`, sentTo: `发给${tokens.text()}` };
    await said(opened, account, `/api/revisions/${String(id)}/words`, words);
    return String(id);
  }

  async function read(account: string, id: string): Promise<Drafted> {
    const { body } = await opened.ask(
      askers.find((each) => each.account === account)!,
      `/api/revisions/${id}`
    );
    return JSON.parse(String(body)) as Drafted;
  }
}
