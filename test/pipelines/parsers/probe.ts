import { mkdir, mkdtemp, readdir, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The columns of a tenth source: one of every kind, of money two. */
const columns: Readonly<Record<string, { header: string; kind: string; of?: readonly string[]; cell?: string }>> = {
  money: { header: '金额', kind: 'money' },
  yuan: { header: '元金额', kind: 'money' },
  integer: { header: '整数', kind: 'integer' },
  number: { header: '数', kind: 'number' },
  year: { header: '年度', kind: 'year' },
  day: { header: '日期', kind: 'day' },
  start_day: { header: '起', kind: 'start_day' },
  end_day: { header: '止', kind: 'end_day' },
  time: { header: '时间', kind: 'time' },
  yes_no: { header: '是否', kind: 'yes_no' },
  choice: { header: '性质', kind: 'choice', of: ['中央驻鲁企业', '省属国企', '市属国企', '民营', '外资', '其他'] },
  code: { header: '代码', kind: 'code' },
  codes: { header: '各代码', kind: 'codes' },
  text: { header: '文字', kind: 'text' },
  name: { header: '名称', kind: 'name' },
  answer: { header: '答复', kind: 'answer' },
  id: { header: '编号', kind: 'id' },
  batch: { header: '批次', kind: 'batch' },
  task: { header: '任务', kind: 'task' },
  city: { header: '市名', kind: 'city' },
  county: { header: '县名', kind: 'county' },
};

export const headerOf = (name: string): string => `${columns[name]?.header}${name === 'yuan' ? '（元）' : ''}`;
export const kindsProbed: readonly string[] = [...new Set(Object.values(columns).map(({ kind }) => kind))];

/** A folder pipelines/ with the tenth source in it: a contract and a staging file, and no check. */
export async function probePipelines(): Promise<string> {
  const pipelines = await mkdtemp(join(tmpdir(), 'probe-'));
  const stages = (await readdir('pipelines', { withFileTypes: true })).filter((entry) => entry.isDirectory());
  for (const { name: stage } of stages) {
    await mkdir(join(pipelines, stage));
    for (const file of await readdir(join('pipelines', stage))) {
      const there = resolve('pipelines', stage, file);
      if (stage === 'sources')
        await writeFile(join(pipelines, stage, file), `export { default } from ${JSON.stringify(there)};`);
      else await symlink(there, join(pipelines, stage, file));
    }
  }
  const source = {
    title: '各类格子',
    files: ['probe'],
    columns: { line: { header: '行', kind: 'text', required: true }, ...columns },
  };
  await writeFile(join(pipelines, 'sources/probe.ts'), `export default ${JSON.stringify(source)};`);
  const read = Object.entries(columns).map(
    ([name, { header, kind }]) => `${readers[kind]?.(header) ?? `parsers.${kind}("${header}")`}::varchar as ${name}`
  );
  await writeFile(
    join(pipelines, 'staging/probe.sql'),
    `select "行" as line, ${read.join(', ')}, source_file, source_sheet, source_row, source_row::varchar as row_key from sources.probe`
  );
  return pipelines;
}

const readers: Readonly<Record<string, (header: string) => string>> = {
  money: (header) => `parsers.money("${header}", "${header}_单位")`,
  time: (header) => `(parsers.time("${header}")::varchar || if(parsers.has_time("${header}"), '', ' day'))`,
  choice: (header) => `parsers.choice("${header}", 'probe', 'choice')`,
  task: (header) => `parsers.task("${header}", parsers.batch("批次"))`,
  county: (header) => `parsers.county("${header}", parsers.city("市名"))`,
};
