import { hashOf, isVersion } from '#warehouse';
import { mostOfText as most, type ObjectStore, type Tagged } from './store.ts';

/** Bytes in a store, under the name of their hash. */
export interface Item {
  sha256: string;
  bytes: number;
}

/** How far a builder was: a place in its record, which only ever grows, and what was current there. */
export interface Place {
  position: number;
  /** The hash of the line of the record at this position: it stands for all lines before it. */
  head: string;
  version: string;
  newest: string;
}

/** What `current` in a store says: which edition is to be read. It is moved last, and by one of two alone. */
export interface StorePointer extends Place {
  format: 1;
  edition: Item;
}

/** All that a reader has of a warehouse at one place of its record. */
export interface Edition extends Place {
  format: 1;
  /** Versions that are there, the newest first. */
  versions: (Item & { version: string; format: number })[];
  /** The receipts of all that was ever published. */
  receipts: (Item & { version: string })[];
  /** Originals, and what made versions; `as`: under which hash it lies, where persons were taken out of it since. */
  files: (Item & { as?: string })[];
  /** What was written down of each time that persons were taken out; left out where none were. */
  redactions?: (Item & { id: string })[];
  /** The record, its lines in pieces, each from one position to another. */
  record: (Item & { from: number; to: number })[];
  /** Who may see what, without anything secret; null where nobody signs in. */
  accounts: Item | null;
}

export const pointerKey = 'current';
export const objectKey = (sha256: string): string => `objects/${sha256}`;
export const leaseKey = (reader: string): string => `leases/${reader}.json`;

/** Everything that an edition names. */
export const itemsIn = ({ versions, receipts, files, redactions = [], record, accounts }: Edition): Item[] => [
  ...versions,
  ...receipts,
  ...files,
  ...redactions,
  ...record,
  ...(accounts === null ? [] : [accounts]),
];

/** The pointer of a store; `same` where it has this tag still; null where nothing was ever pushed. */
export async function readStorePointer(
  store: ObjectStore,
  unless?: string
): Promise<{ pointer: StorePointer; tag: string } | 'same' | null> {
  const found = await store.read(pointerKey, unless);
  if (found === null || found === 'same') return found;
  // Some servers answer a question with a condition as if it had none.
  if (found.tag === unless) return 'same';
  const said = parsed(found, `${store.name} 的 current`);
  if (!isPlace(said) || !isItem(said.edition)) throw new Error(`${store.name} 的 current 不是这个程序写的`);
  return { pointer: said as unknown as StorePointer, tag: found.tag };
}

/** The edition that a pointer names. One that is not what its hash says, or says something else, is an Error. */
export async function readEdition(store: ObjectStore, pointer: StorePointer): Promise<Edition> {
  const text = await readObject(store, pointer.edition, '清单');
  const said = parsed({ text, tag: '' }, '清单');
  const items = (name: string, more: (each: Said) => boolean = () => true) =>
    Array.isArray(said[name]) && said[name].every((each) => isItem(each) && more(each));
  const isWhole =
    isPlace(said) &&
    items('versions', ({ version, format }) => isVersion(String(version)) && typeof format === 'number') &&
    items('receipts', ({ version }) => isVersion(String(version))) &&
    items('files', (each) => each.as === undefined || isHash(each.as)) &&
    (said.redactions === undefined || items('redactions', ({ id }) => /^[\w-]+$/.test(String(id)))) &&
    items('record', ({ from, to }) => typeof from === 'number' && typeof to === 'number') &&
    (said.accounts === null || isItem(said.accounts));
  const isSame = (['position', 'head', 'version', 'newest'] as const).every((name) => said[name] === pointer[name]);
  if (!isWhole || !isSame) throw new Error(`版本 ${pointer.version} 的清单不是这个程序写的`);
  return said as unknown as Edition;
}

/** A small object as text, held against its hash. */
export async function readObject(store: ObjectStore, { sha256, bytes }: Item, what: string): Promise<string> {
  if (bytes > most) throw new Error(`${what} 太大（${bytes} 字节）`);
  const stream = await store.get(objectKey(sha256));
  if (stream === null) throw new Error(`${what} 不在存储里（objects/${sha256}）`);
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > bytes) break;
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  if (length !== bytes)
    throw new Error(`${what} 不完整（应为 ${bytes} 字节，实为 ${length}${length > bytes ? ' 以上' : ''}）`);
  if (hashOf(whole) !== sha256) throw new Error(`${what} 与它的校验值不同，被改动过或传坏了`);
  return whole.toString('utf8');
}

type Said = Readonly<Record<string, unknown>>;

function parsed({ text }: Tagged, what: string): Said {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw new Error(`${what} 读不出来（不是 JSON）`);
  }
  if (typeof said !== 'object' || said === null) throw new Error(`${what} 读不出来`);
  const { format } = said as Said;
  if (format !== 1) throw new Error(`${what} 的格式是 ${String(format)}，这个程序读格式 1：请更新程序`);
  return said as Said;
}

const isHash = (said: unknown): boolean => typeof said === 'string' && /^[0-9a-f]{64}$/.test(said);

const isItem = (said: unknown): said is Said & Item => {
  const { sha256, bytes } = (said ?? {}) as Said;
  return isHash(sha256) && Number.isSafeInteger(bytes) && Number(bytes) >= 0;
};

const isPlace = ({ position, head, version, newest }: Said): boolean =>
  Number.isSafeInteger(position) && typeof head === 'string' && isVersion(String(version)) && isVersion(String(newest));
