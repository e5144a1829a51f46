import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import {
  compareRules,
  load,
  rebuild,
  renew,
  reportComparedRules,
  reportOf,
  reportRecord,
  reportRebuild,
  verifyRecord,
  watchContent,
  type LoadOptions,
  type Outcome,
  type Progress,
  type Rebuilt,
} from '#pipeline';
import { sayFault } from '#spec/content';
import { isVersion, readLastReceipt } from '#warehouse';
import { content, program, root } from './content.ts';

const usage = `用法：
  npm start                        准备好一切，没有数据时导入示例，打开
  npm run load -- 文件夹 [选项]    导入一个文件夹，发布一个版本
      --warehouse 目录             数据仓库（默认 data/warehouse）
      --as-of 日期                 判定的截至日，如 2026-06-30（默认用各批次自己的）
      --dry-run                    只试，不发布
      --by 姓名                    交表的人，写进回执
      --json                       结果写成 JSON，含全部问题
  npm run rebuild -- [选项]        只用保存的原件重建一个版本，并逐表比较
      --warehouse 目录
      --version 版本               默认最近发布的；较早的版本只比较，不发布
      --json
  npm run record -- verify         核对记录：每次发布都登记在案，没有被改动
      --warehouse 目录
      --json
  npm run rules -- [选项]          换一套口径或截至日，哪些核查结论会变；只比较，不发布
      --compare 文件夹             另一套口径，与 data/reference 同样的文件；缺的文件用现行的
      --as-of 日期                 另一个截至日
      --warehouse 目录
      --json
  npm run check:content -- [选项]  核对 pipelines、dashboards 和 data/reference 的每个文件写得对不对；不导入
      --root 文件夹                另一处的这三个文件夹（默认本程序自己的）
      --json
  npm run serve -- [选项]          打开已发布的版本
      --warehouse 目录
      --port 端口                  默认 3000
      --host 地址                  默认 127.0.0.1
  npm run dev                      打开，页面、图表和口径一改就更新`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const serving = { warehouse: text, port: text, host: text };
const options = {
  load: { warehouse: text, 'as-of': text, 'dry-run': flag, by: text, json: flag },
  rebuild: { warehouse: text, version: text, json: flag },
  record: { warehouse: text, json: flag },
  rules: { compare: text, 'as-of': text, warehouse: text, json: flag },
  'check-content': { root: text, json: flag },
  serve: serving,
  start: { ...serving, sample: text, 'as-of': text },
  dev: { ...serving, sample: text, 'as-of': text },
} as const satisfies Record<string, ParseArgsConfig['options']>;

type Command = keyof typeof options;

interface Arguments {
  folder: string | null;
  warehouse: string;
  asOf: string | null;
  by: string | null;
  compare: string | null;
  root: string;
  version: string | null;
  port: number;
  host: string;
  sample: string;
  isTrial: boolean;
  isJson: boolean;
}

const commands: Readonly<Record<Command, (given: Arguments) => Promise<void>>> = {
  async load(given) {
    if (given.folder === null) misused('load 要给出一个文件夹');
    await loadFolder(given.folder, given);
  },
  rebuild: (given) => buildAgain(given),
  async record(given) {
    if (given.folder !== 'verify') misused('record 后面要写 verify');
    await verify(given);
  },
  rules: (given) => judgeOtherwise(given),
  'check-content': (given) => tellFaults(given),
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

async function serve({ warehouse, port, host }: Arguments, { dev = false } = {}): Promise<void> {
  const server = await import('./serve.ts');
  await server.serve({ warehouse, port, host, dev });
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
    spawn(process.execPath, [import.meta.filename, 'rebuild', '--warehouse', warehouse], { stdio: 'inherit' }),
    'close'
  );
}

async function buildAgain(given: Arguments): Promise<void> {
  const rebuilt = await rebuild({ ...(await buildOptions(given)), version: given.version });
  if (rebuilt === null) throw new Error(`${given.warehouse} 里没有导入过的版本，没有可以重建的`);
  tell(rebuilt, given);
  if (rebuilt.outcome.status === 'refused') process.exitCode = 1;
}

async function tellFaults({ root, isJson }: Arguments): Promise<void> {
  const { checkContent, contentIn } = await import('./check-content.ts');
  const faults = await checkContent(contentIn(root));
  if (isJson) console.log(JSON.stringify(faults, null, 2));
  else if (faults.length === 0) console.log('内容都对：pipelines、dashboards 和 data/reference 里没有查出问题。');
  else
    console.log([...faults.map(sayFault), `共 ${faults.length} 处。改好以后再运行 npm run check:content。`].join('\n'));
  if (faults.length > 0) process.exitCode = 1;
}

const buildOptions = async ({ warehouse, isJson }: Arguments) => ({
  ...content,
  check: async () => (await import('./sound-content.ts')).faultsBeforeRebuild(),
  warehouse,
  program: await program(),
  perCheck: 5,
  onProgress: isJson ? () => {} : showProgress,
});

