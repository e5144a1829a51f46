import { notOneOf, type Fault } from '#spec/content';
import { readAlertsTable } from '../content/tables.ts';
import { readEvery } from './every.ts';
import type { Schedule } from './schedules.ts';

const columns = ['name', 'account', 'channel', 'page', 'every', 'format', 'send_empty', 'note'];

/**
 * What is made again and again, and for whom. That an account is there, and what it sees, is asked at sending.
 * `faultOf` says what else is wrong with one, which only who knows the pages and the recipients can tell.
 */
export async function readSchedules(
  folder: string,
  { channels, faultOf = () => [] }: { channels: readonly string[]; faultOf?: (schedule: Schedule) => readonly string[] }
): Promise<{ schedules: Schedule[]; faults: Fault[] }> {
  const { rows, faults, wrong } = await readAlertsTable(folder, 'schedules', columns);
  const known = new Set<string>();
  const schedules = rows.flatMap(({ line, cells }): Schedule[] => {
    const { name = '', account = '', channel = '', page = '', every: said = '' } = cells;
    const { format = '', send_empty: empty = '' } = cells;
    const [every, before] = [readEvery(said), faults.length];
    if (!/^[\p{L}\p{N}_ -]{1,40}$/u.test(name)) wrong(line, `name 写的是“${name}”，要是 1 到 40 个字、字母、数字。`);
    if (account === '') wrong(line, 'account 没有填：收件人只能是有账号的人。');
    if (!channels.includes(channel)) wrong(line, notOneOf('没有通道', channel, channels));
    if (!isPage(page)) wrong(line, `page 写的是“${page}”，要写 /brief?… 或看板的地址，不带版本。`);
    if (every === null)
      wrong(line, `every 写的是“${said}”，要写成 每周一 09:00、每月1日 09:00、每个工作日 09:00 这样。`);
    if (!['link', 'pdf'].includes(format)) wrong(line, notOneOf('没有 format', format, ['link', 'pdf']));
    if (!['', '是', '否'].includes(empty)) wrong(line, notOneOf('没有 send_empty', empty, ['是', '否']));
    const key = JSON.stringify([name, account, channel]);
    if (known.has(key)) wrong(line, `${name} 给 ${account} 的写了两次。`);
    known.add(key);
    if (every === null || faults.length > before) return [];
    const schedule: Schedule = {
      ...{ name, account, channel, page, every },
      format: format === 'pdf' ? 'pdf' : 'link',
      sendsEmpty: empty === '是',
    };
    for (const message of faultOf(schedule)) wrong(line, message);
    return [schedule];
  });
  return { schedules, faults };
}

/** An address of this site that names no version: what is sent is of the data as they are then. */
function isPage(page: string): boolean {
  if (!/^\/(?![/\\])[\w-]*(?:\?.*)?$/.test(page)) return false;
  const { searchParams } = new URL(page, 'http://site.invalid');
  return !['version', 'at', 'as_of', 'decided'].some((name) => searchParams.has(name));
}
