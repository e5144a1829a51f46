import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { sayWan } from '#scenarios';
import { Refusal, type QuotaTried, type SubsidyTried } from '#spec';
import { serve } from '#server/serve.ts';

/** What is tried, as the address of its page says it; the format where it is taken away. */
export interface ScenarioOptions {
  warehouse: string;
  asked: readonly (readonly [name: string, value: string])[];
  out: string | null;
}

export const tryQuotas = (options: ScenarioOptions): Promise<QuotaTried> => tryRules('quota', options);
export const trySubsidies = (options: ScenarioOptions): Promise<SubsidyTried> => tryRules('subsidy', options);

/** Tries rules and answers what they came to; with `out` it is written into a new workbook too. */
async function tryRules<T>(kind: 'quota' | 'subsidy', { warehouse, asked, out }: ScenarioOptions): Promise<T> {
  const file = out === null ? null : resolve(out);
  if (file !== null && existsSync(file)) throw new Error(`文件已经有了，没有覆盖：${file}`);
  const server = await serve({ warehouse, port: 0, host: '127.0.0.1', isQuiet: true });
  try {
    const address = `${server.address}/api/scenarios/${kind}?${new URLSearchParams(asked.map(([a, b]) => [a, b]))}`;
    const tried = (await (await answered(address)).json()) as T;
    if (file !== null) {
      const book = await answered(`${address}&format=xlsx`);
      await writeFile(file, Buffer.from(await book.arrayBuffer()), { flag: 'wx' });
    }
    return tried;
  } finally {
    await server.close();
  }
}

async function answered(address: string): Promise<Response> {
  const answer = await fetch(address);
  if (answer.ok) return answer;
  const { error } = (await answer.json()) as { error: { code: string; message: string } };
  throw new Refusal(answer.status, error.code, error.message);
}

/** For a terminal: three sentences a rule, what is told, and the places of each city. */
export function reportQuotas({ watermark, version, key, total, weights_of, replay_on, rules, cities }: QuotaTried) {
  const range = ([least, most]: readonly [number, number]) => (least === most ? `${least}` : `${least}–${most}`);
  return [
    `${watermark}　版本 ${version}　测算编号 ${key.slice(0, 12)}`,
    `总数 ${total}，权数取自 ${weights_of}，回放 ${replay_on}${weights_of === replay_on ? '（同一批数据既定规则又验规则，结果偏好看）' : ''}`,
    ...rules.flatMap(({ title, refused, lost, gained, falls, listed, accepted, free, told, cities: own }) =>
      refused !== null
        ? [`${title}：没有算：${refused}`]
        : [
            `${title}：减 ${lost}、增 ${gained}；落下 ${falls}（揭榜 ${range(listed)}，已通过 ${range(accepted)}）；空出 ${free}`,
            ...told.map((each) => `　${each}`),
            `　${cities.map(({ city }) => `${city} ${own[city]?.seats ?? '—'}`).join('，')}`,
          ]
    ),
  ];
}

/** For a terminal: what each rule comes to beside what was allocated, in 万元, and what is told of it. */
export function reportSubsidies({ watermark, version, key, on, rules }: SubsidyTried): string[] {
  return [
    `${watermark}　版本 ${version}　测算编号 ${key.slice(0, 12)}`,
    `批次 ${on}，验收通过的项目；单位万元`,
    ...rules.flatMap(({ title, refused, total, paid, nothing, capped, unknown, to_pay, to_recover, told }, at) =>
      refused !== null
        ? [`${title}：没有算：${refused}`]
        : [
            `${title}：${unknown.length > 0 ? '至少 ' : ''}${sayWan(BigInt(total))}；有 ${paid} 个、没有 ${nothing} 个${
              at === 0 ? '' : `、到上限 ${capped} 个`
            }、算不出 ${unknown.length} 个${at === 0 ? '' : `；应补 ${sayWan(BigInt(to_pay))}、应退 ${sayWan(BigInt(to_recover))}`}`,
            ...told.map((each) => `　${each}`),
          ]
    ),
  ];
}
