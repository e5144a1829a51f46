import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { changePassword } from '../../src/access/own-account.ts';
import { findSession, signIn } from '#access';
import { alertsFile, openAlerts } from '#alerts';
import { openAccounts } from '#server/open-accounts.ts';
import { serveWarehouse } from '../browser/server.ts';
import { run } from '../command.ts';
import { formsIn, keep } from './kept.ts';

// Makes the office that the tests of later releases read: small, with all that an office has. `npm run keep-release`.

const place = mkdtempSync(join(tmpdir(), 'keep-'));
const [folder, warehouse] = [join(place, '示例数据'), join(place, 'warehouse')];
const { version: release } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

async function asked(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await run(...args, '--warehouse', warehouse, '--json');
  if (code !== 0) throw new Error(`${args.join(' ')}: ${stdout}${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

const made = spawnSync(process.execPath, ['test/province/cli.ts', '--projects', '48', '--out', folder]);
if (made.status !== 0) throw new Error(String(made.stderr));
await asked('load', folder, '--as-of', '2026-05-31');
await asked('load', folder, '--as-of', '2026-06-30', '--by', '张三');

const [account, password] = ['lisi', '泰山脚下第七块石头写着梅'];
const { password: first } = (await asked('account', 'add', account, '--role', 'division', '--title', '李四')) as {
  password: string;
};
const { desk, close } = await openAccounts(warehouse, console.error);
const entered = await signIn(desk, { name: account, password: first, address: '127.0.0.1' });
const session = findSession(desk.store, entered.key, { now: desk.now(), idle: 60_000 });
if (session === null) throw new Error('no session');
await changePassword(desk, session, { password: first, next: password });
close();

const served = await serveWarehouse(warehouse);
const ask = async (path: string) => (await (await fetch(served.address + path)).json()) as Record<string, unknown>;
const { rows: failed } = (await ask('/api/findings?verdict=fail')) as {
  rows: { rule: string; subjectKind: string; subjectId: string; batches: string }[];
};
const finding = failed.find(({ subjectKind }) => subjectKind === 'project');
if (!finding) throw new Error('no finding');
const address = '/api/query?metrics=recommended,quota_used&by=batch';
const { rows } = (await ask(address)) as { rows: unknown[] };
const openAt = () => {
  const store = openAlerts(alertsFile(warehouse));
  const count = (table: string) => Number(store.database.prepare(`select count(*) as n from ${table}`).get()?.n);
  const told = { evaluations: count('evaluations'), incidents: count('incidents') };
  store.close();
  return told;
};
for (let second = 0; openAt().evaluations === 0; second += 1) {
  if (second > 180) throw new Error('alerts were not evaluated');
  await sleep(1000);
}
await served.stop();

const table = join(place, '核定.csv');
const cells = [finding.rule, finding.subjectId, finding.batches, '示例：看过材料', '李四', '2026-06-30'];
writeFileSync(table, `rule,subject,batch,reason,by,on,conclusion\n${cells.join(',')},pass\n`);
const { recorded } = await asked('decide', '--from', table);
await asked('seal', 'key', 'new', '--keys', join(place, 'keys'));
const sealed = await asked('seal', 'page', '--path', '/quota', '--by', '李四', '--keys', join(place, 'keys'));
const { folder: backup } = await asked('backup', '--to', join(place, 'backups'));
const { head, lines } = (await asked('record', 'verify')) as { head: string; lines: number };
const versions = (await asked('versions', 'list')) as unknown as { version: string; isCurrent: boolean }[];
const bytes = keep(String(backup), {
  release,
  versions: versions.map(({ version }) => version),
  current: versions.find(({ isCurrent }) => isCurrent)!.version,
  head,
  lines,
  decisions: Number(recorded),
  account,
  password,
  paper: String(sealed.code),
  incidents: openAt().incidents,
  forms: formsIn(String(backup)),
  figures: { address, rows },
});
console.log(`kept the office of ${release}: ${bytes} bytes`);
