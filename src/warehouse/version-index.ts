import { existsSync } from 'node:fs';
import { setImmediate as turn } from 'node:timers/promises';
import type { Receipt } from '#spec';
import { hashFile } from './hash.ts';
import { erasingFile, lyingOf, readReceipt } from './receipt-file.ts';
import { faultOf, namedVersions, warehouseFile } from './versions.ts';

/** What was published, as far as it is whole. It costs the same whether there are ten versions or a thousand. */
export interface VersionIndex {
  /** Newest first. */
  list(): Promise<string[]>;
  /** The records of some of them, newest first, and how many there are in all. */
  page(limit: number, offset: number): Promise<{ total: number; rows: Receipt[] }>;
  /** The record of one; null where it is not there, or not whole. */
  receipt(version: string): Promise<Receipt | null>;
  /** The version whose receipt has a number; null where there is none. */
  numbered(number: string): Promise<string | null>;
  /** Reads the next version to its end and holds it against its record; answers what it found wrong with which. */
  checkNext(): Promise<{ version: string; fault: string } | null>;
  /** What is damaged, each with what is wrong with it. */
  faults(): string[];
}

export function createVersionIndex(folder: string): VersionIndex {
  const damaged = new Map<string, string>();
  const numbers = new Map<string, string>();
  const checked = new Set<string>();

  /** What was damaged may have been put back: it is looked at anew, and so is whatever an answer is made of. */
  async function look(version: string): Promise<string | null> {
    const fault = await faultOf(folder, version);
    if (fault !== null) damaged.set(version, fault);
    else if (!bytesDiffer(damaged.get(version))) damaged.delete(version);
    return damaged.get(version) ?? null;
  }

  async function list(): Promise<string[]> {
    const named = await namedVersions(folder);
    for (const version of damaged.keys()) {
      if (!named.includes(version)) damaged.delete(version);
      else await look(version);
    }
    return named.filter((version) => !damaged.has(version));
  }

  async function page(limit: number, offset: number): Promise<{ total: number; rows: Receipt[] }> {
    const versions = await list();
    const asked = versions.slice(offset, offset + limit);
    const faults = await Promise.all(asked.map(look));
    if (faults.some((fault) => fault !== null)) return page(limit, offset);
    return { total: versions.length, rows: await Promise.all(asked.map((version) => readReceipt(folder, version))) };
  }

  async function learn(): Promise<void> {
    for (const version of (await list()).filter((each) => !numbers.has(each))) {
      const receipt = await readReceipt(folder, version).catch(() => null);
      if (receipt === null) await look(version);
      else numbers.set(version, receipt.number);
      await turn();
    }
  }

  async function receipt(version: string): Promise<Receipt | null> {
    if (!(await namedVersions(folder)).includes(version) || (await look(version)) !== null) return null;
    return readReceipt(folder, version);
  }

  return {
    list,
    page,
    receipt,
    async numbered(number) {
      await learn();
      const there = await list();
      return there.find((version) => numbers.get(version) === number) ?? null;
    },
    async checkNext() {
      await learn();
      const named = await namedVersions(folder);
      const next = named.find((version) => !checked.has(version));
      if (next === undefined) {
        checked.clear();
        return null;
      }
      checked.add(next);
      const before = damaged.get(next);
      const kept = (await look(next)) === null ? await receipt(next) : null;
      // Whoever takes persons out replaces two files: until they have ended, neither tells of the other.
      if (kept && /^[0-9a-f]{64}$/.test(kept.sha256) && !existsSync(erasingFile(folder))) {
        const found = await hashFile(warehouseFile(folder, next)).catch(() => null);
        if (found !== null && found !== lyingOf(kept).sha256) damaged.set(next, otherBytes);
        else if (bytesDiffer(before)) damaged.delete(next);
      }
      const fault = damaged.get(next) ?? null;
      return fault === null || fault === before ? null : { version: next, fault };
    },
    faults: () => Array.from(damaged, ([version, fault]) => `版本 ${version} ${fault}`),
  };
}

const otherBytes = '的内容与登记的校验值不同，文件被改动过或磁盘出了错';
const bytesDiffer = (fault: string | undefined): boolean => fault === otherBytes;
