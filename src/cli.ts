import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import {
  backUp,
  bringBack,
  compareRules,
  faultsOfPipelines,
  faultOfDimensions,
  load,
  openItems,
  readNoticeFolders,
  rebuild,
  renew,
  reportComparedRules,
  reportBackup,
  reportBroughtBack,
  reportNotice,
  reportOf,
  reportRecord,
  reportRebuild,
  reportScaffolded,
  scaffoldNotice,
  verifyRecord,
  watchContent,
  type LoadOptions,
  type Outcome,
  type Progress,
  type Rebuilt,
} from '#pipeline';
import { sayFault } from '#spec/content';
import { readLastReceipt } from '#warehouse';
import { buildPages } from './build-pages.ts';
import {
  Misuse,
  misused,
  readArguments,
  readCommand,
  usage,
  versionOf,
  type Arguments,
  type Command,
} from './command-line.ts';
import { content, contentOf, forms, program } from './content.ts';

const commands: Readonly<Record<Command, (given: Arguments) => Promise<void>>> = {
  async load(given) {
    if (!given.folder?.trim()) return misused('load 要给出一个文件夹');
    await loadFolder(given.folder, given);
  },
  rebuild: (given) => buildAgain(given),
  async record(given) {
    if (given.folder !== 'verify') misused('record 后面要写 verify');
    await verify(given);
  },
  async audit(given) {
    if (given.folder !== 'verify') misused('audit 后面要写 verify');
    await verify(given);
  },
  backup: (given) => backUpTo(given),
  restore: (given) => bringBackFrom(given),
  versions: (given) => tendVersions(given),
  decide: (given) => decide(given),
  changes: (given) => compareVersions(given),
  scenario: (given) => tryRules(given),
  rollback: (given) => tendVersions({ ...given, folder: 'publish', name: given.toVersion }),
  form: (given) => fillForms(given),
  brief: (given) => printBrief(given),
  rules: (given) => judgeOtherwise(given),
  'check-content': (given) => tellFaults(given),
  notice: (given) => tendNotice(given),
  account: (given) => tendAccounts(given),
  serve: (given) => serve(given),
  async start(given) {
    if (await hasVersion(given)) await serve(given);
  },
  async dev(given) {
    if (!(await hasVersion(given))) return;
    await serve(given, { dev: true });
    watchContent(Object.values(content), () => buildInChild(given));
  },
};

/** What figures are filtered and grouped by, nobody serves or compares without. */
function needDimensions(): void {
  if (faultOfDimensions !== null) throw new Error(sayFault(faultOfDimensions));
}

async function serve(given: Arguments, { dev = false } = {}): Promise<void> {
  const { warehouse, port, host, keep, older, warm, isSignedIn: signIn } = given;
  const { tlsCert, tlsKey, behindProxy, trustHeader, origin, oidcIssuer, oidcClient } = given;
  needDimensions();
  const server = await import('./serve.ts');
  const policy = keep === undefined && older === undefined ? null : { keep: keep ?? 1, older: older ?? 0 };
  const reached = { signIn, tlsCert, tlsKey, behindProxy, trustHeader, origin, oidcIssuer, oidcClient };
  await server.serve({ warehouse, port, host, dev, policy, ...(warm !== undefined && { warm }), ...reached });
}

/**
 * Loads the sample where nothing was published yet; builds again what
 * an older program published, else says why not and serves as it is.
 */
async function hasVersion(given: Arguments): Promise<boolean> {
  if (await readLastReceipt(given.warehouse)) {
    const renewed = await renew(await buildOptions(given)).catch((error: Error) => inWords(error));
    if (typeof renewed === 'string') console.error(`没有建成：${renewed}`);
    else if (renewed !== null) tell(renewed, given);
    return true;
  }
  return (await loadFolder(given.sample, given)).status !== 'refused';
}

