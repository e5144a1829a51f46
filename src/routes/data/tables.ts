import type { Table, ChangedProject, Changes, Figure, ReceiptAnswer } from '#spec';
import { difference, withUnit, type Shown } from '#lib/format.ts';
import { tableOf } from './receipts.ts';
import { words } from './upload-words.ts';

/** Figures as they are and as they would be, each in its own unit. */
export const figuresTable = (figures: readonly Figure[]): Table =>
  tableOf(
    { title: '指标', before: words.before, after: words.after, change: '变化' },
    figures.map(({ title, before, after, ...shown }) => ({
      title,
      before: withUnit(before, shown),
      after: withUnit(after, shown),
      change: changeOf(before, after, shown),
    }))
  );

function changeOf(before: number | null, after: number | null, shown: Shown): string {
  if (before === after) return '不变';
  if (before === null || after === null) return '变了';
  return difference(before, after, shown);
}

export function projectsTable(projects: readonly ChangedProject[], kind: keyof Changes['projects']['counts']): Table {
  const columns = {
    project_id: '项目编号',
    project_name: '项目名称',
    batch: '批次',
    city: '推荐市',
    ...(kind === 'change' ? { changes: '变了什么' } : {}),
  };
  return tableOf(
    columns,
    projects.map(({ projectId, projectName, city, batch, columns: changed }) => ({
      project_id: projectId,
      project_name: projectName,
      batch,
      city,
      ...(kind === 'change'
        ? {
            changes: changed
              .map(
                ({ title, before, after, ...shown }) =>
                  `${title}：${withUnit(before, shown)} → ${withUnit(after, shown)}`
              )
              .join('；'),
          }
        : {}),
    }))
  );
}

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
