import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Receipt } from '#spec';
import { isVersion } from './naming.ts';

export const receiptFile = (folder: string, version: string): string => join(folder, `${version}.json`);

/** What lies beside a receipt: the file as it was published, or as it was left when persons were last taken out. */
export const lyingOf = ({ bytes, sha256, redacted }: Pick<Receipt, 'bytes' | 'sha256' | 'redacted'>) =>
  redacted?.at(-1) ?? { bytes, sha256 };

/** There as long as persons are being taken out of a warehouse, or whoever did was killed: what is to go. */
export const erasingFile = (folder: string): string => join(folder, '.erasing');

/** Sizes that a file may have: while persons are being taken out, also that of the file before. */
export function sizesOf(folder: string, receipt: Receipt): number[] {
  const [before = receipt] = receipt.redacted?.slice(-2, -1) ?? [];
  return [lyingOf(receipt).bytes, ...(receipt.redacted && existsSync(erasingFile(folder)) ? [before.bytes] : [])];
}

/** The record of a load. One that is missing or is not the record of that version is an Error. */
export async function readReceipt(folder: string, version: string): Promise<Receipt> {
  if (!isVersion(version)) throw new Error(`${version} is not the name of a version`);
  const receipt = JSON.parse(await readFile(receiptFile(folder, version), 'utf8')) as Partial<Receipt> | null;
  if (receipt?.version !== version) throw new Error(`${version}.json: is the record of version ${receipt?.version}`);
  const wrong = Object.entries(needed).find(([name, is]) => !is(receipt[name as keyof Receipt]));
  if (wrong) throw new Error(`${version}.json: ${wrong[0]} is not what a load writes`);
  const whole = receipt as Receipt;
  const defects = whole.defects.map((each) => Object.assign({ title: each.check }, each));
  return Object.assign({ ...unsaid, number: version }, whole, { defects });
}

const isText = (value: unknown) => typeof value === 'string';
const isListOf = (keys: readonly string[]) => (value: unknown) =>
  Array.isArray(value) &&
  value.every((each: unknown) => typeof each === 'object' && each !== null && keys.every((key) => key in each));

/** What answers and pages read of every record: one that somebody wrote by hand, or that was cut, lacks it. */
const needed: Partial<Record<keyof Receipt, (value: unknown) => boolean>> = {
  loadedAt: isText,
  asOf: isText,
  fingerprint: isText,
  bytes: Number.isSafeInteger,
  files: isListOf(['file', 'sheet', 'sha256', 'status', 'read', 'loaded']),
  defects: isListOf(['check', 'effect', 'count']),
};

/** What records of format 0 may leave out. */
const unsaid = {
  format: 0,
  digest: '',
  sha256: '',
  by: null,
  givenAsOf: null,
  upload: null,
  rebuildOf: null,
  compared: null,
  assertions: [],
};
