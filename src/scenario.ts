import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Refusal, type QuotaTried } from '#spec';
import { serve } from './serve.ts';

/** What is tried, as the address of its page says it; the format where it is taken away. */
export interface ScenarioOptions {
  warehouse: string;
  asked: readonly (readonly [name: string, value: string])[];
  out: string | null;
}

/** Tries rules for quotas and answers what they came to; with `out` it is written into a new workbook too. */
export async function tryQuotas({ warehouse, asked, out }: ScenarioOptions): Promise<QuotaTried> {
  const file = out === null ? null : resolve(out);
  if (file !== null && existsSync(file)) throw new Error(`文件已经有了，没有覆盖：${file}`);
  const server = await serve({ warehouse, port: 0, host: '127.0.0.1', isQuiet: true });
  try {
    const address = `${server.address}/api/scenarios/quota?${new URLSearchParams(asked.map(([a, b]) => [a, b]))}`;
    const tried = (await (await answered(address)).json()) as QuotaTried;
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
    `${watermark}　版本 ${version}　校验码 ${key.slice(0, 12)}`,
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
