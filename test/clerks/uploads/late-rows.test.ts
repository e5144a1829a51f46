import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Build } from '#warehouse';
import { lateRows } from '#clerks';
import { application, applications } from '../../api/uploading.ts';
import { buildFrom } from '../../pipeline/province.ts';
import { ownContent } from '../../pipeline/own-content.ts';

// The deadlines of 2025: submitted by 24 April 17:00, recommended by 25 April 17:00. The notices of 2024 name none.

let build: Build;
beforeAll(async () => {
  build = await buildFrom(
    {
      '项目基本信息表.csv': applications(
        application('P1'),
        application('P2'),
        application('P3').replace(',2025,', ',2024-1,'),
        application('P4').replace(',2025,', ',没有的批次,')
      ),
      '推荐汇总表.csv': '批次,推荐市,排序,项目编号,项目名称,申报单位\n2025,济南市,1,P1,P1项目,P1公司\n',
      '流程记录.csv': '项目编号,环节,时间\nP1,提交,2025-04-01 09:00:00\n',
    },
    { upTo: 'checks' }
  );
});
afterAll(() => build.close());

const at = (time: string) => lateRows(build, ownContent.pipelines, new Date(`${time}+08:00`));

test('rows of a batch whose deadline for their table has passed are told, with the clause and how long ago', async () => {
  expect(await at('2025-05-24T09:00:00')).toEqual([
    {
      file: '项目基本信息表.csv',
      sheet: '',
      sourceTitle: '项目基本信息表',
      batch: '2025年度',
      at: '2025-04-24 17:00',
      clause: '三（一）',
      days: 30,
      rows: 2,
    },
    {
      file: '推荐汇总表.csv',
      sheet: '',
      sourceTitle: '推荐汇总表',
      batch: '2025年度',
      at: '2025-04-25 17:00',
      clause: '三（二）',
      days: 29,
      rows: 1,
    },
  ]);
});

test('each table by its own deadline, to the second, and none before it', async () => {
  expect(await at('2025-04-24T17:00:00')).toEqual([]);
  expect((await at('2025-04-24T17:00:01')).map(({ sourceTitle, days }) => [sourceTitle, days])).toEqual([
    ['项目基本信息表', 0],
  ]);
});
