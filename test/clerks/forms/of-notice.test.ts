import { expect, test } from 'vitest';
import { readForms, type Moment } from '#clerks';
import type { Form } from '#spec';
import { application } from '../../pipelines/hand-in.ts';
import { ownContent } from '../../pipeline/own-content.ts';
import { buildFrom, rowsOf } from '../../pipeline/province.ts';

const day = (day: string, isSample = true): Moment => ({ day, isSample });
const formsOn = (moment: Moment) => readForms(ownContent, moment);
const columnOf = (forms: readonly Form[], source: string, column: string) =>
  forms.find(({ name }) => name === source)?.columns.find(({ name }) => name === column);
const headers = (forms: readonly Form[]) =>
  forms.find(({ name }) => name === 'applications')!.columns.map(({ header }) => header);

test('the forms are those of the notice in force: its names of columns, and none that only another has', async () => {
  const [before, after] = [await formsOn(day('2026-02-09')), await formsOn(day('2026-02-10'))];
  expect(headers(before)).toEqual(expect.arrayContaining(['企业性质', '项目总投资']));
  expect(headers(before)).not.toContain('数据安全自评估');
  expect(before.map(({ title }) => title)).not.toContain('数据安全评估表');
  expect(headers(after)).toEqual(expect.arrayContaining(['企业属性', '项目投资总规模', '数据安全自评估']));
  expect(headers(after)).not.toContain('企业性质');
  expect(after.map(({ title }) => title)).toContain('数据安全评估表');
  // What another notice calls it is still taken.
  expect(columnOf(after, 'applications', 'ownership')?.aliases).toContain('企业性质');
  expect(columnOf(before, 'applications', 'ownership')?.aliases).toContain('企业属性');
});

test('choices are those that the notice in force knows, its batches first', async () => {
  const [before, after] = [await formsOn(day('2026-02-09')), await formsOn(day('2026-02-10'))];
  const options = (forms: readonly Form[], source: string, column: string) => columnOf(forms, source, column)?.options;
  expect(options(before, 'events', 'stage')).not.toContain('市级评审');
  expect(options(after, 'events', 'stage')).toContain('市级评审');
  expect(options(before, 'reviews', 'result')).not.toContain('备选');
  expect(options(after, 'reviews', 'result')).toContain('备选');
  expect(options(before, 'applications', 'batch')?.[0]).toBe('2025');
  expect(options(after, 'applications', 'batch')?.slice(0, 2)).toEqual(['2026-1', '2026-2']);
});

test('an invented notice is in force for a sample alone', async () => {
  const real = await formsOn(day('2026-06-30', false));
  expect(headers(real)).toEqual(headers(await formsOn(day('2025-06-01'))));
  expect(columnOf(real, 'applications', 'batch')?.options).toEqual(['2025', '2024-1', '2024-2']);
});

test('what any notice’s form calls a column is read', async () => {
  const { 企业性质: ownership, ...rest } = application('P1', { 批次: '2026-1' });
  const row = { ...rest, 企业属性: '民营', 数据安全自评估: '是' };
  expect(ownership).toBeDefined();
  const text = `${Object.keys(row).join(',')}\n${Object.values(row).join(',')}\n`;
  const build = await buildFrom({ '项目基本信息表_示例数据.csv': text });
  try {
    expect(await rowsOf(build, 'select ownership, data_security_self from validated.applications')).toEqual([
      { ownership: '民营', data_security_self: true },
    ]);
  } finally {
    build.close();
  }
});
