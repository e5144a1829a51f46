import type { Because, Place } from './because.ts';
import { fractionNumber, fractionText, type Fraction } from './fraction.ts';
import type { MetricChange, Status, ToldLine } from './metric.ts';
import type { WholeChange } from './whole.ts';
import type { Step } from './worlds.ts';

export const stepTitles: Readonly<Record<Step, string>> = {
  engine: '程序和口径公式',
  reference: '口径数据',
  day: '截至日',
  decision: '核定',
  data: '数据',
};

const statusWords: Readonly<Record<Status, string>> = {
  unchanged: '没有变',
  offset: '合计未变，各项相抵',
  changed: '变了',
  became_known: '此前没有这个数',
  became_unknown: '现在没有这个数了',
  unknown: '两边都没有这个数',
  not_comparable: '不可比',
};

/** So many lines are named on a terminal; all are in `--json`. */
const named = 40;

/** A change of a number, for people, line by line. */
export function reportMetric(change: MetricChange): string[] {
  const { title, from, to, status, reason, lines, steps, fault } = change;
  const said = (value: Fraction | null) => (value === null ? '—' : shown(value, change));
  return [
    `${title}：${said(from)} → ${said(to)}，${statusWords[status]}${change.change === null ? '' : `（${signed(change.change, change)}）`}`,
    ...(reason ? [reason.says] : []),
    ...(fault === null ? [] : [`口径和程序的影响没有能分开：${fault}`]),
    ...steps.map(
      ({ step, delta }) => `  因${stepTitles[step]}：${delta === null ? '说不出多少' : signed(delta, change)}`
    ),
    ...lines.slice(0, named).flatMap((line) => lineText(line, change)),
    ...(lines.length > named ? [`  另有 ${lines.length - named} 项，见 --json`] : []),
  ];
}

function lineText(line: ToldLine, change: MetricChange): string[] {
  const of = line.subject.slice(line.subject.indexOf(':') + 1);
  const share = line.delta === null ? '' : `，${signed(line.delta, change)}`;
  return [
    `  ${of}　${kindWords(line)}${share}`,
    ...line.because.slice(0, 6).map((each) => `      ${sayBecause(each)}`),
  ];
}

function kindWords({ kind, how, moved, hidden }: ToldLine): string {
  if (hidden === true) return kind === 'left' ? '不再属所辖范围' : '转入所辖范围';
  const way = moved?.map(({ from, to }) => `${from ?? '—'} → ${to ?? '—'}`).join('、');
  if (how === 'moved_in' || how === 'moved_out') return `${kind === 'left' ? '移出' : '移入'}（${way}）`;
  if (how === 'became_known') return '变为已知';
  if (how === 'became_unknown') return '变为未知';
  return kind === 'entered' ? '新增' : kind === 'left' ? '没有了' : '变了';
}

const placeText = ({ file, sheet, row, text, unit }: Place): string =>
  `${file}${sheet === '' ? '' : `〔${sheet}〕`} 第 ${row} 行${text === undefined ? '' : `“${text ?? ''}”${unit ?? ''}`}`;

export function sayBecause(because: Because): string {
  switch (because.kind) {
    case 'cell':
    case 'unit':
      return `${because.column}：${placeText(because.from)} → ${placeText(because.to)}`;
    case 'row_added':
      return `多了一行：${placeText(because.to!)}`;
    case 'row_removed':
      return `少了一行：${placeText(because.from!)}`;
    case 'row_accepted':
      return `原来没有导入的一行导入了：${placeText(because.to!)}（原因曾是 ${because.from?.why ?? ''}）`;
    case 'row_rejected':
      return `原来导入的一行现在没有导入：${placeText(because.to!)}（${because.to?.why ?? ''}）`;
    case 'private':
      return `${because.cells} 个不公开的格子变了：${placeText(because.to)}`;
    case 'reference':
      return `${because.file} 第 ${because.row} 行${because.column === null ? '' : ` ${because.column}`}：${because.from ?? '（没有）'} → ${because.to ?? '（没有）'}`;
    case 'engine':
      return `${because.file} 改了`;
    case 'day':
      return `截至日 ${because.from} → ${because.to}`;
    case 'decision':
      return `${because.by} ${because.on} 核定：${because.reason}`;
  }
}

/** What changed in all of the data, for people. */
export function reportWhole({ projects, files, respelled, verdicts }: WholeChange): string[] {
  const { entered, left, changed, probablySame } = projects;
  return [
    `项目：新增 ${entered.length} 个，没有了 ${left.length} 个，${changed.length} 个的数据变了；只是写法变了的 ${respelled} 行。`,
    ...probablySame.map((pair) => `  ${pair.left} 与 ${pair.entered} 很可能是同一项目`),
    `核查结论变了 ${verdicts.length} 条：`,
    ...verdicts
      .slice(0, named)
      .map(
        ({ rule, title, subject, step, from, to }) =>
          `  ${title || rule}　${subject}：${from ?? '—'} → ${to ?? '—'}（因${stepTitles[step]}）`
      ),
    '文件：',
    ...files.map(
      ({ file, state, before }) => `  ${stateWords[state]}　${file}${before === undefined ? '' : `（原名 ${before}）`}`
    ),
  ];
}

const stateWords = {
  same: '未变',
  renamed: '改名',
  rewritten: '只是写法变了',
  changed: '变了',
  added: '新增',
  removed: '没有了',
};

const shown = (value: Fraction, { isRatio }: MetricChange): string =>
  isRatio ? fractionNumber(value).toFixed(4) : fractionText(value);

const signed = (value: Fraction, change: MetricChange): string =>
  `${value.above > 0n ? '+' : ''}${change.isRatio && change.unit === '%' ? `${(fractionNumber(value) * 100).toFixed(2)} 个百分点` : shown(value, change)}`;
