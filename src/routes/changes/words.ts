import type { ChangeStep, ComparedCause, ComparedFigure, ComparedHead, ComparedPlace } from '#spec';
import { codes, isMoved, shownTime } from '#spec';

/** The page of what changed, in words. */
export const words = {
  title: '变了什么',
  note: '两个版本之间，每个数变了多少、因为什么、是哪一格。两边用同样的筛选。',
  from: '从',
  to: '到',
  latest: '（当前）',
  compare: '比较',
  figures: '指标',
  figuresNote: '每一行“因…”的各列相加等于变动；比率的变动以百分点计。',
  metric: '指标',
  before: '原',
  after: '现',
  change: '变动',
  by: {
    engine: '因程序',
    reference: '因口径',
    day: '因时点',
    decision: '因决定',
    data: '因数据',
  } satisfies Record<ChangeStep, string>,
  steps: {
    engine: '程序和口径公式',
    reference: '口径数据',
    day: '截至日',
    decision: '核定',
    data: '数据',
  } satisfies Record<ChangeStep, string>,
  offset: '相抵',
  noOffset: '无',
  lines: (count: number) => `${count} 项`,
  unchanged: (count: number) => `没有变的 ${count} 个`,
  cannot: (count: number) => `不可比的 ${count} 个`,
  noFigure: '这些筛选下没有哪个指标变了。',
  noShare: '说不出',
  status: {
    unchanged: '没有变',
    offset: '合计未变，各项相抵',
    changed: '变了',
    became_known: '此前没有这个数',
    became_unknown: '现在没有这个数',
    unknown: '两边都没有这个数',
    not_comparable: '不可比',
  } satisfies Record<ComparedFigure['status'], string>,
  dropped: (titles: readonly string[]) => `后一版不再有的指标：${titles.join('、')}。`,
  renamed: (from: string, to: string) => `“${from}”后来叫“${to}”，按同一个比。`,
  fault: (why: string) => `程序、口径、截至日的影响没有能分开，都算在“因数据”里：${why}。`,
  number: (title: string) => `${title}：逐项`,
  waterfall: '从原来的数到现在的数，逐个原因',
  rest: (count: number) => `其余 ${count} 个原因`,
  members: (count: number) => `${count} 项`,
  notAll: (shown: number, count: number) => `这里列出最大的 ${shown} 项，共 ${count} 项；全部见下载的表。`,
  noLine: '没有一项变了。',
  hidden: '另一边不属所辖范围，不显示',
  numerator: '分子',
  denominator: '分母',
  share: '贡献',
  shareNote:
    '比率的贡献＝（分子的变动－两次比率的平均×分母的变动）÷两次分母的平均；没有变的项目贡献是 0，各项相加正好等于变动。',
  equal: '各项相加等于变动，已核对。',
  differs: '各项相加不等于变动：请把这个网址告诉管理员。',
  none: '一边没有这个数，不分摊；各项的变动照列。',
  subject: '对象',
  reasons: '依据',
  projects: '项目',
  verdicts: '核查结论',
  files: '文件',
  reference: '口径和程序',
  kinds: {
    entered: '新增',
    left: '没有了',
    changed: '数据改了',
    moved_in: '移入',
    moved_out: '移出',
    engine: '程序和口径公式',
    reference: '口径数据',
    same: '未变',
    renamed: '改名',
    rewritten: '只是写法变了',
    added: '新增',
    removed: '没有了',
  } as Readonly<Record<string, string>>,
  fileChanged: '变了',
  hint: (left: string, entered: string) => `${left} 与 ${entered} 很可能是同一个项目改了编号；各算各的。`,
  rows: (shown: number, total: number) => `列出 ${shown} 条，共 ${total} 条`,
  nothing: '没有。',
  download: '下载',
  verdict: codes.verdict as Readonly<Record<string, string>>,
  decided: { waived: '核定不再追究', confirmed: '核定不通过' } as Readonly<Record<string, string>>,
  ways: { turned: '改判', appeared: '新出现', gone: '不再有' },
  silent: '—',
  withoutEffect: (count: number) => `另有 ${count} 项进出，不影响这个数。`,
  notYet: '还不能比较',
} as const;

/** In China, as every time here. */
export const timeText = (time: string): string => shownTime(time).replace(/:\d\d（北京时间）$/, '');

const sideWords = ({ number, loadedAt, asOf, by }: ComparedHead['from']): string =>
  `回执 ${number}（${timeText(loadedAt)}${by === null ? '' : ` ${by}`} 导入，截至 ${asOf}）`;

