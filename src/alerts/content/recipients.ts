import { notOneOf, type Fault } from '#spec/content';
import { listed } from './listed.ts';
import { readAlertsTable } from './tables.ts';

/** What an account is told through: one line of data/alerts/recipients.csv. */
export interface Subscription {
  /** Of whom, as they sign in. */
  account: string;
  /** The name of a channel. */
  channel: string;
  /** Where it reaches them: of mail, their address; of a robot or a folder, none. */
  address: string | null;
  /** What they answer for beside their role. */
  duties: readonly string[];
  line: number;
}

export interface Duty {
  duty: string;
  title: string;
}

/** What somebody may answer for beside the role of their account: words of data/alerts/duties.csv. */
export async function readDuties(folder: string): Promise<{ duties: Duty[]; faults: Fault[] }> {
  const { rows, faults, wrong } = await readAlertsTable(folder, 'duties', ['duty', 'title', 'note']);
  const duties = rows.map(({ line, cells: { duty = '', title = '' } }) => {
    if (!/^[a-z][a-z_]*$/.test(duty)) wrong(line, `duty 要写成小写英文，写的是“${duty}”。`);
    if (title === '') wrong(line, 'title 没有填。');
    return { duty, title };
  });
  return { duties, faults };
}

/**
 * Who is told something, and through what. That an account is there, and what it may see, is asked when something is
 * sent: nobody else is ever told anything.
 */
export async function readSubscriptions(
  folder: string,
  { duties, channels }: { duties: readonly string[]; channels: readonly { name: string; isMail?: boolean }[] }
): Promise<{ subscriptions: Subscription[]; faults: Fault[] }> {
  const columns = ['account', 'channel', 'address', 'duties', 'note'];
  const { rows, faults, wrong } = await readAlertsTable(folder, 'recipients', columns);
  const known = new Set<string>();
  const subscriptions = rows.map(({ line, cells }): Subscription => {
    const { account = '', channel = '', address = '', duties: given = '' } = cells;
    if (account === '') wrong(line, 'account 没有填：收件人只能是有账号的人。');
    const through = channels.find(({ name }) => name === channel);
    if (through === undefined) wrong(line, notOneOf('没有通道', channel, namesOf(channels)));
    else if (through.isMail === true && address === '') wrong(line, `${channel} 是邮件，address 要写收件人的邮箱。`);
    else if (through.isMail === false && address !== '')
      wrong(line, `${channel} 不是邮件，address 不用写（写的是 ${address}）。`);
    if (address !== '' && !/^[^\s@,;<>"]+@[^\s@,;<>"]+$/.test(address))
      wrong(line, `address 要写一个邮件地址（写的是 ${address}）。`);
    for (const duty of listed(given)) if (!duties.includes(duty)) wrong(line, notOneOf('没有职责', duty, duties));
    const key = JSON.stringify([account, channel]);
    if (known.has(key)) wrong(line, `${account} 和 ${channel} 写了两次。`);
    known.add(key);
    return { account, channel, address: address || null, duties: listed(given), line };
  });
  return { subscriptions, faults };
}

const namesOf = (channels: readonly { name: string }[]): string[] => channels.map(({ name }) => name);
