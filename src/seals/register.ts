import { paperStream, type Entry, type Statement as Written, type Store } from '#store';
import { codeOf } from './code.ts';
import { idOf, type PublicKey, type SigningKey } from './keys.ts';
import { sealedOf, type Sealed } from './sealed.ts';
import { readStatement, type Statement } from './statement.ts';
import { sha256, sm3 as sm3Of } from './digest.ts';

/** A public key in the register: it stays there, whatever becomes of it. */
export interface ListedKey extends PublicKey {
  from: string;
  /** Since when it signs nothing more; null where it still does. */
  until: string | null;
  /** Since when nobody knows who signs with it, and why. */
  revoked: { at: string; reason: string; position: number } | null;
}

/** A paper in the register. */
export interface Paper extends Sealed {
  code: string;
  position: number;
  /** Since when it does not count any more, and why; null where it does. */
  voided: { at: string; by: string | null; reason: string } | null;
  /** Why the line cannot be what was written, in words; null where it holds together. */
  fault: string | null;
}

/** All that is on record of papers. */
export interface Register {
  papers: readonly Paper[];
  keys: readonly ListedKey[];
}

type Line =
  | ({ event: 'key_added' } & PublicKey)
  | { event: 'key_retired'; id: string }
  | { event: 'key_revoked'; id: string; reason: string }
  | { event: 'sealed'; code: string; digest: string; sm3: string | null; signature: string; statement: string }
  | { event: 'voided'; code: string; reason: string };

const line = (at: string, by: string | null, body: Line) => ({
  stream: paperStream,
  at,
  by,
  body: JSON.stringify(body),
});

/** The papers and the keys of a record, the oldest first. */
export function readRegister(entries: readonly Entry[]): Register {
  const keys = new Map<string, ListedKey>();
  const papers: Paper[] = [];
  for (const { position, at, by, body } of entries) {
    const said = JSON.parse(body) as Line;
    if (said.event === 'key_added') {
      const { alg, id, public: known } = said;
      // The first of an id stays: whoever adds another one of the same takes nothing over.
      if (!keys.has(id) && id === idOf(known))
        keys.set(id, { alg, id, public: known, from: at, until: null, revoked: null });
    } else if (said.event === 'key_retired') change(keys, said.id, (key) => ({ ...key, until: key.until ?? at }));
    else if (said.event === 'key_revoked')
      change(keys, said.id, (key) => ({
        ...key,
        until: key.until ?? at,
        revoked: key.revoked ?? { at, reason: said.reason, position },
      }));
    else if (said.event === 'sealed') papers.push(paperOf(said, position, keys));
    else if (said.event === 'voided') {
      const paper = papers.find(({ code }) => code === said.code);
      if (paper) paper.voided ??= { at, by, reason: said.reason };
    }
  }
  return { papers, keys: [...keys.values()] };
}

const change = (keys: Map<string, ListedKey>, id: string, to: (key: ListedKey) => ListedKey): void => {
  const known = keys.get(id);
  if (known) keys.set(id, to(known));
};

function paperOf(
  said: Extract<Line, { event: 'sealed' }>,
  position: number,
  keys: ReadonlyMap<string, PublicKey>
): Paper {
  const { code, digest, sm3, signature, statement: text } = said;
  if (typeof text !== 'string') throw new SyntaxError(`登记簿上的 ${code} 没有内容`);
  const statement = readStatement(text);
  // Where this machine knows no SM3 nothing is said of it.
  const ofText = sm3Of(text) ?? sm3;
  const isOwn = sha256(text) === digest && (sm3 === null || sm3 === ofText);
  const isWhole = statement !== null && isOwn && codeOf(digest) === code;
  const fault = isWhole ? null : '登记簿上的这一行与它的内容对不上';
  const known = statement ?? (JSON.parse(text) as Statement);
  return {
    code,
    digest,
    sm3,
    signature,
    public: keys.get(known.key)?.public ?? '',
    text,
    statement: known,
    position,
    voided: null,
    fault,
  };
}

