import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { load, reportOf, type LoadOptions, type Outcome, type Progress } from '#pipeline';
import { readCurrent } from '#warehouse';

const usage = `用法：
  npm start                               准备好一切并打开示例
  npm run load -- <文件夹> [选项]         导入一个文件夹，发布一个版本
      --warehouse 目录                    数据仓库，默认 data/warehouse
      --as-of 日期                        判定的截至日，如 2026-06-30；默认用各批次自己的
      --dry-run                           只试不发布
      --json                              结果写成 JSON，含全部问题
  npm run serve -- [选项]                 打开已发布的版本
      --warehouse 目录  --port 端口（默认 3000）  --host 地址（默认 127.0.0.1）
  npm run dev                             同上，页面、图表和口径改了就重新载入`;

const options = {
  load: { warehouse: { type: 'string' }, 'as-of': { type: 'string' }, 'dry-run': { type: 'boolean' }, json: { type: 'boolean' } },
  serve: { warehouse: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  start: { warehouse: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' }, sample: { type: 'string' }, 'as-of': { type: 'string' } },
  dev: { warehouse: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
} as const satisfies Record<string, ParseArgsConfig['options']>;

type Command = keyof typeof options;

interface Arguments {
  folders: string[];
  warehouse: string;
  asOf: string | null;
  port: number;
  host: string;
  sample: string;
  isTrial: boolean;
  isJson: boolean;
}

const root = join(import.meta.dirname, '..');

const commands: Readonly<Record<Command, (given: Arguments) => Promise<void>>> = {
  async load(given) {
    const [folder, ...more] = given.folders;
    if (folder === undefined) misused('load 要给出一个文件夹');
    if (more.length > 0) misused(`load 只导入一个文件夹，多出了 ${more.join(' ')}`);
    const { status } = await loadFolder(folder, given);
    if (status === 'refused') process.exitCode = 1;
  },
  serve: (given) => serve(given),
  dev: (given) => serve(given, { dev: true }),
  async start(given) {
    if (!(await readCurrent(given.warehouse))) {
      const { status } = await loadFolder(given.sample, given);
      if (status === 'refused') return void (process.exitCode = 1);
    }
    await serve(given);
  },
};

async function serve({ folders, warehouse, port, host }: Arguments, { dev = false } = {}): Promise<void> {
  if (folders.length > 0) misused(`多出了 ${folders.join(' ')}`);
  const server = await import('./serve.ts');
  await server.serve({ warehouse, port, host, dev });
}

async function loadFolder(folder: string, { warehouse, asOf, isTrial, isJson }: Arguments): Promise<Outcome> {
  const { version: program } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const outcome = await attempt({
    folder: resolve(folder),
    warehouse,
    asOf,
    program,
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'data/reference'),
    dryRun: isTrial,
    perCheck: isJson ? null : 5,
    onProgress: isJson ? () => {} : showProgress,
  });
  if (process.stderr.isTTY && !isJson) process.stderr.write('\r\x1b[K');
  console.log(isJson ? JSON.stringify(outcome, null, 2) : reportOf(outcome).join('\n'));
  return outcome;
}

/** What went wrong in the machinery, a full disk or a broken .sql file, also refuses the load. */
async function attempt(load_: LoadOptions): Promise<Outcome> {
  try {
    return await load(load_);
  } catch (error) {
    return { status: 'refused', reasons: [(error as Error).message], receipt: null, defects: [] };
  }
}

function showProgress({ step, detail = '' }: Progress): void {
  const line = `${step} ${detail}`.trimEnd();
  process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${line}` : `${line}\n`);
}

/** A command line that cannot be understood. */
class Misuse extends Error {}

function misused(message: string): never {
  throw new Misuse(message);
}

function read(command: Command, rest: string[]): Arguments {
  const { values, positionals } = parsed(command, rest);
  const text = (name: string) => (typeof values[name] === 'string' ? values[name] : undefined);
  return {
    folders: positionals,
    warehouse: resolve(text('warehouse') ?? join(root, 'data/warehouse')),
    asOf: dayOf(text('as-of') ?? null),
    port: portOf(text('port') ?? '3000'),
    host: text('host') ?? '127.0.0.1',
    sample: text('sample') ?? join(root, 'data/sample'),
    isTrial: values['dry-run'] === true,
    isJson: values.json === true,
  };
}

function parsed(command: Command, rest: string[]) {
  try {
    return parseArgs({ args: rest, options: options[command] as ParseArgsConfig['options'], allowPositionals: true });
  } catch (error) {
    const [, name = rest.join(' ')] = /'(-[^' ]*)/.exec((error as Error).message) ?? [];
    return misused((error as NodeJS.ErrnoException).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? `没有选项 ${name}` : `选项 ${name} 的值不对`);
  }
}

function dayOf(text: string | null): string | null {
  if (text === null) return null;
  const time = /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  if (!time || Number.isNaN(time.getTime()) || time.toISOString().slice(0, 10) !== text) misused(`--as-of 要写成 2026-06-30 这样的日期（写的是 ${text}）`);
  return text;
}

function portOf(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) misused(`--port 要是 0 到 65535 的整数（写的是 ${text}）`);
  return port;
}

async function main([command, ...rest]: string[]): Promise<void> {
  if (command === '--help' || command === '-h' || rest.includes('--help') || rest.includes('-h')) return console.log(usage);
  if (command === undefined) misused('要给出命令');
  if (!Object.hasOwn(options, command)) misused(`没有命令 ${command}`);
  await commands[command as Command](read(command as Command, rest));
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  const isMisuse = error instanceof Misuse;
  console.error(isMisuse ? `${error.message}。\n\n${usage}` : `出错了：${(error as Error).message}`);
  process.exitCode = isMisuse ? 2 : 1;
}
