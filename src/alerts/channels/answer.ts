import { cutWithin, oneLine } from '../text.ts';
import type { Outcome } from './letter.ts';

/**
 * What the code in the answer of a robot says, not the status of HTTP: they answer 200 to what they refuse. What is in
 * neither list is not understood, and is tried again.
 */
interface Codes {
  /** Where the code stands, the first that is there. */
  at: readonly string[];
  /** Trying again says the same: wrong address, signature, text. */
  permanent: ReadonlySet<number>;
  /** The clock of this machine may be off. */
  clock: ReadonlySet<number>;
}

const codesOf: Readonly<Record<string, Codes>> = {
  wecom: {
    at: ['errcode'],
    permanent: new Set([40001, 40008, 40014, 40035, 40058, 41001, 44004, 45002, 93000, 93004, 93008]),
    clock: new Set(),
  },
  dingtalk: {
    at: ['errcode'],
    permanent: new Set([
      40035, 43004, 300001, 310000, 400013, 400101, 400102, 400105, 400106, 400402, 410103, 430101, 430102, 430103,
      430104,
    ]),
    clock: new Set([310000]),
  },
  feishu: {
    at: ['code', 'StatusCode'],
    permanent: new Set([19001, 19002, 19021, 19022, 19023, 19024, 19036]),
    clock: new Set([19021]),
  },
};

/** Of a program of one's own: what it says of itself, if anything. */
const own: Codes = { at: ['errcode', 'code', 'StatusCode'], permanent: new Set(), clock: new Set() };

const wait = new Set([408, 421, 423, 425, 429]);

/** What an answer means; `status` is null where there was none, and `body` says why. */
export function meaningOf(kind: string, { status, body }: { status: number | null; body: string }): Outcome {
  if (status === null) return temporary(`没有连上：${said(body)}`);
  if (kind === 'smtp') return meaningOfMail(status, body);
  const codes = codesOf[kind] ?? own;
  const found = objectIn(body);
  const code = codes.at.map((name) => found?.[name]).find((each) => typeof each === 'number');
  const isSuccess = status >= 200 && status < 300;
  if (code !== undefined && code !== 0) return ofCode(codes, code, body);
  if (isSuccess) {
    if (code === 0 || (codes === own && isPlainYes(found, body))) return { is: 'ok' };
    return temporary(`回答看不懂（${status}）：${said(body)}`);
  }
  const reason = `对方回答 ${status}：${said(body)}`;
  // Where it leads was never listed, so nobody goes there.
  if (status >= 300 && status < 400) return temporary(`${reason}（转到了别的地址，没有跟过去，请核对地址）`);
  return status >= 400 && status < 500 && !wait.has(status) ? { is: 'permanent', reason } : temporary(reason);
}

function ofCode({ permanent, clock }: Codes, code: number, body: string): Outcome {
  const hint = clock.has(code) ? '（也可能是服务器的时间不准，请核对服务器时间）' : '';
  const reason = `对方回答 ${code}：${said(body)}${hint}`;
  // 飞书 says 9499 both of a wrong body and of too many: only its words tell them apart.
  const isWrongBody = code === 9499 && /bad request/i.test(body);
  return permanent.has(code) || isWrongBody ? { is: 'permanent', reason } : temporary(reason);
}

/** A program that says nothing took it; a page, as of a door that wants a password, did not. */
const isPlainYes = (found: Record<string, unknown> | null, body: string): boolean =>
  found === null
    ? /^\s*(?:ok|success)?\s*$/i.test(body)
    : found.ok !== false && found.success !== false && found.error === undefined;

const meaningOfMail = (status: number, body: string): Outcome => {
  const reason = `邮件服务器回答 ${status}：${said(body)}`;
  if (status >= 200 && status < 300) return { is: 'ok' };
  return status >= 500 && status < 600 ? { is: 'permanent', reason } : temporary(reason);
};

const temporary = (reason: string): Outcome => ({ is: 'temporary', reason });

function objectIn(body: string): Record<string, unknown> | null {
  try {
    const found: unknown = JSON.parse(body);
    return typeof found === 'object' && found !== null && !Array.isArray(found)
      ? (found as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** What the other side said, as it is kept: at most 256 bytes, on one line. */
export const said = (body: string): string => cutWithin(oneLine(body), 256) || '（没有说明）';
