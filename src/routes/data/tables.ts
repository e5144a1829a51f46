import type { Defect, Row, Table } from '#spec';
import { said, type Shown } from '#lib/format.ts';
import { columnsOf } from './receipts.ts';
import type { ChangedProject, Changes, Figure, ReceiptAnswer } from '#lib/upload-answers.ts';
import { words } from './upload-words.ts';

const table = (columns: Parameters<typeof columnsOf>[0], rows: Row[]): Table => ({
  version: '',
  columns: columnsOf(columns),
  rows,
});

export const defectTable = (defects: readonly Defect[]): Table =>
  table(
    {
      effect: '后果',
      file: '文件',
      row: ['行', 'number'],
      column: '列',
      value: '所填',
      problem: '问题',
      fix: '怎么办',
    },
    defects.map(({ effect, file, sheet, row, column, value, problem, fix }) => ({
      effect,
      file: placeOf(file, sheet),
      row,
      column,
      value,
      problem,
      fix,
    }))
  );

/** Figures as they are and as they would be, each in its own unit. */
export const figuresTable = (figures: readonly Figure[]): Table =>
  table(
    { title: '指标', before: words.before, after: words.after, change: '变化' },
    figures.map(({ title, before, after, ...shown }) => ({
      title,
      before: said(before, shown),
      after: said(after, shown),
      change: changeOf(before, after, shown),
    }))
  );

function changeOf(before: number | null, after: number | null, shown: Shown): string {
  if (before === after) return '不变';
  if (before === null || after === null) return '变了';
  const difference = after - before;
  return `${difference > 0 ? '+' : ''}${said(difference, shown)}`;
}

export function projectsTable(projects: readonly ChangedProject[], kind: keyof Changes['projects']['counts']): Table {
  const columns = {
    project_id: '项目编号',
    project_name: '项目名称',
    batch: '批次',
    city: '推荐市',
    ...(kind === 'change' ? { changes: '变了什么' } : {}),
  };
  return table(
    columns,
    projects.map(({ projectId, projectName, city, batch, columns: changed }) => ({
      project_id: projectId,
      project_name: projectName,
      batch,
      city,
      ...(kind === 'change'
        ? {
            changes: changed
              .map(({ title, before, after, ...shown }) => `${title}：${said(before, shown)} → ${said(after, shown)}`)
              .join('；'),
          }
        : {}),
    }))
  );
}

export const comparedFilesTable = ({ files }: NonNullable<ReceiptAnswer['compared']>): Table =>
  table(
    {
      file: '文件',
      cured: [words.cured, 'number'],
      remaining: [words.remaining, 'number'],
      fresh: [words.fresh, 'number'],
      note: '',
    },
    files.map(({ file, cured, remaining, fresh, touched }) => ({
      file,
      cured,
      remaining,
      fresh,
      note: touched ? '' : words.untouched,
    }))
  );

export const comparedTable = ({ defects }: NonNullable<ReceiptAnswer['compared']>): Table =>
  table(
    {
      state: words.state,
      file: '文件',
      row: ['行', 'number'],
      column: '列',
      value: '所填',
      problem: '问题',
      fix: '怎么办',
    },
    defects.map(({ state, file, sheet, row, column, value, problem, fix }) => ({
      state: words[state],
      file: placeOf(file, sheet),
      row,
      column,
      value,
      problem,
      fix: state === 'cured' ? null : fix,
    }))
  );

const placeOf = (file: string, sheet: string): string => (sheet === '' ? file : `${file} · ${sheet}`);
