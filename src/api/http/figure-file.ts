import type { Panel, Table } from '#spec';
import type { FigureFormat, FileFormat } from '#spec/answers';
import { filterValues, sqlOfPanel, type PanelQuery } from '#query';
import type { Api } from './context.ts';
import type { FileHead } from './file-head.ts';
import { FileAnswer } from './finish.ts';
import { savedAs, typeOf } from './formats.ts';
import { patient, type RequestContext } from './request.ts';

export type PictureFormat = Exclude<FigureFormat, FileFormat | 'sql'>;

/** The picture of what a panel shows, as a file. */
export async function pictureAnswer(
  api: Api,
  { catalog, queryContext }: RequestContext,
  { panel, table, background }: { panel: Panel; table: Table; background: 'white' | 'transparent' },
  format: PictureFormat,
  head: FileHead
): Promise<FileAnswer> {
  const pictured = { panel, table, values: listedIn(catalog), said: saidOf(head), background };
  const signal = queryContext.deadline?.signal ?? new AbortController().signal;
  const bytes = format === 'svg' ? await api.pictures.svg(pictured) : await api.pictures.png(pictured, signal);
  return new FileAnswer(typeOf(format), savedAs(head, format), once(bytes));
}

/** The query of a panel, with what it is of written over it. */
export async function sqlAnswer(
  { queryContext, catalog, view }: RequestContext,
  query: PanelQuery,
  head: FileHead
): Promise<FileAnswer> {
  const sql = await sqlOfPanel(patient(queryContext), catalog, query, view);
  const says = [head.title, ...saidOf(head).source, `在 ${head.version}.duckdb 上可以直接运行`];
  const text = `${says.map((each) => `-- ${each.replaceAll(/\s+/g, ' ')}\n`).join('')}${sql};\n`;
  return new FileAnswer(typeOf('sql'), savedAs(head, 'sql'), once(text));
}

/** By dimension, the values that a table lists: each has its colour. */
const listedIn = (catalog: RequestContext['catalog']): Record<string, readonly string[]> =>
  Object.fromEntries(
    filterValues(catalog).map(({ name, values, unlisted = [] }) => [
      name,
      values.filter((value) => !unlisted.includes(value)),
    ])
  );

/** Of which data, day and filters a file is. */
function saidOf({ version, asOf, decisions, asked, isSample, code }: FileHead) {
  const titles = [...new Set(asked.map(([title]) => title))];
  const filters = titles.map((title) => {
    const values = asked.flatMap(([each, value]) => (each === title ? [value] : []));
    return `${title} ${values.join('、')}`;
  });
  return {
    isSample,
    source: [
      '来源：百景',
      ...(isSample ? ['示例数据：单位、项目、金额都是虚构的，不得引用'] : []),
      `数据截至 ${asOf}`,
      `筛选：${filters.length === 0 ? '无' : filters.join('；')}`,
      `数据版本 ${version}`,
      ...(decisions === '' ? [] : [`核定记录至 ${decisions.slice(0, 12)}`]),
      `校验码 ${code}`,
    ],
  };
}

async function* once(bytes: string | Uint8Array): AsyncGenerator<string | Uint8Array> {
  yield bytes;
}
