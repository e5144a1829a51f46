import { capabilities, codes, eventNames, refusalNames } from '#spec';
import type { Entry } from '#store';
import { doorSaid } from './record-doors.ts';

/** How what a line names is called: an unknown name stands as it is. */
export interface Titles {
  role: (name: string) => string;
  rule: (name: string) => string;
  metric: (name: string) => string;
  /** Of a filter or another parameter of an address. */
  parameter: (name: string) => string;
}

interface Seen {
  /** Whoever may see no rows is not told which project or organisation a line was about. */
  hasRows: boolean;
  titles: Titles;
}

type Body = Readonly<Record<string, unknown>>;

/**
 * What a line of the record says besides its event, in words. Of what was decided no judged values, of what was replied
 * no words, of what was sealed nothing that stands on the paper. A part that no
 * sentence is known for stands as it was written.
 */
export function detailsSaid({ stream, body }: Pick<Entry, 'stream' | 'body'>, seen: Seen): string {
  const said = JSON.parse(body) as Body;
  if (stream === 'decisions') return joined(decisionSaid(said, seen));
  if (stream === 'journal') return joined(publicationSaid(said));
  if (stream === 'replies') return joined(replySaid(said, seen));
  if (stream === 'erasures') return joined(erasureSaid(said));
  if (stream === 'papers') return joined(paperSaid(said, seen));
  return joined(
    Object.entries(said).flatMap(([name, value]) => (value === null ? [] : partSaid(name, value, said, seen)))
  );
}

const joined = (parts: readonly string[]): string => parts.filter((part) => part !== '').join('；');

const text = (value: unknown): string => (Array.isArray(value) ? value.map(String).join('、') : String(value));

/** The first twelve figures of a hash: enough to tell it from others by eye; all of it stands in the receipt. */
const short = (hash: unknown): string => String(hash).slice(0, 12);

function publicationSaid({ version, number, data, rebuildOf, account }: Body): string[] {
  return [
    `版本 ${text(version)}`,
    `回执 ${text(number)}`,
    ...(typeof rebuildOf === 'string' ? [`由 ${rebuildOf} 另建`] : []),
    `数据校验值 ${short(data)}…`,
    ...(typeof account === 'string' ? [`机器上的用户 ${account}`] : []),
  ];
}

function decisionSaid(said: Body, { hasRows, titles }: Seen): string[] {
  const { rule, subjectKind, subjectId, span, conclusion, notice, version, withdraws } = said;
  const kind = codes.subject_kind[subjectKind as keyof typeof codes.subject_kind] ?? text(subjectKind);
  const concluded = codes.conclusion[conclusion as keyof typeof codes.conclusion];
  return [
    titles.rule(text(rule)),
    hasRows ? `${kind} ${text(subjectId)}` : kind,
    `批次或年度 ${text(span)}`,
    ...(concluded === undefined ? [] : [`结论 ${concluded}`]),
    ...(typeof notice === 'string' ? [`通知 ${notice}`] : []),
    `版本 ${text(version)}`,
    ...(typeof withdraws === 'string' ? [`撤回 ${short(withdraws)}…`] : []),
  ];
}

/** What was answered stands with the project, for whoever may read it. */
function replySaid({ subjectId, kind, on, version }: Body, { hasRows }: Seen): string[] {
  return [
    hasRows ? `项目 ${text(subjectId)}` : '项目 …',
    `事项 ${text(kind)}`,
    `答复日 ${text(on)}`,
    `版本 ${text(version)}`,
  ];
}

/** What went, by kind and number; never of whom. */
function erasureSaid({ id, basis, lines, event: _, ...counts }: Body): string[] {
  return [
    ...(typeof id === 'string' ? [`编号 ${id}`] : []),
    ...(typeof basis === 'string' && basis !== '' ? [`依据：${basis}`] : []),
    ...(Array.isArray(lines) ? [`${lines.length} 条的文字，哈希没有变`] : []),
    ...Object.entries(counts).map(([kind, count]) => `${erasedKinds[kind] ?? kind} ${text(count)} 个`),
  ];
}

const erasedKinds: Readonly<Record<string, string>> = {
  texts: '姓名、号码、邮箱',
  files: '原件',
  versions: '版本',
  backups: '备份',
  personal: '到期的项目',
  tables: '版本的表',
  originals: '不再用的原件',
  uploads: '上传的记录',
  outbox: '发出的提醒',
  sessions: '登录、失败、地址',
};

/** Of what was sealed not what it says: that stands in the register, for whoever may read rows. */
function paperSaid(said: Body, { hasRows }: Seen): string[] {
  const { event, code, statement, id, reason } = said;
  if (String(event).startsWith('key_'))
    return [`钥匙 ${text(id)}`, ...(typeof reason === 'string' ? [`原因：${reason}`] : [])];
  if (String(event).startsWith('revision_')) return revisionSaid(said, hasRows);
  const { title, version, numbers } = JSON.parse(typeof statement === 'string' ? statement : '{}') as Body;
  return [
    `校验码 ${text(code)}`,
    ...(hasRows && typeof title === 'string' ? [title] : []),
    ...(Array.isArray(numbers) ? [`${numbers.length} 个数`] : []),
    ...(typeof version === 'string' ? [`版本 ${version}`] : []),
    ...(hasRows && typeof reason === 'string' ? [`原因：${reason}`] : []),
  ];
}

