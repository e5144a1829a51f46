import { setTimeout } from 'node:timers/promises';

/** An answer as it came over the wire. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Buffer;
}

export type Get = (path: string) => Promise<Answer>;

/** Requests that are under way at once: few enough that a small server refuses none of them. */
const atOnce = 3;

/** Asks a running server. One that is too busy, or breaks off, is asked again: that it was busy is no difference. */
export function openServer(address: string): Get {
  const origin = address.replace(/\/+$/, '');
  let free = atOnce;
  const waiting: (() => void)[] = [];

  return async (path) => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    else free--;
    try {
      for (let tries = 1; ; tries++) {
        const answer = await askOnce(`${origin}${path}`).catch((error: unknown) => {
          if (tries === 5) throw new Error(`${path} was not answered`, { cause: error });
          return null;
        });
        if (answer && (tries === 5 || ![503, 504].includes(answer.status))) return answer;
        await setTimeout(tries * 1000);
      }
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

async function askOnce(address: string): Promise<Answer> {
  const answer = await fetch(address, { redirect: 'manual' });
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) };
}
