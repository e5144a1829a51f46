import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { application, applications } from '../../api/uploading.ts';
import { land } from '../../intake/landing.ts';
import { saveAgain } from '../../programs/libreoffice.ts';
import { isFull } from '../../tier.ts';
import { own } from '../written/readers.ts';
import { mark, markAll } from './marking.ts';
import { packed, partsOf } from './parts.ts';

const notRead = /批注没有读取/;
/** A marked copy of an earlier version, as LibreOffice saved it: no author, words cut into runs by their scripts. */
const earlier = await readFile('test/clerks/marked/books/resaved-by-libreoffice.xlsx');
const handed = applications(application('P1', { city: '济南事' }), application('P2', { money: '约300' }));
const name = '项目基本信息表.csv';

async function change(bytes: Uint8Array, edit: (xml: string, part: string) => string): Promise<Buffer> {
  const parts = await partsOf(bytes);
  return packed(new Map(Array.from(parts, ([part, xml]) => [part, edit(xml, part)])));
}

describe('a marked copy that LibreOffice saved', () => {
  test('brings no new problem and is read as the original', async () => {
    const { defects, files } = await land({ '项目基本信息表.xlsx': earlier });
    expect(defects.filter(({ problem }) => notRead.test(String(problem)))).toEqual([]);
    expect(Object.values(files).flat()).toHaveLength(1);
  });

  test.runIf(isFull)('marked again has our comments once, and only where something is found', async () => {
    const { outcome, copies } = await markAll({ '项目基本信息表.xlsx': earlier });
    const copy = copies['项目基本信息表.xlsx'];
    if (typeof copy !== 'object') throw new Error(copy);
    const [list, sheet] = await own(copy.bytes);
    expect(list?.sheet).toBe('问题清单');
    const notes = Object.values(sheet?.notes ?? {});
    expect(notes).toHaveLength(outcome.defects.length);
    for (const note of notes) expect(note.match(/发现：/g)).toHaveLength(1);
  });
});

describe.runIf(isFull)('a copy that goes out, is mended in part, saved by somebody, and comes back', () => {
  let copy: Buffer;
  let saved: Buffer;
  beforeAll(async () => {
    ({ bytes: copy } = await mark({ [name]: handed }));
    saved = saveAgain({ copy }).copy!;
  });

  const mended = (bytes: Buffer) =>
    change(bytes, (xml, part) => (/sharedStrings|sheet\d/.test(part) ? xml.replaceAll('>济南事<', '>济南市<') : xml));
  const again = async (bytes: Buffer) => {
    const { outcome, copies } = await markAll({ '项目基本信息表-标注.xlsx': bytes });
    const marked = Object.values(copies)[0];
    if (typeof marked !== 'object') throw new Error(marked);
    return { outcome, sheet: (await own(marked.bytes))[1], parts: await partsOf(marked.bytes) };
  };
  const authored = (author: string) => (bytes: Buffer) =>
    change(bytes, (xml) => xml.replace(/<author>[^<]*<\/author>/, `<author>${author}</author>`));

  const programs: [string, () => Promise<Buffer>][] = [
    ['LibreOffice, which forgets the author', async () => saved],
    ['a program that calls the author unknown', async () => authored('Unknown Author')(copy)],
    ['WPS, which puts the name of its user', async () => authored('张三')(copy)],
    [
      'ONLYOFFICE, which puts the name before the words',
      async () =>
        change(copy, (xml, part) =>
          part.includes('comments')
            ? xml.replace(/(<comment\s[^>]*><text>)/g, '$1<r><t xml:space="preserve">百景:&#10;</t></r>')
            : xml
        ),
    ],
  ];

  test.each(programs)('%s', async (_, by) => {
    const { outcome, sheet } = await again(await mended(await by()));
    expect(outcome.defects.filter(({ problem }) => notRead.test(problem))).toEqual([]);
    expect(Object.keys(sheet?.notes ?? {})).not.toContain('I2');
    expect(sheet?.notes?.J3?.match(/发现：/g)).toHaveLength(1);
  });

  test('what a clerk wrote below ours stays, and is told; ours below it goes', async () => {
    const written = await change(saved, (xml, part) =>
      part.includes('comments')
        ? xml.replace('</text></comment>', '<r><t xml:space="preserve">&#10;已改，张三</t></r></text></comment>')
        : xml
    );
    const { outcome, sheet } = await again(await mended(written));
    expect(outcome.defects.some(({ problem }) => notRead.test(problem))).toBe(true);
    const kept = Object.values(sheet?.notes ?? {}).filter((note) => note.includes('已改，张三'));
    expect(kept).toHaveLength(1);
    expect(kept[0]).not.toContain('济南事');
  });

  test('what Excel made a thread of goes with its thread, unless somebody answered', async () => {
    const threads = (more: string) =>
      change(copy, (xml) => xml).then(async (bytes) => {
        const parts = await partsOf(bytes);
        const part = [...parts.keys()].find((each) => each.includes('comments')) ?? '';
        const text = /【[\s\S]*?〔百景[^〕]*〕/.exec(parts.get(part) ?? '')?.[0] ?? '';
        const relations = [...parts.keys()].find((each) => /worksheets\/_rels/.test(each)) ?? '';
        parts.set(part, (parts.get(part) ?? '').replace(/<author>[^<]*<\/author>/, '<author>tc={1}</author>'));
        parts.set(
          'xl/threadedComments/threadedComment1.xml',
          `<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"><threadedComment ref="E2" dT="2026-11-27T00:00:00.00" personId="{2}" id="{1}"><text>${text}</text></threadedComment>${more}</ThreadedComments>`
        );
        parts.set(
          relations,
          (parts.get(relations) ?? '').replace(
            '</Relationships>',
            '<Relationship Id="rId9" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
          )
        );
        return packed(parts);
      });
    const alone = await again(await mended(await threads('')));
    expect(alone.outcome.defects.filter(({ problem }) => notRead.test(problem))).toEqual([]);
    expect(alone.parts.get('xl/threadedComments/threadedComment1.xml')).not.toContain('<threadedComment ');
    const answered = await again(
      await mended(
        await threads(
          '<threadedComment ref="E2" dT="2026-11-27T01:00:00.00" personId="{3}" id="{4}" parentId="{1}"><text>已改</text></threadedComment>'
        )
      )
    );
    expect(answered.outcome.defects.some(({ problem }) => notRead.test(problem))).toBe(true);
    expect(answered.parts.get('xl/threadedComments/threadedComment1.xml')).toContain('已改');
  });
});
