import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { backUp, bringBack, reportBackup, reportBroughtBack, reportRecord, verifyRecord } from '#pipeline';
import { bringContent, ownContent } from './delivery.ts';
import { misused, type Arguments } from '#commands/command-line.ts';
import { clearProgress, print, showProgress } from '#environment/terminal.ts';

export async function verify({ warehouse, heads, isJson }: Arguments): Promise<void> {
  const verified = await verifyRecord(warehouse, heads);
  print(isJson, verified, () => reportRecord(verified));
  if (verified.faults.length > 0) process.exitCode = 1;
}

export async function backUpTo({ warehouse, to, isJson }: Arguments): Promise<void> {
  if (to === null) return misused('backup 要写 --to 备份放在哪个文件夹');
  if (!existsSync(warehouse)) throw new Error(`没有数据仓库 ${warehouse}。数据在别处的，写明 --warehouse 目录`);
  const onWait = () => {
    if (!isJson) showProgress({ step: '等候', detail: '一个导入结束' });
  };
  const made = await backUp(warehouse, to, onWait, await ownContent());
  clearProgress(isJson);
  print(isJson, made, () => reportBackup(made));
}

export async function bringBackFrom({ warehouse, from, isJson }: Arguments): Promise<void> {
  if (from === null) return misused('restore 要写 --from 备份在哪个文件夹');
  const told = await bringBack(resolve(from), warehouse);
  const content = told.reasons.length > 0 ? [] : await bringContent(told.content);
  print(isJson, told, () => [...reportBroughtBack(told), ...content]);
  if (told.reasons.length + told.faults.length > 0) process.exitCode = 1;
}
