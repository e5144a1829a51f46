import { expect, test } from 'vitest';
import type { Form } from '#spec';
import { columnsInWords } from '../../src/routes/data/guide/guide.ts';

const column = (header: string, isKey: boolean): Form['columns'][number] => ({
  name: header,
  header,
  aliases: [],
  kind: 'text',
  kindTitle: '文字',
  reads: '',
  required: true,
  essential: true,
  isKey,
  isPrivate: false,
  options: null,
  format: 'text',
  note: null,
});
const notesOf = (...headers: [string, boolean][]) =>
  columnsInWords({ columns: headers.map(([header, isKey]) => column(header, isKey)) } as Form).map(({ note }) => note);

test('what names a row together is said to do so together: a part of it may stand in many rows', () => {
  expect(notesOf(['项目编号', true], ['名称', false])).toEqual(['一行的标识，同一个文件里不能重复', '']);
  const both = '批次和项目编号合起来是一行的标识，同一个文件里不能重复';
  expect(notesOf(['批次', true], ['项目编号', true])).toEqual([both, both]);
  expect(notesOf(['甲', true], ['乙', true], ['丙', true])[0]).toMatch(/^甲、乙和丙合起来是/);
});
