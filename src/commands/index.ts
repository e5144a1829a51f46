import { edits, nearest } from '#spec/content';
import { misused } from '#environment/misuse.ts';
import { readGiven, type Command } from './command.ts';
import { account } from './account.ts';
import { alerts } from './alerts.ts';
import { audit } from './audit.ts';
import { auditPackage } from './audit-package.ts';
import { back } from './back.ts';
import { backup } from './backup.ts';
import { brief } from './brief.ts';
import { changes } from './changes.ts';
import { checkContent } from './check-content.ts';
import { decide } from './decide.ts';
import { dev } from './dev.ts';
import { doctor } from './doctor.ts';
import { fill } from './fill.ts';
import { follow } from './follow.ts';
import { form } from './form.ts';
import { load } from './load.ts';
import { notice } from './notice.ts';
import { office } from './office.ts';
import { pack } from './pack.ts';
import { push } from './push.ts';
import { rebuild } from './rebuild.ts';
import { record } from './record.ts';
import { restore } from './restore.ts';
import { retention } from './retention.ts';
import { revision } from './revision.ts';
import { rollback } from './rollback.ts';
import { rules } from './rules.ts';
import { scenario } from './scenario.ts';
import { seal } from './seal.ts';
import { serve } from './serve.ts';
import { start } from './start.ts';
import { upgrade } from './upgrade.ts';
import { verify } from './verify.ts';
import { versions } from './versions.ts';

/** Every command, in the order of `--help`; its file is called as it is. */
export const commands: Readonly<Record<string, Command>> = {
  start,
  load,
  rebuild,
  record,
  backup,
  restore,
  audit,
  versions,
  rollback,
  scenario,
  changes,
  'audit-package': auditPackage,
  seal,
  revision,
  verify,
  decide,
  form,
  brief,
  rules,
  'check-content': checkContent,
  notice,
  alerts,
  account,
  serve,
  fill,
  push,
  follow,
  doctor,
  retention,
  pack,
  upgrade,
  back,
  office,
  dev,
};

/** Every command with its options, as `--help` tells them. */
export const usage = ['用法：', ...Object.values(commands).map((each) => each.usage)].join('\n');

/** What `npm start` and `npm run dev` take is told with `serve`. */
const toldWith: Readonly<Record<string, Command>> = { start: serve, dev: serve };

/** What is said of one command, so that what was wrong stays in sight; of a name that is none, where all are told. */
export function usageOf(name: string): string {
  const own = toldWith[name] ?? (Object.hasOwn(commands, name) ? commands[name] : undefined);
  return [...(own ? ['用法：', own.usage, ''] : []), '所有命令：npm start -- --help'].join('\n');
}

/** The command that a line names, and what it is given there. A Misuse says what is wrong with the line. */
export function readLine([name, ...args]: readonly string[]) {
  if (name === undefined) return misused('要给出命令');
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    const meant = nearest(name, Object.keys(commands));
    return misused(`没有命令 ${name}${meant !== null && edits(name, meant) <= 2 ? `，最接近的是 ${meant}` : ''}`);
  }
  return { name, command, given: readGiven(command, args) };
}