/** Makes the current version anew from its own files, in a process that has not read the content yet. */
async function buildInChild({ warehouse }: Arguments): Promise<void> {
  await once(
    spawn(process.execPath, [import.meta.filename, 'rebuild', '--accept', '--warehouse', warehouse], {
      stdio: 'inherit',
    }),
    'close'
  );
}

/** For programs as JSON, for people in lines. */
const print = (isJson: boolean, answer: unknown, lines: () => readonly string[]): void =>
  console.log(isJson ? JSON.stringify(answer, null, 2) : lines().join('\n'));

async function buildAgain(given: Arguments): Promise<void> {
  const rebuilt = await rebuild({ ...(await buildOptions(given)), version: given.version });
  if (rebuilt === null) throw new Error(`${given.warehouse} 里没有导入过的版本，没有可以重建的`);
  tell(rebuilt, given);
  if (rebuilt.outcome.status === 'refused') process.exitCode = 1;
}

async function tellFaults({ root, isJson }: Arguments): Promise<void> {
  const { checkContent, contentIn } = await import('./check-content.ts');
  const { faultsOfAccessIn } = await import('./accounts.ts');
  const ofAccess = await faultsOfAccessIn(join(root, 'data/access'));
  const faults = [
    ...(await checkContent(contentIn(root), {
      forms: join(root, 'data/forms'),
      briefs: join(root, 'data/briefs'),
      scenarios: join(root, 'pipelines/scenarios'),
    })),
    ...ofAccess,
  ];
  print(isJson, faults, () =>
    faults.length === 0
      ? ['内容都对：pipelines、dashboards、data/reference、data/forms、data/briefs 和 data/access 里没有查出问题。']
      : [...faults.map(sayFault), `共 ${faults.length} 处。改好以后再运行 npm run check:content。`]
  );
  if (faults.length > 0) process.exitCode = 1;
}

/** `new` writes the folder of a notice from that of another, `check` says what notices leave unsaid. */
async function tendNotice({ folder: verb, name, from, root, isJson }: Arguments): Promise<void> {
  const content = contentOf(root);
  if (verb === 'new') {
    if (name === null || from === null)
      misused('notice new 要写明新通知的名字和 --from 上一份的名字，如 new 2026 --from 2025');
    const scaffolded = await scaffoldNotice(content, name, from);
    print(isJson, scaffolded, () => reportScaffolded(name, scaffolded));
    if ('refused' in scaffolded) process.exitCode = 1;
    return;
  }
  if (verb !== 'check') misused('notice 后面要写 new 或 check');
  const folders = await readNoticeFolders(content);
  const names = folders.notices.map(({ notice }) => notice);
  if (name !== null && !names.includes(name)) throw new Error(`没有通知 ${name}。有 ${names.join('、')}`);
  const open = openItems(folders);
  const faults = await faultsOfPipelines(content);
  const told = (name === null ? names : [name]).map((notice) => ({
    notice,
    open: open.filter((each) => each.notice === notice),
    faults: faults.filter(
      ({ file }) => file === 'data/reference/batches.csv' || file.startsWith(`data/reference/notices/${notice}/`)
    ),
  }));
  print(isJson, told, () => told.flatMap((each) => reportNotice(each.notice, each.open, each.faults)));
  if (told.some((each) => each.open.length + each.faults.length > 0)) process.exitCode = 1;
}

const buildOptions = async ({ warehouse, isAccepted, memory, isJson }: Arguments) => ({
  ...(memory !== undefined && { memory }),
  accept: isAccepted,
  ...content,
  check: async () => (await import('./sound-content.ts')).faultsBeforeRebuild(),
  warehouse,
  program: await program(),
  perCheck: 5,
  onProgress: isJson ? () => {} : showProgress,
});

function tell(rebuilt: Rebuilt, { isJson }: Arguments): void {
  clearProgress(isJson);
  print(isJson, rebuilt, () => reportRebuild(rebuilt));
}

async function verify({ warehouse, heads, isJson }: Arguments): Promise<void> {
  const verified = await verifyRecord(warehouse, heads);
  print(isJson, verified, () => reportRecord(verified));
  if (verified.faults.length > 0) process.exitCode = 1;
}