export const addKey = (
  store: Store,
  { alg, id, public: known }: PublicKey,
  { at, by }: { at: string; by: string | null }
): void => {
  store.appendAll(() => {
    if (readRegister(store.entries(paperStream)).keys.some((key) => key.id === id))
      throw new Error(`钥匙 ${id} 已经登记过`);
    return [line(at, by, { event: 'key_added', alg, id, public: known })];
  });
};

export const retireKey = (store: Store, id: string, { at, by }: { at: string; by: string | null }): void => {
  needKey(store, id);
  store.append(line(at, by, { event: 'key_retired', id }));
};

export const revokeKey = (
  store: Store,
  id: string,
  { at, by, reason }: { at: string; by: string | null; reason: string }
): void => {
  needKey(store, id);
  store.append(line(at, by, { event: 'key_revoked', id, reason }));
};

function needKey(store: Store, id: string): void {
  if (!readRegister(store.entries(paperStream)).keys.some((key) => key.id === id))
    throw new Error(`登记簿上没有钥匙 ${id}`);
}

export const voidPaper = (
  store: Store,
  code: string,
  { at, by, reason }: { at: string; by: string | null; reason: string }
): void => {
  store.appendAll(() => {
    const paper = readRegister(store.entries(paperStream)).papers.find((each) => each.code === code);
    if (!paper) throw new Error(`登记簿上没有 ${code}`);
    if (paper.voided) throw new Error(`${code} 已经作废`);
    return [line(at, by, { event: 'voided', code, reason })];
  });
};

/** The key that signs now: of those on the list that are at hand and neither retired nor revoked the last. */
export const currentKey = ({ keys }: Register, atHand: ReadonlyMap<string, SigningKey>): SigningKey | null =>
  keys
    .filter(({ until, id, public: known }) => until === null && atHand.get(id)?.public === known)
    .map(({ id }) => atHand.get(id)!)
    .at(-1) ?? null;

/** What is to be sealed: all of a statement that its place in the register does not say. */
export type Draft = Omit<Statement, 'seal' | 'alg' | 'key' | 'prev' | 'sealedAt'>;

/** There is nothing to sign with. */
export class NoKey extends Error {
  constructor() {
    super('没有可用的签章钥匙。管服务器的人先运行 npm run seal -- key new');
    this.name = 'NoKey';
  }
}

/**
 * Seals a draft and enters it, in one change of the record: killed at any moment there is all of it or none. It names
 * the paper before it. A second statement with the code of another is refused: whoever could make two of one code could
 * have one signed and show the other. What follows from what else is on record is `asked` for while nobody writes; what
 * has to stand `beside` it is entered with it.
 */
export function seal(
  store: Store,
  asked: Draft | ((entries: readonly Entry[]) => Draft),
  {
    at,
    keys,
    beside = () => [],
  }: { at: string; keys: ReadonlyMap<string, SigningKey>; beside?: (paper: Paper) => readonly Written[] }
): Paper {
  let made: Paper | null = null;
  store.appendAll(() => {
    const entries = store.entries(paperStream);
    const register = readRegister(entries);
    const draft = typeof asked === 'function' ? asked(entries) : asked;
    const key = currentKey(register, keys);
    if (key === null) throw new NoKey();
    const prev = register.papers.at(-1)?.digest ?? '';
    const statement: Statement = { ...draft, seal: 1, alg: 'ed25519', key: key.id, prev, sealedAt: at };
    const sealed = sealedOf(statement, key);
    const code = codeOf(sealed.digest);
    if (register.papers.some((paper) => paper.code === code)) throw new Error(`登记簿上已经有 ${code}`);
    const { digest, sm3, signature, text } = sealed;
    const entered = { event: 'sealed' as const, code, digest, sm3, signature, statement: text };
    made = paperOf(entered, (store.last()?.position ?? 0) + 1, new Map([[key.id, key]]));
    return [line(at, draft.by, entered), ...beside(made)];
  });
  return made!;
}
