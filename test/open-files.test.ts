import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from './pipeline/content.ts';

/** So many files may a process have open where a machine is strict; the program alone is of more. */
const most = 200;

const head = '项目编号,批次,项目名称,揭榜任务,统一社会信用代码,申报单位,单位类型,企业性质,推荐市,项目总投资(万元)';
const fileOf = (at: number) =>
  `${head}\nP${at},2025,示例项目${at},1,91370100MA3C000019,示例单位,服务商,民营,济南市,100\n`;

test.runIf(process.platform !== 'win32')(
  'where few files may be open at once, a folder of more than so many is loaded',
  async () => {
    const files = Array.from({ length: most + 20 }, (_, at) => [`applications-${at}.csv`, fileOf(at)] as const);
    const folder = await folderOf(Object.fromEntries(files));
    const warehouse = join(await mkdtemp(join(tmpdir(), 'open-files-')), 'warehouse');
    const load = [process.execPath, 'src/cli.ts', 'load', folder, '--warehouse', warehouse, '--as-of', '2026-06-30'];
    const given = ['-c', `ulimit -n ${most} && exec "$@"`, 'sh', ...load];
    const { status, stdout, stderr } = spawnSync('sh', given, { encoding: 'utf8' });
    expect(status, stdout + stderr).toBe(0);
    expect((await readdir(join(warehouse, 'files'))).length).toBeGreaterThan(files.length);
  }
);
