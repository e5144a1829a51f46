import { describe, expect, test } from 'vitest';
import { ownNote, signNote } from '#intake';
import { restOf } from '../../src/xlsx/own-notes.ts';

const said = (text: string) => restOf(text, new RegExp(ownNote, 'gu'));
const ours = signNote('【整行未导入】推荐市\n发现：“济南事”\n应为：市的名称\n怎么改：改成济南市');
const old = '【整行未装载】推荐市\n发现：“济南事”\n应为：市的名称\n怎么改：改成济南市';
const thread = (words: string) =>
  `[线程批注]\n\n你的 Excel 版本可读取此线程批注; 但如果在更新版本的 Excel 中打开文件，则对批注所作的任何改动都将被删除。了解详细信息: https://go.microsoft.com/fwlink/?linkid=870924\n\n注释:\n    ${words}`;

describe('comments of ours', () => {
  test.each([
    ['as we write them', ours],
    ['as an earlier version wrote them', old],
    [
      'two in one',
      signNote(
        '【整行未导入】推荐市\n发现：一\n应为：二\n怎么改：三\n\n【已导入，待核】县\n发现：四\n应为：五\n怎么改：六'
      ),
    ],
    ['with the lines that Windows ends otherwise', ours.replaceAll('\n', '\r\n')],
    ['with the lines that a workbook escapes', ours.replaceAll('\n', '_x000D_\n')],
    ['with our name before them, as ONLYOFFICE writes it', `百景:\n${ours}`],
    ['with the name of who saved them', `Unknown Author：\n${ours}`],
    ['as a thread of Excel', thread(ours)],
    [
      'with a value of two lines',
      signNote('【此格按未知处理】项目总投资\n发现：“300\n约400”是约数\n应为：金额\n怎么改：写一个数'),
    ],
    ['over a column of a form', signNote('【填写说明】推荐市（必填：空着的行不收）\n市：名称')],
    ['over a column of a form of an earlier version', '推荐市（必填：空着的行不收）\n市：名称、代码'],
    ['cut short', signNote(`【已导入，待核】${'长'.repeat(20_000)}`)],
  ])('are known %s', (_, text) => expect(said(text)).toBe(''));

  test.each([
    ['what a clerk wrote below', `${ours}\n已改，张三`, '已改，张三'],
    ['what a clerk wrote above', `请核对\n${ours}`, '请核对'],
    ['what a clerk answered in a thread', thread(`${ours}\n答复:\n    已改`), '答复:\n    已改'],
    ['what a clerk wrote below an old one', `${old}\n已改`, '已改'],
    ['a comment that begins like ours', '【急】请今天报', '【急】请今天报'],
    ['a comment of two marks', '【注意】单位为元\n发现问题请来电', '【注意】单位为元\n发现问题请来电'],
    ['a name and something said', '张三:\n这一行不要了', '张三:\n这一行不要了'],
    ['a name alone', '张三:', '张三:'],
  ])('are not %s', (_, text, rest) => expect(said(text)).toBe(rest));
});
