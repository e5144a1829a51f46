import { canonical, readCanonical, type Json } from './canonical.ts';

/** One number that stands on a paper. */
export interface PaperNumber {
  /** Where it is found again: what it is asked of, the row, the column. */
  key: string;
  /** The same for people. */
  title: string;
  /** As the data say it, whole; null where nobody knows it. */
  exact: string | null;
  /** As it stands on the paper. */
  printed: string;
  /** What the exact number is divided by, and the decimals that are printed. */
  divisor: string;
  digits: number;
}

/** What a paper says, and of what: all that is signed. Its bytes are its canonical form. */
export interface Statement {
  seal: 1;
  alg: 'ed25519';
  /** The id of the key that it is signed with. */
  key: string;
  office: string;
  kind: PaperKind;
  title: string;
  /** For whom it is printed. */
  recipient: string;
  /** The address of the page that it is of, its filters written out, without a version. */
  path: string;
  /** Whose rows it is made of, by dimension; nothing where it is of all. */
  scope: Readonly<Record<string, readonly string[]>>;
  version: string;
  number: string;
  /** The SHA-256 of the version's tables. */
  fingerprint: string;
  asOf: string;
  /** The last decision that counted; '' before the first. */
  head: string;
  /** The digest of the program and the content that made the version. */
  program: string;
  /** Of the program and the content that asked; '' where that changes under it. */
  build: string;
  isSample: boolean;
  /** By this machine's clock, with the zone. */
  sealedAt: string;
  by: string;
  numbers: readonly PaperNumber[];
  /** What the paper says besides, of a notice of changes: its whole text. */
  says: readonly string[];
  /** The digest of the paper that was sealed before, '' of the first. */
  prev: string;
}

export const paperKinds = ['page', 'brief', 'figure', 'query', 'revision'] as const;
export type PaperKind = (typeof paperKinds)[number];

/** A statement to its last byte. Texts are in NFC, so that a system on the way that composes letters changes none. */
export const bytesOf = (statement: Statement): string => canonical(composed(statement as unknown as Json));

function composed(value: Json): Json {
  if (typeof value === 'string') return value.normalize('NFC');
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly Json[]).map(composed);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.normalize('NFC'), composed(each)]));
}

/** The statement that a text is, byte by byte; null of any other text. */
export function readStatement(text: string): Statement | null {
  const value = readCanonical(text);
  return isStatement(value) && bytesOf(value) === text ? value : null;
}

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';
const isHex =
  (length: number): Check =>
  (value) =>
    typeof value === 'string' && value.length === length && /^[0-9a-f]*$/.test(value);
const isListOf =
  (each: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(each);

const hasExactly =
  (checks: Readonly<Record<string, Check>>): Check =>
  (value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const names = Object.keys(value);
    if (names.length !== Object.keys(checks).length) return false;
    return names.every(
      (name) => Object.hasOwn(checks, name) && checks[name]!((value as Record<string, unknown>)[name])
    );
  };

const isNumber = hasExactly({
  key: isText,
  title: isText,
  exact: (value) => value === null || isText(value),
  printed: isText,
  divisor: isText,
  digits: (value) => Number.isInteger(value),
});

const isScope: Check = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(isListOf(isText));

const shape = hasExactly({
  seal: (value) => value === 1,
  alg: (value) => value === 'ed25519',
  key: isHex(16),
  office: isText,
  kind: (value) => paperKinds.some((kind) => kind === value),
  title: isText,
  recipient: isText,
  path: (value) => typeof value === 'string' && value.startsWith('/'),
  scope: isScope,
  version: isText,
  number: isText,
  fingerprint: isText,
  asOf: isText,
  head: isText,
  program: isText,
  build: isText,
  isSample: (value) => typeof value === 'boolean',
  sealedAt: isText,
  by: isText,
  numbers: isListOf(isNumber),
  says: isListOf(isText),
  prev: (value) => value === '' || isHex(64)(value),
});

const isStatement = (value: unknown): value is Statement => shape(value);
