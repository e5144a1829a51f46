import { describe, expect, it } from 'vitest';
import { createEraser } from '../../src/erasure/eraser.ts';

const eraser = createEraser(
  [
    { text: '13800001234', token: '〔甲〕' },
    { text: '0531-88001234', token: '〔乙〕' },
    { text: '张三丰', token: '〔丙〕' },
    { text: 'li.ming@example.com', token: '〔丁〕' },
    { text: 'Li Ming', token: '〔戊〕' },
    { text: '综合办', token: '〔己〕', isWhole: true },
  ],
  ['张三丰机械厂']
);

describe('eraser', () => {
  for (const [text, left] of [
    ['13800001234', '〔甲〕'],
    ['138 0000 1234', '〔甲〕'],
    ['138-0000-1234', '〔甲〕'],
    ['１３８００００１２３４', '〔甲〕'],
    ['+86 13800001234', '〔甲〕'],
    ['008613800001234', '〔甲〕'],
    ['电话13800001234、13900005678', '电话〔甲〕、13900005678'],
    ['13900005678 13800001234', '13900005678 〔甲〕'],
    ['13800001234 13900005678', '〔甲〕 13900005678'],
    ['053188001234', '〔乙〕'],
    ['(0531)88001234', '(〔乙〕'],
    ['张三丰', '〔丙〕'],
    ['张　三 丰（经理）', '〔丙〕（经理）'],
    ['LI.MING@EXAMPLE.COM', '〔丁〕'],
    ['li ming', '〔戊〕'],
    ['综合办', '〔己〕'],
    ['A,综合办,3', 'A,〔己〕,3'],
    ['={"n":13800001234}', '={"n":〔甲〕}'],
  ] as const)
    it(`takes out ${text}`, () => expect(eraser.rewrite(text)).toBe(left));

  for (const text of [
    '913800001234',
    '138000012345',
    '金额 1380000.12 元、34 元',
    '张三',
    '张三丰机械厂',
    '由张三丰机械厂申报',
    'Bali Mingle',
    '市综合办公室',
    '',
  ])
    it(`leaves ${text}`, () => expect(eraser.rewrite(text)).toBe(text));

  it('takes a person out who stands beside a firm of that name', () => {
    expect(eraser.rewrite('张三丰机械厂 张三丰')).toBe('张三丰机械厂 〔丙〕');
  });

  it('leaves JSON what it is', () => {
    expect(eraser.rewrite('{"a":"张三丰","n":13800001234,"d":1.50}')).toBe('{"a":"〔丙〕","n":"〔甲〕","d":1.50}');
  });

  it('says nothing of what it found: every token is the same whatever the spelling', () => {
    const spelled = ['13800001234', '138 0000 1234', '+8613800001234'].map(eraser.rewrite);
    expect(new Set(spelled).size).toBe(1);
  });
});
