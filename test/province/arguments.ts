import { parseArgs } from 'node:util';
import { markOf } from './other-province.ts';

export interface Order {
  projects: number;
  seed: string;
  out: string;
  /** An invented province with its own cities and notices; null: that of data/reference. */
  province: string | null;
  isDirty: boolean;
}

export const DEFAULTS = { projects: 600, seed: '2025' };
export const isDefault = ({
  projects,
  seed,
  province,
}: Pick<Order, 'projects' | 'seed'> & { province?: string | null }): boolean =>
  (province ?? null) === null && projects === DEFAULTS.projects && seed === DEFAULTS.seed;
const MOST = 1_000_000;

export const USAGE = `用法：npm run sample -- [--projects N] [--seed S] [--dirty] [--province 示例甲省] --out DIR

写出一个虚构的省（示例数据）：各市申报表、流程记录、评审、验收、奖补等。同样的参数写出同样的字节。

  --projects N  项目数，1 到 ${MOST} 的整数（默认 ${DEFAULTS.projects}）
  --seed S      随机种子，任意文字（默认 ${DEFAULTS.seed}）
  --dirty       另写一批有意留下差错的文件（CSV 和 XLSX），并列出埋了什么
  --province P  一个另外的虚构的省：DIR 里写它自己的 reference（市和通知都改了名）和 交来的表，
                导入用 npm run load -- DIR/交来的表 --tenant ./DIR
  --out DIR     写到哪个文件夹；其中原有的示例数据会被换掉，有别的文件则不写
`;

/** Reads the command line. A wrong one is an Error in the reader's language. */
export function readArguments(args: readonly string[]): Order | 'help' {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    options: {
      projects: { type: 'string' },
      seed: { type: 'string' },
      dirty: { type: 'boolean' },
      province: { type: 'string' },
      out: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const given = new Map<string, string>();
  for (const token of tokens) {
    if (token.kind === 'positional') throw new Error(`不认识的参数 ${token.value}`);
    if (token.kind !== 'option') continue;
    if (token.name === 'help') return 'help';
    if (!['projects', 'seed', 'out', 'dirty', 'province'].includes(token.name))
      throw new Error(`未知选项 ${token.rawName}`);
    if (given.has(token.name)) throw new Error(`选项 ${token.rawName} 写了两次`);
    if (token.name === 'dirty') {
      if (token.value !== undefined) throw new Error(`选项 --dirty 后面不写值，不能是 ${token.value}`);
    } else if (!token.value) throw new Error(`选项 ${token.rawName} 后面缺少值`);
    given.set(token.name, token.value ?? '');
  }
  const projects = given.get('projects') ?? String(DEFAULTS.projects);
  if (!/^[1-9]\d{0,6}$/.test(projects) || Number(projects) > MOST)
    throw new Error(`--projects 应是 1 到 ${MOST} 的整数，不能是 ${projects}`);
  const out = given.get('out');
  if (out === undefined) throw new Error('缺少 --out DIR');
  const province = given.get('province') ?? null;
  if (province !== null) markOf(province);
  return {
    projects: Number(projects),
    seed: given.get('seed') ?? DEFAULTS.seed,
    out,
    isDirty: given.has('dirty'),
    province,
  };
}
