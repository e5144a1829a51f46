import type { MayDecide } from '#spec';
import { fetchJson } from '#lib/fetch.ts';

/** What the form of a decision starts with: what was written before, where it came back, and why it did. */
export interface Deciding {
  /** Why nothing may be decided; null where it may. */
  refusal: string | null;
  /** Who decides, where they signed in: then nobody says a name. */
  person: string | null;
  state: MayDecide['state'];
  isDone: boolean;
  problem: string | null;
  /** What had been written, by the name of the field. */
  said: Readonly<Record<string, string>>;
  today: string;
}

const prefix = 'said_';

export async function readDeciding(fetch: typeof globalThis.fetch, params: URLSearchParams): Promise<Deciding> {
  const { refusal, person, state } = await fetchJson<MayDecide>(fetch, '/api/decisions/allowed');
  return {
    refusal,
    person,
    state,
    isDone: params.has('done'),
    problem: params.get('problem'),
    said: Object.fromEntries(
      Array.from(params).flatMap(([name, value]) =>
        name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : []
      )
    ),
    today: new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' }),
  };
}

/** What was asked for, without what came back with a form. */
export const withoutAnswer = (params: URLSearchParams): URLSearchParams =>
  new URLSearchParams(
    Array.from(params).filter(([name]) => !['done', 'problem'].includes(name) && !name.startsWith(prefix))
  );