function tell(rebuilt: Rebuilt, { isJson }: Arguments): void {
  clearProgress(isJson);
  console.log(isJson ? JSON.stringify(rebuilt, null, 2) : reportRebuild(rebuilt).join('\n'));
}

async function verify({ warehouse, isJson }: Arguments): Promise<void> {
  const verified = await verifyRecord(warehouse);
  console.log(isJson ? JSON.stringify(verified, null, 2) : reportRecord(verified).join('\n'));
  if (verified.faults.length > 0) process.exitCode = 1;
}

async function judgeOtherwise({ compare, asOf, warehouse, isJson }: Arguments): Promise<void> {
  if (compare === null && asOf === null)
    misused('rules 要给出另一套口径（--compare 文件夹）或另一个截至日（--as-of 日期）');
  const other = compare === null ? null : resolve(compare);
  const compared = await compareRules({
    ...content,
    warehouse,
    other,
    asOf,
    onProgress: isJson ? () => {} : showProgress,
  });
  clearProgress(isJson);
  console.log(isJson ? JSON.stringify(compared, null, 2) : reportComparedRules(compared).join('\n'));
  if (compared.reasons.length > 0) process.exitCode = 1;
}

async function loadFolder(folder: string, { warehouse, asOf, by, isTrial, isJson }: Arguments): Promise<Outcome> {
  const { faultsBeforeLoad } = await import('./sound-content.ts');
  const outcome = await attempt({
    ...content,
    check: () => faultsBeforeLoad(),
    folder: resolve(folder),
    warehouse,
    asOf,
    program: await program(),
    origin: { by: by === null ? null : { name: by, isVerified: false } },
    dryRun: isTrial,
    perCheck: isJson ? null : 5,
    onProgress: isJson ? () => {} : showProgress,
  });
  clearProgress(isJson);
  console.log(isJson ? JSON.stringify(outcome, null, 2) : reportOf(outcome).join('\n'));
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

const inWords = ({ message }: Error): string =>
  /ENOSPC|No space left on device|disk is full/.test(message) ? `磁盘写满了，请清理后重新运行（${message}）` : message;

function showProgress({ step, detail = '' }: Progress): void {
  const line = `${step} ${detail}`.trimEnd();
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

function clearProgress(isJson: boolean): void {
  if (process.stderr.isTTY && !isJson) process.stderr.write('\r\x1b[K');
}

/** A command line that cannot be understood. */
class Misuse extends Error {}

function misused(message: string): never {
  throw new Misuse(message);
}

function read(command: Command, args: string[]): Arguments {
  const { values, positionals } = parsed(command, args);
  const option = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  const [folder = null, ...more] = positionals;
  const extra = command === 'load' || command === 'record' ? more : positionals;
  if (extra.length > 0) misused(`多出了 ${extra.join(' ')}`);
  return {
    folder,
    warehouse: resolve(option('warehouse') ?? join(root, 'data/warehouse')),
    asOf: dayOf(option('as-of') ?? null),
    by: option('by')?.trim().slice(0, 60) || null,
    compare: option('compare') || null,
    root: resolve(option('root') ?? root),
    version: versionOf(option('version') ?? null),
    port: portOf(option('port') ?? '3000'),
    host: option('host') ?? '127.0.0.1',
    sample: option('sample') ?? join(root, 'data/sample'),
    isTrial: values['dry-run'] === true,
    isJson: values.json === true,
  };
}

function parsed(
  command: Command,
  args: string[]
): { values: Readonly<Record<string, unknown>>; positionals: string[] } {
  try {
    return parseArgs({ args, options: options[command] as ParseArgsConfig['options'], allowPositionals: true });
  } catch (error) {
    const [, name = args.join(' ')] = /'(-[^' ]*)/.exec((error as Error).message) ?? [];
    return misused(
      (error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION'
        ? `没有选项 ${name}`
        : `选项 ${name} 的值不对`
    );
  }
}

function dayOf(day: string | null): string | null {
  if (day === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? new Date(`${day}T00:00:00Z`) : new Date(Number.NaN);
  if (Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== day)
    misused(`--as-of 要写成 2026-06-30 这样的日期（写的是 ${day}）`);
  return day;
}

function versionOf(version: string | null): string | null {
  if (version !== null && !isVersion(version))
    misused(`--version 要写成 20261123T090000-1a2b3c4d 这样的版本号（写的是 ${version}）`);
  return version;
}

function portOf(port: string): number {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65535) misused(`--port 要是 0 到 65535 的整数（写的是 ${port}）`);
  return Number(port);
}

async function main([command, ...args]: string[]): Promise<void> {
  if ([command, ...args].some((word) => word === '--help' || word === '-h')) return console.log(usage);
  if (command === undefined) misused('要给出命令');
  if (!Object.hasOwn(options, command)) misused(`没有命令 ${command}`);
  await commands[command as Command](read(command as Command, args));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  console.error(isMisuse ? `${error.message}。\n\n${usage}` : `出错了：${inWords(error as Error)}`);
  process.exitCode = isMisuse ? 2 : 1;
}
