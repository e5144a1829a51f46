import { existsSync } from 'node:fs';
import { endEverySession } from '#access';
import { giveTo, ownerOf } from '#environment/owner-of-data.ts';
import { backUp, bringBack, reportBackup, reportBroughtBack, reportRecord, verifyRecord } from '#pipeline';
import type { Told } from '#environment/terminal.ts';
import { bringContent, ownContent } from './delivery.ts';

/** Whether the record is whole, and these heads, noted down elsewhere, are in it. */
export async function verifyHere(warehouse: string, heads: readonly string[]): Promise<Told> {
  const verified = await verifyRecord(warehouse, heads);
  return { answer: verified, lines: reportRecord(verified), isRefused: verified.faults.length > 0 };
}

export async function backUpTo(folder: string, warehouse: string, onWait: () => void): Promise<Told> {
  if (!existsSync(warehouse)) throw new Error(`没有数据仓库 ${warehouse}。数据在别处的，写明 --warehouse 目录`);
  const owner = ownerOf(warehouse);
  const made = await backUp(warehouse, folder, onWait, await ownContent());
  if (owner !== null) giveTo(owner, warehouse);
  return { answer: made, lines: reportBackup(made) };
}

export async function bringBackFrom(folder: string, warehouse: string): Promise<Told> {
  const owner = ownerOf(warehouse);
  const told = await bringBack(folder, warehouse);
  if (told.reasons.length === 0) {
    endEverySession(warehouse);
    // Root may read a backup that the user of the service may not: what it brought back is theirs none the less.
    if (owner !== null) giveTo(owner, warehouse);
  }
  const content = told.reasons.length > 0 ? [] : await bringContent(told.content);
  const isRefused = told.reasons.length + told.faults.length > 0;
  return { answer: told, lines: [...reportBroughtBack(told), ...content], isRefused };
}
