import { join, resolve } from 'node:path';
import { compareRules, faultOfDimensions, reportComparedRules, watchContent } from '#pipeline';
import { sayFault } from '#spec/content';
import { buildPages } from './build-pages.ts';
import {
  Misuse,
  misused,
  readArguments,
  readCommand,
  versionOf,
  type Arguments,
  type Command,
} from './command-line.ts';
import { content, forms } from './content.ts';
import { buildAgain, buildInChild, hasVersion, loadFolder } from './loading.ts';
import { tendNotice } from './notice.ts';
import { isOffice, sayLacking } from './office-asked.ts';
import { isOpenAt, isOpenedByHand, openedAlready, openedNow } from './open-here.ts';
import { backUpTo, bringBackFrom, verify } from './safekeeping.ts';
import { asCalledHere, clearProgress, inWords, print, showProgress } from './terminal.ts';
import { usage } from './usage.ts';

const commands: Readonly<Record<Command, (given: Arguments) => Promise<void>>> = {
  async load(given) {
    if (!given.folder?.trim()) return misused('load 要给出一个文件夹');
    const { status } = await loadFolder(given.folder, given);
    if (status !== 'published' && status !== 'unchanged') return;
    const { sayServedElsewhere } = await import('./served-elsewhere.ts');
    const elsewhere = await sayServedElsewhere(given.warehouse);
    if (elsewhere !== null) console.error(elsewhere);
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
  'audit-package': (given) => packForAudit(given),
  scenario: (given) => tryRules(given),
  seal: (given) => sealPaper(given),
  revision: (given) => tellRevision(given),
  verify: (given) => verifyPaper(given),
  rollback: (given) => tendVersions({ ...given, folder: 'publish', name: given.toVersion }),
  alerts: (given) => tendAlerts(given),
  form: (given) => fillForms(given),
  brief: (given) => printBrief(given),
  rules: (given) => judgeOtherwise(given),
  'check-content': (given) => tellFaults(given),
  notice: (given) => tendNotice(given),
  account: (given) => tendAccounts(given),
  doctor: (given) => examineAll(given),
  push: (given) => pushVersions(given),
  fill: (given) => fillElsewhere(given),
  follow: (given) => followStore(given),
  retention: (given) => keepNoLonger(given),
  pack: (given) => packProgram(given),
  upgrade: (given) => upgradeProgram(given),
  back: (given) => bringBackProgram(given),
  office: (given) => setUp(given),
  serve: async (given) => void (await serve(given)),
  async start(given) {
    const there = `http://${given.host}:${given.port}`;
    if (isOpenedByHand() && (await isOpenAt(there))) return openedAlready(there, given.port);
    await needOffice(given);
    // A copy begins with what it follows, not with the sample.
    if (given.from === null && !(await hasVersion(given))) return;
    const begin = await serve(given);
    if (isOpenedByHand()) openedNow(begin);
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

async function serve(given: Arguments, { dev = false } = {}): Promise<string> {
  const { keep, older, warm, isSignedIn: signIn, ...said } = given;
  needDimensions();
  for (const note of given.notes) console.error(note);
  if (given.provinces !== null) return await serveAcross({ ...given, provinces: given.provinces });
  await needOffice(given);
  const server = await import('./serve.ts');
  const policy = keep === undefined && older === undefined ? null : { keep: keep ?? 1, older: older ?? 0 };
  const served = await server.serve({ ...said, signIn, dev, policy, ...(warm !== undefined && { warm }) });
  return served.begin;
}

/** All that an office lacks is told before anything is loaded; an address that is none is told where it is served. */
async function needOffice(given: Arguments): Promise<void> {
  const origin = given.origin ?? process.env.ORIGIN;
  const reached = { ...given, signIn: given.isSignedIn, origin };
  if (given.from !== null || given.provinces !== null || (origin !== undefined && !URL.canParse(origin))) return;
  if (!isOffice(reached)) return;
  const { accessFile } = await import('#access');
  const why = sayLacking(reached, accessFile(given.warehouse));
  if (why === null) return;
  const [{ aboutWarehouse }, { namedWarehouse }] = await Promise.all([import('#spec'), import('./about-warehouse.ts')]);
  throw new Error(aboutWarehouse(why, namedWarehouse(given.warehouse)));
}

/** Several provinces read together: nobody signs in there, since no role says yet who may see which of them. */
async function serveAcross(given: Arguments & { provinces: string }): Promise<string> {
  const { provinces, port, host, warm } = given;
  if (isOffice({ ...given, signIn: given.isSignedIn, origin: given.origin ?? process.env.ORIGIN }))
    return misused(
      '各省合看还不能登录，只在本机打开（--host 127.0.0.1，不写 --sign-in、--tls-cert、--behind-proxy、--origin）：谁能看哪个省、哪些小数不公开还没有定，不定就不开给别人看'
    );
  for (const [name, said] of [
    ['--push', given.pushTo],
    ['--from', given.from],
    ['--backups', given.backups],
  ] as const)
    if (said !== null) return misused(`${name} 是一个省自己的事，不能和 --provinces 一起写`);
  const { againAcross } = await import('./across-provinces.ts');
  const code = await againAcross(process.argv.slice(1));
  if (code !== null) process.exit(code);
  const { serveProvinces } = await import('./serve-provinces.ts');
  return (await serveProvinces({ provinces, port, host, ...(warm !== undefined && { warm }) })).begin;
}

async function tellFaults({ root, isJson }: Arguments): Promise<void> {
  const { checkContent, contentIn } = await import('./check-content.ts');
  const { faultsOfAccessIn } = await import('./accounts.ts');
  const ofAccess = await faultsOfAccessIn(join(root, 'data/access'));
  const { readPeriods } = await import('#erasure');
  const ofPeriods = (await readPeriods(join(root, 'data/retention'))).faults;
  const faults = [
    ...(await checkContent(contentIn(root), {
      forms: join(root, 'data/forms'),
      briefs: join(root, 'data/briefs'),
      guide: join(root, 'data/guide'),
      scenarios: join(root, 'pipelines/scenarios'),
      alerts: {
        conditions: join(root, 'pipelines/alerts'),
        tables: join(root, 'data/alerts'),
        access: join(root, 'data/access'),
      },
    })),
    ...ofAccess,
    ...ofPeriods,
  ];
  print(isJson, faults, () =>
    faults.length === 0
      ? [
          '内容都对：pipelines、dashboards、data/reference、data/forms、data/briefs、data/guide、data/alerts、data/access 和 data/retention 里没有查出问题。',
        ]
      : [...faults.map(sayFault), `共 ${faults.length} 处。改好以后再运行 npm run check:content。`]
  );
  if (faults.length > 0) process.exitCode = 1;
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

/** Where seals are kept, and what is said of them. */
const sealing = (given: Arguments) => ({
  warehouse: given.warehouse,
  keys: given.keys ?? `${given.warehouse}-keys`,
  office: given.office ?? '本单位',
  dashboards: join(given.root, 'dashboards'),
  words: given.words,
  by: given.by,
  reason: given.reason,
  path: given.path,
  title: given.title,
  recipient: given.recipient,
  version: given.version,
});

async function sealPaper(given: Arguments): Promise<void> {
  needDimensions();
  const { sealCommand } = await import('./seal.ts');
  const told = await sealCommand(sealing(given));
  if (typeof told === 'string') return misused(told);
  print(given.isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function tellRevision(given: Arguments): Promise<void> {
  needDimensions();
  const { revisionCommand } = await import('./revision.ts');
  const { toVersion, scope, kind, document, effect, sentTo } = given;
  const to = versionOf(toVersion, '--to');
  const told = await revisionCommand({ ...sealing(given), to, scope, kind, document, effect, sentTo });
  if (typeof told === 'string') return misused(told);
  print(given.isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function verifyPaper(given: Arguments): Promise<void> {
  const { folder: text, address } = given;
  if (text === null) return misused('verify 要写明校验码、签章文件或二维码的文字');
  needDimensions();
  const { verifyCommand } = await import('./seal.ts');
  const told = await verifyCommand(sealing(given), text, address);
  if (typeof told === 'string') return misused(told);
  print(given.isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function packForAudit({ folder: verb, name, out, isJson, ...given }: Arguments): Promise<void> {
  needDimensions();
  const { makeAuditPackage, proveAuditPackage, verifyAuditPackage } = await import('./audit-package.ts');
  const onProgress = isJson ? () => {} : showProgress;
  if (verb === 'make') {
    if (out === null) return misused('audit-package make 要写明 --out 文件.zip');
    const told = await makeAuditPackage(out, { ...given, onProgress });
    if (typeof told === 'string') return misused(told);
    return tell(told);
  }
  if ((verb !== 'verify' && verb !== 'prove') || name === null)
    return misused('audit-package 后面要写 make --out 文件.zip，verify 文件.zip，或者 prove 文件.zip');
  return tell(await (verb === 'verify' ? verifyAuditPackage : proveAuditPackage)(name, given));

  function tell(told: { answer: unknown; lines: string[]; isRefused?: boolean }): void {
    clearProgress(isJson);
    print(isJson, told.answer, () => told.lines);
    if (told.isRefused) process.exitCode = 1;
  }
}

async function examineAll({ warehouse, backups, tlsCert, bundle, port, isJson }: Arguments): Promise<void> {
  const { examineHere, measuredAt, reportFindings, servedAt } = await import('./examine-here.ts');
  const measures = () => measuredAt(port);
  const served = () => servedAt(port);
  const told = await examineHere({ warehouse, backups, certificate: tlsCert, bundle, measures, served });
  print(isJson, told, () => reportFindings(told));
  if (told.findings.some(({ standing }) => standing === 'now')) process.exitCode = 1;
}

async function pushVersions({ warehouse, pushTo, endpoint, isVerified, isPruning, isJson }: Arguments): Promise<void> {
  if (pushTo === null) return misused('push 要写 --to 存储：一个文件夹，或 s3://桶/前缀');
  const { pushOnce, reportPushed } = await import('./pushing.ts');
  const pushed = await pushOnce({ warehouse, to: pushTo, endpoint, verify: isVerified, isPruning });
  print(isJson, pushed, () => reportPushed(pushed));
  if (pushed.reason !== null) process.exitCode = 1;
}

async function fillElsewhere(given: Arguments): Promise<void> {
  const { clickhouse: url, database, cluster, called, isChecking, isJson } = given;
  if (url === null) return misused('fill 要写 --clickhouse http://用户@主机:8123');
  if (!isChecking && called === null) return misused('fill 要写 --called 名字（这是谁的数据，如 37），或 --tenant');
  const here = await import('./clickhouse-here.ts');
  const said = { url, database, cluster };
  if (isChecking) {
    const tried = await here.tryHere(said);
    print(isJson, tried, () => here.reportTried(tried));
    if (tried.some(({ isWell }) => !isWell)) process.exitCode = 1;
    return;
  }
  const filled = await here.fillFrom(said, { ...given, tenant: called! });
  print(isJson, filled, () => here.reportFilled(called!, filled));
}

async function followStore({ warehouse, from, endpoint, isOnce, isJson }: Arguments): Promise<void> {
  if (from === null) return misused('follow 要写 --from 存储：一个文件夹，或 s3://桶/前缀');
  const { followHere } = await import('./copies.ts');
  const told = await followHere({ warehouse, from, endpoint, isOnce });
  print(isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function keepNoLonger(given: Arguments): Promise<void> {
  const { retentionCommand } = await import('./retention.ts');
  const told = await retentionCommand(given);
  if (typeof told === 'string') return misused(told);
  clearProgress(given.isJson);
  print(given.isJson, told.answer, () => told.lines);
  if (told.isRefused) process.exitCode = 1;
}

async function packProgram({ platform, out, isJson }: Arguments): Promise<void> {
  const { packProgram: make, reportPacked } = await import('./delivery.ts');
  const told = await make({ platform, out, onProgress: stepShown(isJson) });
  clearProgress(isJson);
  if (typeof told === 'string') return misused(told);
  print(isJson, told, () => reportPacked(told));
}

async function upgradeProgram({ folder: archive, warehouse, isJson }: Arguments): Promise<void> {
  const { reportUpgraded, upgradeProgram: replace } = await import('./delivery.ts');
  const told = await replace(archive, { warehouse, onProgress: stepShown(isJson) });
  clearProgress(isJson);
  if (typeof told === 'string') return misused(told);
  print(isJson, told, () => reportUpgraded(told));
}

async function bringBackProgram({ warehouse, isJson }: Arguments): Promise<void> {
  const { bringBackProgram: back, reportBack } = await import('./delivery.ts');
  const told = await back({ warehouse, onProgress: stepShown(isJson) });
  clearProgress(isJson);
  if (typeof told === 'string') return misused(told);
  print(isJson, told, () => reportBack(told));
}

async function setUp({ origin, warehouse, isJson }: Arguments): Promise<void> {
  const { setUpOffice } = await import('./office-here.ts');
  const home = process.env.BAIJING_HOME ?? null;
  // Beside the program, whoever runs it could change it.
  const data = home !== null && warehouse === resolve(home, 'warehouse') ? '/var/lib/baijing/warehouse' : warehouse;
  const told = await setUpOffice({ home, origin, data });
  if (typeof told === 'string') return misused(told);
  print(isJson, told, () => told.lines);
}

const stepShown = (isJson: boolean) => (step: string) => {
  if (!isJson) showProgress({ step });
};

async function tryRules({ warehouse, folder, tried, out, isJson }: Arguments): Promise<void> {
  if (folder !== 'quota' && folder !== 'subsidy') return misused('scenario 后面要写 quota 或 subsidy');
  needDimensions();
  const { reportQuotas, reportSubsidies, tryQuotas, trySubsidies } = await import('./scenario.ts');
  const asked = { warehouse, asked: tried, out };
  if (folder === 'quota') {
    const found = await tryQuotas(asked);
    print(isJson, found, () => reportQuotas(found));
  } else {
    const found = await trySubsidies(asked);
    print(isJson, found, () => reportSubsidies(found));
  }
}

/** What would be told to whom, writing nothing; or a message that tries one channel. */
async function tendAlerts({ warehouse, version, channel, mailTo, isTrial, isJson }: Arguments): Promise<void> {
  needDimensions();
  if (channel === null && !isTrial) return misused('alerts 后面要写 --dry-run，或者 --test 通道');
  if (mailTo !== null && channel === null) return misused('--to 要和 --test 通道 一起写');
  if (channel !== null) {
    const { testChannel } = await import('./test-channel.ts');
    const { alertsFolders } = await import('./alerts-content.ts');
    const tried = await testChannel({ name: channel, tables: alertsFolders.tables, warehouse, to: mailTo });
    print(isJson, tried, () => tried.lines);
    if (!tried.isSent) process.exitCode = 1;
    return;
  }
  const { alertsWouldTell, reportWouldTell } = await import('./alerts.ts');
  const told = await alertsWouldTell({ warehouse, version });
  print(isJson, told, () => reportWouldTell(told));
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
  print(given.isJson, written, () => [
    `已写好 ${written.file}${written.pages === null ? '' : `（${written.pages} 页）`}`,
  ]);
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

async function main(words: string[]): Promise<void> {
  if (words.some((word) => word === '--help' || word === '-h')) return console.log(asCalledHere(usage));
  // npm takes this away, the script of an archive does not.
  const [command, ...args] = words.filter((word) => word !== '--');
  const known = readCommand(command);
  const given = readArguments(known, args);
  buildPages(known);
  // What lies in a warehouse is for its owner alone; what is written for people to edit is not.
  if (!['notice', 'form', 'brief', 'pack', 'upgrade', 'back', 'office'].includes(known)) process.umask(0o077);
  await commands[known](given);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  console.error(asCalledHere(isMisuse ? `${error.message}。\n\n${usage}` : `出错了：${inWords(error as Error)}`));
  process.exitCode = isMisuse ? 2 : 1;
}
