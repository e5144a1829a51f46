import { basename, join } from 'node:path';
import { readTable } from '#pipeline';
import { notOneOf, type Fault } from '#spec/content';
import { kinds, securities, type Channel, type Kind } from './channel.ts';
import { isNet } from './place.ts';

const file = 'data/alerts/channels.csv';
const columns = [
  'name',
  'kind',
  'host',
  'port',
  'security',
  'certificate',
  'ca',
  'net',
  'from',
  'folder',
  'scope',
  'note',
];

/**
 * The ways by which something may be told: none where the file has no rows. Only what it names is ever gone to.
 * `faultOfScope` says what is wrong with whose rows a channel reaches, as it is written.
 */
export async function readChannels(
  folder: string,
  { faultOfScope = () => null }: { faultOfScope?: (scope: string) => string | null } = {}
): Promise<{ channels: Channel[]; faults: Fault[] }> {
  const path = join(folder, 'channels.csv');
  const { table, wrong } = await readTable({ path, notice: null }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error;
    return { table: null, wrong: [] };
  });
  const faults: Fault[] = wrong.map((each) => ({ file, ...each }));
  if (table === null) return { channels: [], faults };
  for (const name of columns.filter((name) => !table.columns.includes(name)))
    faults.push({ file, line: 1, message: `缺列 ${name}。` });
  for (const name of table.columns.filter((name) => !columns.includes(name)))
    faults.push({ file, line: 1, message: notOneOf('没有列', name, columns) });
  const known = new Set<string>();
  const channels = table.rows.flatMap(({ line, cells }) => {
    const ofScope = faultOfScope(cells.scope ?? '');
    const found = [...faultsOf(cells, known), ...(ofScope === null ? [] : [ofScope])];
    known.add(cells.name ?? '');
    faults.push(...found.map((message) => ({ file, line, message })));
    return found.length > 0 ? [] : [channelOf(cells)];
  });
  return { channels, faults };
}

type Cells = Readonly<Record<string, string | undefined>>;

function faultsOf(cells: Cells, known: ReadonlySet<string>): string[] {
  const { name = '', kind = '', host = '', port = '', security = '', certificate = '', ca = '' } = cells;
  const { net = '', from = '', folder = '' } = cells;
  const isFolder = kind === 'folder';
  return [
    ...(/^[\p{L}\p{N}_-]{1,40}$/u.test(name) ? [] : [`name 写的是“${name}”，要是 1 到 40 个字、字母、数字。`]),
    ...(known.has(name) ? [`${name} 写了两次。`] : []),
    ...((kinds as readonly string[]).includes(kind) ? [] : [notOneOf('没有渠道', kind, kinds)]),
    ...(isFolder || isHost(host) ? [] : [`host 写的是“${host}”，要写主机名或地址，不带 http:// 和路径。`]),
    ...(isFolder && host !== '' ? ['文件夹不用写 host。'] : []),
    ...(isFolder === (folder !== '') ? [] : [isFolder ? 'folder 没有填。' : '只有 folder 这一种才写 folder。']),
    ...(port === '' || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536)
      ? []
      : [`port 写的是“${port}”，要是 1 到 65535。`]),
    ...(security === '' || Object.hasOwn(securities, security)
      ? []
      : [notOneOf('没有 security', security, Object.keys(securities))]),
    ...(security === 'starttls' && kind !== 'smtp' ? ['只有邮件才写 starttls。'] : []),
    ...(['', '校验', '不校验'].includes(certificate)
      ? []
      : [notOneOf('没有 certificate', certificate, ['校验', '不校验'])]),
    ...(ca === '' || (basename(ca) === ca && !ca.startsWith('.'))
      ? []
      : [`ca 写的是“${ca}”，要是密钥文件夹里的文件名。`]),
    ...listIn(net).flatMap((each) => (isNet(each) ? [] : [`net 写的是“${each}”，要写成 10.1.2.0/24。`])),
    ...((kind === 'smtp') === (from !== '')
      ? []
      : [kind === 'smtp' ? 'from 没有填发件人的邮箱。' : '只有邮件才写 from。']),
  ];
}

function channelOf(cells: Cells): Channel {
  const { name = '', kind, host = '', port = '', security = '', certificate = '', ca = '' } = cells;
  const { net = '', from = '', folder = '', scope = '' } = cells;
  return {
    name,
    kind: kind as Kind,
    host: host === '' ? null : host,
    port: port === '' ? null : Number(port),
    security: securities[security as keyof typeof securities] ?? 'tls',
    isVerified: certificate !== '不校验',
    ca: ca === '' ? null : ca,
    nets: listIn(net),
    from: from === '' ? null : from,
    folder: folder === '' ? null : folder,
    scope,
  };
}

const isHost = (text: string): boolean =>
  /^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?$|^\[[0-9A-Fa-f:.]{2,45}\]$/.test(text);

const listIn = (cell: string): string[] =>
  cell
    .split('、')
    .map((each) => each.trim())
    .filter((each) => each !== '');
