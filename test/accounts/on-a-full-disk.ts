import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findAccount, disable, reset, signIn, type Desk } from '#access';
import { recordFile } from '#pipeline';
import { openAccounts } from '#server/open-accounts.ts';
import { openStore } from '#store';
import { runAccountCommand } from '#tasks/accounts.ts';
import { addWith, phrase } from './desk.ts';
import { noAccount } from './command.ts';

/** What happens to accounts on a disk that is full; run on a small one, it tells what it saw (full-disk.test.ts). */

const warehouse = process.argv[2] ?? '';
const filler = join(warehouse, 'filler');

/** Takes all that is left of the disk. */
function fill(): void {
  for (const size of [1 << 16, 4096, 1])
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(size, 1), { flag: 'a' });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    }
}

function recorded(): string[] {
  const store = openStore(recordFile(warehouse), { readOnly: true });
  try {
    return store.entries('access').map(({ body }) => (JSON.parse(body) as { event: string }).event);
  } finally {
    store.close();
  }
}

const outcome = async (work: () => unknown): Promise<string> => {
  try {
    await work();
    return 'done';
  } catch (error) {
    return (error as { code?: string }).code ?? (error as Error).message;
  }
};
const told = async (verb: string, name: string) => {
  const answer = await runAccountCommand(verb, { ...noAccount, warehouse, name });
  return typeof answer === 'string' ? answer : answer.lines.join('\n');
};
const come = (desk: Desk, name: string) => () => signIn(desk, { name, password: phrase, address: '10.0.0.1' });

const { desk, close } = await openAccounts(warehouse, () => undefined);
const added = { title: '王某', office: '', role: 'city', scope: { city: ['济南市'] }, mustChange: false };
for (const account of ['jinan', 'zibo']) await addWith(desk, { ...added, account, password: phrase });
await signIn(desk, { name: 'jinan', password: phrase, address: '10.0.0.1' });
const standing = () =>
  ['jinan', 'zibo'].map((name) => {
    const account = findAccount(desk.store, name);
    return `${name} ${account?.isActive} ${account?.mustChange}`;
  });

fill();
const seen: Record<string, unknown> = { room: existsSync(join(warehouse, '.room')) };
seen.refused = [
  await outcome(() => disable(desk, null, 'jinan')),
  await outcome(() => reset(desk, null, 'zibo')),
  await outcome(come(desk, 'zibo')),
];
seen.after = standing();
seen.shut = await told('disable', 'jinan');
seen.shutNow = standing();
seen.recorded = recorded();
close();
fill();
seen.never = await outcome(() => told('list', ''));
rmSync(filler);
seen.again = await told('disable', 'zibo');
seen.all = recorded();
process.stdout.write(JSON.stringify(seen));
