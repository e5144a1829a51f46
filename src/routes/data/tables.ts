import { grouped } from '../changes/words.ts';
import {
  codes,
  type ChangedFigure,
  type ChangedProject,
  type ChangedVerdict,
  type ReceiptAnswer,
  type Row,
  type Table,
} from '#spec';
import { tableOf } from './receipts.ts';
import { words } from './upload-words.ts';

/** Figures as they are and as they would be, each in its own unit; what cancels each other is said. */
export const figuresTable = (figures: readonly ChangedFigure[]): Table =>
  tableOf(
    { title: '指标', before: words.before, after: words.after, change: '变化', note: '' },
    figures.map((figure) => {
      const { title, said, status, lines } = figure;
      const unit = figure.format === 'percent' ? '%' : said.unit === '' ? '' : ` ${said.unit}`;
      const numberOf = (text: string | null) => (text === null ? '—' : `${grouped(text)}${unit}`);
      return {
        title,
        before: numberOf(said.from),
        after: numberOf(said.to),
        change: status === 'unchanged' ? '不变' : lines === 0 && said.change === null ? '—' : changeOf(figure),
        note: noteOf(figure),
      };
    })
  );

function changeOf({ said, format }: ChangedFigure): string {
  if (said.change === null) return '变了';
  const unit = format === 'percent' ? ' 个百分点' : said.unit === '' ? '' : ` ${said.unit}`;
  return `${Number(said.change) > 0 ? '+' : ''}${grouped(said.change.replace('-', '−'))}${unit}`;
}

/** That parts cancel each other, or why it cannot be compared. */
function noteOf({ status, said, reason }: ChangedFigure): string {
  if (reason !== null) return reason;
  const isBoth = Number(said.raised) > 0 && Number(said.lowered) < 0;
  const both = isBoth ? words.both(said.raised!, said.lowered!.replace('-', '')) : '';
  return status === 'offset' ? words.offset(both) : both;
}

/** What the rows of one file did to which numbers. */
export const movedTable = (rows: readonly Row[]): Table =>
  tableOf(
    { title: '指标', said: ['变动', 'number'], unit: '单位', lines: ['几项', 'number'] },
    rows.map(({ said, ...row }) => ({ ...row, said: typeof said === 'string' ? signed(said) : '说不出' }))
  );

const signed = (text: string): string =>
  text.startsWith('-') ? text.replace('-', '−') : Number(text) === 0 ? text : `+${text}`;

/** The projects of some kinds, with what stands behind each. */
export const projectsTable = (projects: readonly ChangedProject[], isNew: boolean): Table =>
  tableOf(
    {
      project_id: '项目编号',
      project_name: '项目名称',
      batch: '批次',
      city: '推荐市',
      ...(isNew ? {} : { reasons: '变了什么' }),
    },
    projects.map(({ projectId, projectName, city, batch, moved, reasons }) => ({
      project_id: projectId,
      project_name: projectName,
      batch,
      city,
      ...(isNew ? {} : { reasons: [moved, reasons].filter(Boolean).join('；') }),
    }))
  );

/** Verdicts as they are and as they would be; a rule that says nothing has none. */
export const verdictsTable = (verdicts: readonly ChangedVerdict[]): Table =>
  tableOf(
    { title: '规则', subject: '对象', batch: '批次或年度', from: words.before, to: words.after },
    verdicts.map(({ from, to, ...each }) => ({ ...each, from: verdictText(from), to: verdictText(to) }))
  );

const verdictText = (verdict: string | null): string =>
  verdict === null ? '—' : ((codes.verdict as Readonly<Record<string, string>>)[verdict] ?? verdict);

export const comparedFilesTable = ({ files }: NonNullable<ReceiptAnswer['compared']>): Table =>
  tableOf(
    {
      file: '文件',
      cured: [words.cured, 'number'],
      remaining: [words.remaining, 'number'],
      fresh: [words.fresh, 'number'],
      note: '',
    },
    files.map((each) => ({ ...each, note: each.touched ? '' : words.untouched }))
  );