/** The one sentence that everything else stands under. */
export function sayAll(
  { from, to, steps }: Pick<ComparedHead, 'from' | 'to' | 'steps'>,
  figures: readonly ComparedFigure[],
  projects: Readonly<Record<string, number>>,
  verdicts: Readonly<Record<string, number>>
): string {
  const touched = figures.filter(isMoved);
  const offset = touched.filter(({ status }) => status === 'offset').length;
  const kinds = ['changed', 'entered', 'left', 'moved_in', 'moved_out'].flatMap((kind) =>
    projects[kind] ? [`${words.kinds[kind]} ${projects[kind]} 个`] : []
  );
  const turned = Object.entries(words.ways).flatMap(([way, title]) =>
    verdicts[way] ? [`${title} ${verdicts[way]} 条`] : []
  );
  const between =
    from.version === to.version
      ? `同一版 ${sideWords(from)}，其间有新的核定`
      : `从${sideWords(from)}到${sideWords(to)}`;
  const same = Object.entries(words.steps).flatMap(([step, title]) =>
    steps.includes(step as ChangeStep) ? [] : [title]
  );
  return [
    `${between}：`,
    kinds.length === 0 ? '没有项目的数据变了；' : `项目${kinds.join('、')}；`,
    touched.length === 0
      ? '没有指标变了；'
      : `${touched.length} 个指标变了${offset > 0 ? `，其中 ${offset} 个合计未变、各项相抵` : ''}；`,
    turned.length === 0 ? '没有核查结论变了。' : `核查结论${turned.join('、')}。`,
    same.length === 0 ? '' : `${same.join('、')}两边相同。`,
  ].join('');
}

export const placeText = ({ file, sheet, row }: ComparedPlace): string =>
  `${file}${sheet === '' ? '' : `〔${sheet}〕`} 第 ${row} 行`;

const isPlace = (side: ComparedCause['from']): side is ComparedPlace => typeof side === 'object' && side !== null;

/** What stood in a cell, and in which unit. */
const cell = ({ text, unit }: ComparedPlace): string => `${text || '（空）'}${unit ?? ''}`;

/** What stands behind a line: what it was, what it is, and where it stands. */
export function causeParts(cause: ComparedCause): { what: string; was?: string; is?: string; where?: string } {
  const { kind, from, to } = cause;
  const [was, is] = [isPlace(from) ? from : null, isPlace(to) ? to : null];
  const where = is ? placeText(is) : was ? placeText(was) : '';
  const there = was && is && placeText(was) !== placeText(is) ? `${placeText(was)} → ${placeText(is)}` : where;
  if ((kind === 'cell' || kind === 'unit') && was && is)
    return { what: cause.column ?? '', was: cell(was), is: cell(is), where: there };
  if (kind === 'row_added') return { what: '多了一行', where };
  if (kind === 'row_removed') return { what: '少了一行', where };
  if (kind === 'row_accepted') return { what: `原来没有导入的一行导入了（原因曾是 ${was?.why ?? ''}）`, where };
  if (kind === 'row_rejected') return { what: `原来导入的一行没有导入（${is?.why ?? ''}）`, where };
  if (kind === 'private') return { what: `${cause.cells} 个不公开的格子变了`, where };
  if (kind === 'reference')
    return {
      what: cause.column ?? '整行',
      was: typeof from === 'string' ? from : '（没有）',
      is: typeof to === 'string' ? to : '（没有）',
      where: `${cause.file} 第 ${cause.row} 行`,
    };
  if (kind === 'engine') return { what: `${cause.file} 改了` };
  if (kind === 'day') return { what: '截至日', was: String(from), is: String(to) };
  return { what: `${cause.by ?? ''} ${cause.on ?? ''} 核定：${cause.reason ?? ''}` };
}

/** A verdict as people read it, with what was decided beside it. */
export function verdictText(verdict: unknown): string {
  if (typeof verdict !== 'string') return words.silent;
  const [own = '', beside] = verdict.split('·');
  return [words.verdict[own] ?? own, ...(beside === undefined ? [] : [words.decided[beside] ?? beside])].join('·');
}

/** With its sign; 0 has none. */
export const signed = (text: string | null | undefined): string =>
  text === null || text === undefined
    ? words.noShare
    : /^-|^0(\.0*)?$/.test(text)
      ? text.replace(/^-/, '−')
      : `+${text}`;

/** With the mark of thousands. */
export function grouped(text: string): string {
  const [, sign = '', whole = '', rest = ''] = /^([+−-]?)(\d+)(.*)$/.exec(text) ?? [];
  return whole === '' ? text : `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}
