import { existsSync } from 'node:fs';
import { endWaysIn, type WayIn, type WaysIn } from '#access';
import { giveTo, ownerOf } from '#environment/owner-of-data.ts';
import { backUp, bringBack, reportBackup, reportBroughtBack, recordFile, reportRecord, verifyRecord } from '#pipeline';
import { createRecorder } from '#store';
import { zonedTime } from '#warehouse';
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

export async function bringBackFrom(
  folder: string,
  warehouse: string,
  { keepsTokens }: { keepsTokens: boolean }
): Promise<Told> {
  const owner = ownerOf(warehouse);
  let ways: WaysIn | null = null;
  const told = await bringBack(folder, warehouse, (partial, { madeAt }) => {
    ways = endWaysIn(partial, { keepsTokens }, (found) => recordBroughtBack(partial, { madeAt, keepsTokens, found }));
  });
  // Root may read a backup that the user of the service may not: what it brought back is theirs none the less.
  if (told.reasons.length === 0 && owner !== null) giveTo(owner, warehouse);
  const content = told.reasons.length > 0 ? [] : await bringContent(told.content);
  const isRefused = told.reasons.length + told.faults.length > 0;
  const lines = [...reportBroughtBack(told), ...reportWaysIn(ways, keepsTokens), ...content];
  return { answer: { ...told, ways }, lines, isRefused };
}

function recordBroughtBack(
  warehouse: string,
  { madeAt, keepsTokens, found }: { madeAt: string; keepsTokens: boolean; found: WaysIn }
): void {
  const recorder = createRecorder(recordFile(warehouse), () => zonedTime(new Date()), console.error);
  const [tokens, feeds] = [found.tokens, found.feeds].map((ways) => ways.map(({ account, id }) => `${account} ${id}`));
  const details = { madeAt, sessions: found.sessions, keepsTokens, tokens: tokens ?? [], feeds: feeds ?? [] };
  recorder.record({ stream: 'access', by: null, event: 'brought_back', details });
}

/** What to do about who may come in, for people. */
function reportWaysIn(ways: WaysIn | null, keepsTokens: boolean): string[] {
  if (ways === null) return [];
  const named = (called: string, found: readonly WayIn[]) =>
    found.map(({ account, id, title }) => `${called} ${account}“${title || id}”`);
  const all = [...named('令牌', ways.tokens), ...named('订阅', ways.feeds)];
  const outcome = keepsTokens
    ? '照您说的（--keep-tokens）仍然有效，里面有备份以后作废过的，请现在作废'
    : '已全部作废，因为看不出哪些是备份以后作废过的：还要用的，本人在“我的账号”里重新建';
  return [
    `登录已全部退出（${ways.sessions} 处）。`,
    ...(all.length === 0 ? [] : [`${all.join('、')}：${outcome}。`]),
    `账号是备份那一刻的，启用的有 ${ways.active.join('、') || '没有'}：备份以后停用、重置、换过角色的，请照原来的操作记录再办一遍，办完再启动服务。`,
  ];
}