async function backUpTo({ warehouse, to, isJson }: Arguments): Promise<void> {
  if (to === null) return misused('backup 要写 --to 备份放在哪个文件夹');
  const made = await backUp(warehouse, to, () => {
    if (!isJson) showProgress({ step: '等候', detail: '一个导入结束' });
  });
  clearProgress(isJson);
  print(isJson, made, () => reportBackup(made));
}

async function bringBackFrom({ warehouse, from, isJson }: Arguments): Promise<void> {
  if (from === null) return misused('restore 要写 --from 备份在哪个文件夹');
  const told = await bringBack(resolve(from), warehouse);
  print(isJson, told, () => reportBroughtBack(told));
  if (told.reasons.length + told.faults.length > 0) process.exitCode = 1;
}

async function tendVersions(given: Arguments): Promise<void> {
  const { versionCommands } = await import('./versions.ts');
  const { folder: verb, name, keep, older, warehouse, isMeant, isJson } = given;
  const command = verb !== null && Object.hasOwn(versionCommands, verb) ? versionCommands[verb] : undefined;
  if (!command) return misused(`versions 后面要写 ${Object.keys(versionCommands).join('、')}`);
  const onWait = () => {
    if (!isJson) showProgress({ step: '等候', detail: '另一个导入结束' });
  };
  const told = await command({
    warehouse,
    version: versionOf(name, '版本号'),
    ...(keep !== undefined && { keep }),
    ...(older !== undefined && { older }),
    isMeant,
    onWait,
  });
  if (typeof told === 'string') return misused(told);
  clearProgress(isJson);
  print(isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function compareVersions({
  warehouse,
  from,
  toVersion,
  metric,
  conditions,
  scope,
  isJson,
}: Arguments): Promise<void> {
  needDimensions();
  const { tellChanges } = await import('./changes.ts');
  const told = await tellChanges({ warehouse, from, to: toVersion, metric, filters: conditions, scope });
  if (typeof told === 'string') return misused(told);
  print(isJson, told.answer, () => told.lines);
}

async function tryRules({ warehouse, folder, tried, out, isJson }: Arguments): Promise<void> {
  if (folder !== 'quota') misused('scenario 后面要写 quota');
  needDimensions();
  const { reportQuotas, tryQuotas } = await import('./scenario.ts');
  const found = await tryQuotas({ warehouse, asked: tried, out });
  print(isJson, found, () => reportQuotas(found));
}

async function tendAccounts(given: Arguments): Promise<void> {
  needDimensions();
  const { accountVerbs, runAccountCommand } = await import('./accounts.ts');
  if (given.folder === null) return misused(`account 后面要写 ${accountVerbs.join('、')}`);
  const told = await runAccountCommand(given.folder, given);
  if (typeof told === 'string') return misused(told);
  print(given.isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function decide({ from, warehouse, isJson }: Arguments): Promise<void> {
  if (from === null) misused('decide 要写明核定表：--from 文件.csv');
  needDimensions();
  const { decideFrom, reportDecided } = await import('./decide.ts');
  const decided = await decideFrom(resolve(from), warehouse, () => {
    if (!isJson) showProgress({ step: '等候', detail: '另一个导入结束' });
  });
  clearProgress(isJson);
  print(isJson, decided, () => reportDecided(decided, warehouse));
  if (decided.reasons.length > 0) process.exitCode = 1;
}

/** Without a name the forms that there are. */
async function fillForms({
  folder: name,
  warehouse,
  version,
  filters,
  each,
  out,
  base,
  isJson,
}: Arguments): Promise<void> {
  needDimensions();
  const { formsIn, reportForms, reportWritten, writeForms } = await import('./form.ts');
  const options = { folder: forms, warehouse, version, filters };
  if (name === null) {
    const told = await formsIn(options);
    return print(isJson, told, () => reportForms(told));
  }
  const written = await writeForms({ ...options, name, each, out, base });
  print(isJson, written, () => reportWritten(written));
}

/** Without a file to write the reports that there are. */
async function printBrief({ folder: name, warehouse, version, filters, out, ...given }: Arguments): Promise<void> {
  needDimensions();
  const { briefsOf, reportBriefs, writeBrief } = await import('./brief.ts');
  if (out === null) {
    const told = await briefsOf(warehouse);
    return print(given.isJson, told, () => reportBriefs(told));
  }
  const { sections, panels } = given;
  const written = await writeBrief({ warehouse, name, version, filters, sections, panels, out });
  print(given.isJson, written, () => [`已写好 ${written.file}（${written.pages} 页）`]);
}

async function judgeOtherwise({ compare, asOf, warehouse, isJson }: Arguments): Promise<void> {
  if (compare === null && asOf === null)
    misused('rules 要给出另一套口径（--compare 文件夹）或另一个截至日（--as-of 日期）');
  needDimensions();
  const other = compare === null ? null : resolve(compare);
  const compared = await compareRules({
    ...content,
    warehouse,
    other,
    asOf,
    onProgress: isJson ? () => {} : showProgress,
  });
  clearProgress(isJson);
  print(isJson, compared, () => reportComparedRules(compared));
  if (compared.reasons.length > 0) process.exitCode = 1;
}

async function loadFolder(
  folder: string,
  { warehouse, asOf, by, isTrial, isAccepted, memory, isJson }: Arguments
): Promise<Outcome> {
  const { faultsBeforeLoad } = await import('./sound-content.ts');
  const waiting = isJson ? await (await import('./json-outcome.ts')).waitingDefects() : null;
  const outcome = await attempt({
    ...content,
    check: () => faultsBeforeLoad(),
    folder: resolve(folder),
    warehouse,
    ...(memory !== undefined && { memory }),
    asOf,
    program: await program(),
    origin: { by: by === null ? null : { name: by, isVerified: false } },
    dryRun: isTrial,
    accept: isAccepted,
    perCheck: isJson ? 0 : 5,
    ...(waiting && { onDefects: waiting.take }),
    onProgress: isJson ? () => {} : showProgress,
  });
  clearProgress(isJson);
  if (waiting) await waiting.print(outcome, process.stdout);
  else print(false, outcome, () => reportOf(outcome));
  if (outcome.status === 'refused') process.exitCode = 1;
  return outcome;
}

/** What goes wrong in the machinery, a full disk or a .sql that does not run, refuses the load too. */
async function attempt(what: LoadOptions): Promise<Outcome> {
  try {
    return await load(what);
  } catch (error) {
    return { status: 'refused', reasons: [inWords(error as Error)], notes: [], receipt: null, defects: [] };
  }
}

function inWords({ message }: Error): string {
  if (/ENOSPC|No space left on device|disk is full/.test(message)) return `磁盘写满了，请清理后重新运行（${message}）`;
  if (/Out of Memory Error/.test(message))
    return `内存不够，请用 --memory 多给，如 --memory 4GB，再重新运行（${message}）`;
  return message;
}

function showProgress({ step, detail = '' }: Progress): void {
  // The name of a file may hold what a terminal would obey.
  const line = `${step} ${detail}`.trimEnd().replace(/\p{Cc}/gu, '\ufffd');
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

function clearProgress(isJson: boolean): void {
  if (process.stderr.isTTY && !isJson) process.stderr.write('\r\x1b[K');
}

async function main([command, ...args]: string[]): Promise<void> {
  if ([command, ...args].some((word) => word === '--help' || word === '-h')) return console.log(usage);
  const known = readCommand(command);
  const given = readArguments(known, args);
  buildPages(known);
  // What lies in a warehouse is for its owner alone; what is written for people to edit is not.
  if (!['notice', 'form', 'brief'].includes(known)) process.umask(0o077);
  await commands[known](given);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  console.error(isMisuse ? `${error.message}。\n\n${usage}` : `出错了：${inWords(error as Error)}`);
  process.exitCode = isMisuse ? 2 : 1;
}