/** Of a notice of changes what it is about and no word of it. */
function revisionSaid({ event, id, content, number, code, reason }: Body, hasRows: boolean): string[] {
  const { paper, to, numbers } = (content ?? {}) as { paper?: Body; to?: Body; numbers?: unknown[] };
  return [
    `说明 ${text(id)}`,
    ...(paper === undefined ? [] : [`材料 ${text(paper.code)}`, `版本 ${text(to?.version)}`]),
    ...(Array.isArray(numbers) ? [`${numbers.length} 个数`] : []),
    ...(typeof number === 'string' ? [number, `校验码 ${text(code)}`] : []),
    ...(hasRows && event !== 'revision_told' && typeof reason === 'string' ? [`原因：${reason}`] : []),
  ];
}

const ways: Readonly<Record<string, string>> = { password: '用密码', provider: '用统一身份认证' };

function partSaid(name: string, value: unknown, whole: Body, seen: Seen): string[] {
  const { hasRows, titles } = seen;
  switch (name) {
    case 'event':
    case 'method':
      return [];
    case 'what':
      // Of a package: which rows it holds.
      if (whole.event === 'packaged') return [hasRows ? `装的是 ${text(value)}` : ''];
      if (whole.event === 'not_done') return [eventNames[text(value)] ?? text(value)];
      return [doorSaid(text(value), seen)];
    case 'filters':
      // The version is told by itself.
      return [
        (value as string[])
          .filter((each) => each !== `version=${text(whole.version)}`)
          .map((each) => filterSaid(each, seen))
          .join('，'),
      ];
    case 'why':
      return [`原因：${refusalNames[text(value)] ?? text(value)}`];
    case 'version':
      return whole.event === 'refused' || whole.event === 'changed' ? [] : [`版本 ${text(value)}`];
    case 'rows':
      return [`${text(value)} 行`];
    case 'isBrokenOff':
      return ['没有下载完，连接断开了：取走了一部分'];
    case 'projects':
      return [
        hasRows && Array.isArray(value)
          ? `${value.length} 个项目${value.length > 0 ? `：${text(value)}` : ''}`
          : `${Array.isArray(value) ? value.length : text(value)} 个项目`,
      ];
    case 'asked':
      return [`要看 ${text(value)} 个`];
    case 'account':
      return [`账号 ${text(value)}`];
    case 'role':
      return [`角色 ${titles.role(text(value))}`];
    case 'sessions':
      return [`退出 ${text(value)} 处`];
    case 'way':
      return [ways[text(value)] ?? text(value)];
    case 'address':
      return [`从 ${text(value)}`];
    case 'seal':
      return [`封条 ${short(value)}…`];
    case 'madeAt':
      return [`备份于 ${text(value)}`];
    case 'keepsTokens':
      return [value === true ? '令牌和订阅照旧有效' : '令牌和订阅全部作废'];
    case 'tokens':
      return [text(value) === '' ? '' : `令牌 ${text(value)}`];
    case 'feeds':
      return [text(value) === '' ? '' : `订阅 ${text(value)}`];
    case 'token':
      return [`令牌 ${text(value)}`];
    case 'feed':
      return [`订阅 ${text(value)}`];
    case 'capabilities':
      return [
        `可以：${(value as string[]).map((each) => capabilities[each as keyof typeof capabilities] ?? each).join('、')}`,
      ];
    case 'days':
      return [`${text(value)} 天到期`];
    case 'count':
      return [`${text(value)} 次`];
    case 'upload':
      return [`上传 ${text(value)}`];
    case 'files':
      return [`${text(value)} 个文件`];
    case 'file':
      return [`文件 ${text(value)}`];
    case 'basis':
      return [`依据：${text(value)}`];
    case 'document':
      return [`文号 ${text(value)}`];
    case 'before':
      return [`改前校验值 ${short(value)}…`];
    case 'after':
      return [`改后校验值 ${short(value)}…`];
    case 'cells':
      return [text(value)];
    case 'read':
      return [`读 ${text(value)} 行`];
    case 'loaded':
      return [`收 ${text(value)} 行`];
    case 'rejected':
      return [`退回 ${text(value)} 行`];
    default:
      return name.startsWith('scope_')
        ? [`${titles.parameter(name.slice('scope_'.length))} ${text(value)}`]
        : [`${name} ${text(value)}`];
  }
}

function filterSaid(written: string, { hasRows, titles }: Seen): string {
  const at = written.indexOf('=');
  const [name, value] = at < 0 ? [written, ''] : [written.slice(0, at), written.slice(at + 1)];
  const isOfOne = ['project', 'project_id', 'subject_id'].includes(name);
  return `${titles.parameter(name)} ${isOfOne && !hasRows ? '…' : valueSaid(name, value, titles)}`;
}

/** What a filter asks for, by the name that people read: what has none stands as it was written. */
function valueSaid(name: string, value: string, { metric, rule, parameter }: Titles): string {
  const each = (title: (part: string) => string) => value.split(',').map(title).join('、');
  if (name === 'metric' || name === 'metrics') return each(metric);
  if (name === 'by') return each(parameter);
  if (name === 'rule') return each(rule);
  const called: Readonly<Record<string, string>> = Object.hasOwn(codes, name) ? codes[name as keyof typeof codes] : {};
  return each((part) => called[part] ?? part);
}
