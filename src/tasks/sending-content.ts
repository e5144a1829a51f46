import { needKnownScope, readScope, type KnownScopes } from '#access';
import type { AlertsContent } from '#alerts';
import { readSchedules, type Schedule } from '#alerts/briefs';
import { readChannels } from '#alerts/channels';
import { cubeDimensions, dimensionNames } from '#query';
import { Refusal } from '#spec';
import { notOneOf, type Fault } from '#spec/content';

/** What there is that a schedule can send, by name. */
export interface PagesToSend {
  /** The panels of each dashboard. The first is the page `/`. */
  dashboards: ReadonlyMap<string, readonly string[]>;
  /** The titles of the sections of each report. The first is sent where none is named. */
  briefs: ReadonlyMap<string, readonly string[]>;
}

/**
 * What is wrong with how people are told and with what they are sent again and again. A server says the same of the
 * form of a row when it starts; that a page, a part of it or a filter is none, and that nobody would get it, is said
 * here, before the first one is due.
 */
export async function faultsOfSending(
  tables: string,
  {
    subscriptions,
    pages,
    scopes,
  }: { subscriptions: AlertsContent['subscriptions']; pages: PagesToSend | null; scopes: KnownScopes }
): Promise<Fault[]> {
  const { channels, faults } = await readChannels(tables, { faultOfScope: (scope) => faultOfScope(scope, scopes) });
  const takingFiles = channels.filter(({ kind }) => kind === 'smtp' || kind === 'folder').map(({ name }) => name);
  const { faults: ofSchedules } = await readSchedules(tables, {
    channels: channels.map(({ name }) => name),
    faultOf: ({ account, channel, page, format }: Schedule) => [
      ...(subscriptions.some((each) => each.account === account && each.channel === channel)
        ? []
        : [`recipients.csv 里没有 ${account} 经 ${channel} 的一行，到时候不会发。`]),
      ...(format === 'pdf' && !takingFiles.includes(channel)
        ? [`${channel} 不带附件，format 写 link；要 PDF 用邮件或文件夹。`]
        : []),
      ...(pages === null ? [] : faultsOfPage(page, pages)),
    ],
  });
  return [...faults, ...ofSchedules];
}

function faultOfScope(written: string, scopes: KnownScopes): string | null {
  if (written === '' || written === '全省') return null;
  const scope = readScope(written);
  const strange = Object.keys(scope).find((name) => !(dimensionNames as readonly string[]).includes(name));
  if (strange !== undefined) return `scope 写的是“${written}”：${notOneOf('没有维度', strange, dimensionNames)}`;
  const empty = Object.entries(scope).find(([, values]) => values.length === 0);
  if (empty !== undefined) return `scope 写的是“${written}”，${empty[0]} 后面没有值。`;
  try {
    needKnownScope(scopes, scope);
    return null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return `scope 写的是“${written}”：${error.message}`;
  }
}

function faultsOfPage(page: string, { dashboards, briefs }: PagesToSend): string[] {
  const { pathname, searchParams } = new URL(page, 'http://site.invalid');
  const isBrief = pathname === '/brief';
  const [name, names] = [pathname.slice(1), [...dashboards.keys()]];
  if (!isBrief && name !== '' && !names.includes(name)) return [notOneOf('page 没有页面', name, ['brief', ...names])];
  const allowed = [...dimensionNames, ...cubeDimensions, ...(isBrief ? ['name', 'section', 'panel'] : ['compare'])];
  const strange = [...new Set(searchParams.keys())].filter((each) => !allowed.includes(each));
  const said = strange.map((each) => notOneOf('page 没有筛选', each, allowed));
  if (!isBrief) return said;
  const wanted = searchParams.get('name') ?? [...briefs.keys()][0] ?? '';
  const sections = briefs.get(wanted);
  if (sections === undefined) return [...said, notOneOf('page 没有简报', wanted, [...briefs.keys()])];
  const panels = [...dashboards].flatMap(([dashboard, own]) => own.map((panel) => `${dashboard}/${panel}`));
  const unless = (what: string, known: readonly string[]) =>
    searchParams
      .getAll(what)
      .flatMap((each) => (known.includes(each) ? [] : [notOneOf(`page 没有 ${what}`, each, known)]));
  return [...said, ...unless('section', sections), ...unless('panel', panels)];
}
