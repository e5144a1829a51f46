import { join } from 'node:path';
import { readRoles, readScope } from '#access';
import { readAlertsContent, readAlertsTable, type AlertsContent, type AlertsFolders, type KnownChannel } from '#alerts';
import { readChannels, weaknesses } from '#alerts/channels';
import { dimensionNames } from '#query';
import { everything } from '#spec';
import { root } from '#environment/content.ts';

/** Where what is told (提醒) lies. */
export const alertsFolders: AlertsFolders = {
  conditions: join(root, 'pipelines/alerts'),
  tables: join(root, 'data/alerts'),
};

const access = join(root, 'data/access');

/** What reaches everybody in a group, whoever it was sent for. */
const groups = ['wecom', 'dingtalk', 'feishu'];

/** The names that what is told may use: roles of accounts, and channels. */
export async function namesForAlerts(
  tables: string,
  access: string
): Promise<{ roles: Map<string, string>; channels: KnownChannel[] }> {
  const { roles } = await readRoles(access, dimensionNames);
  const { rows } = await readAlertsTable(tables, 'channels', ['name', 'kind', 'scope']);
  const channels = rows.map(({ line, cells: { name = '', kind = '', scope = '' } }) => ({
    name,
    line,
    isMail: kind === 'smtp',
    scope: scope === '' ? null : scope === '全省' ? everything : readScope(scope),
    isGroup: groups.includes(kind),
  }));
  return { roles: new Map([...roles.values()].map(({ role, title }) => [role, title])), channels };
}

/** What is told, to whom and when, as the content of this program says it. */
export const readOwnAlerts = async (folders: AlertsFolders = alertsFolders): Promise<AlertsContent> =>
  readAlertsContent(folders, await namesForAlerts(folders.tables, access));

/**
 * What can carry a message, as people are told it, and what of it is less than it could be: nothing that is secret
 * stands in the table.
 */
export async function readChannelsTold(
  tables: string = alertsFolders.tables
): Promise<{ name: string; kind: string; host: string | null; note: string | null }[]> {
  const { rows } = await readAlertsTable(tables, 'channels', ['name', 'kind', 'host', 'note']);
  const { channels } = await readChannels(tables);
  const weak = new Map(channels.map((channel) => [channel.name, weaknesses(channel)]));
  return rows.map(({ cells: { name = '', kind = '', host = '', note = '' } }) => ({
    name,
    kind,
    host: host || null,
    note: [...(note === '' ? [] : [note]), ...(weak.get(name) ?? ['写得不对，发不了'])].join('；') || null,
  }));
}
