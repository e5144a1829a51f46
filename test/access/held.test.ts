import { afterAll, beforeAll, expect, test } from 'vitest';
import { seat, type Reader } from '#access';
import { readUpload, writeUpload } from '#clerks';
import type { RecordedEvent } from '#store';
import { application, applications, openUploads, type Json, type Uploading } from '../api/uploading.ts';
import { cityReader } from '../readers.ts';
import { isFull } from '../tier.ts';

// A city hands in what the division has loaded already: it takes nothing away and brings nothing, and that is said
// before it is loaded, in the refusal and in the record.

const jinan = cityReader('济南市');
const whole = applications(application('J1'), application('J2'), application('Q1', { city: '青岛市' }));
let reader: Reader = seat;
let recorded: RecordedEvent[] = [];
let door: Uploading;
const open = async (warehouse?: string) =>
  openUploads({
    ...(warehouse === undefined ? {} : { warehouse }),
    isHere: true,
    reader: () => reader,
    record: (event) => recorded.push(event),
  });

beforeAll(async () => {
  door = await open();
  const { body } = await door.send({ '项目表.csv': whole });
  await door.finish(body.id, 'load');
});
afterAll(() => door.close());

async function preview(files: Record<string, string>): Promise<Json> {
  reader = jinan;
  const { body } = await door.send(files);
  await door.finish(body.id, 'preview');
  expect(door.log.filter((line) => !line.startsWith('serving'))).toEqual([]);
  return (await door.ask(`/api/uploads/${body.id}`)).body;
}
const detailsOf = (event: string) => recorded.filter((each) => each.event === event).at(-1)?.details;

test('the very same rows are told as there already, and are not loaded a second time', async () => {
  const own = applications(application('J1'), application('J2'));
  for (const [name, text, rejected] of [
    ['项目表.csv', whole, 1],
    ['济南市项目表.csv', own, undefined],
  ] as const) {
    const upload = await preview({ [name]: text });
    const [replacement] = upload.preview.result.replacements;
    expect(replacement).toMatchObject({ replaces: null, stays: 0, held: { rows: 2, same: 2, division: 2 } });
    expect([replacement.comes, replacement.rejected]).toEqual([rejected ?? 0, rejected]);
    expect(upload.reasons).toEqual([expect.stringMatching(/2 行省里已经交过，内容一样.*不用再交.*取消这次上传/)]);
  }
  const { body } = await door.send({ '济南市项目表.csv': own });
  const job = await door.finish(body.id, 'load');
  expect(job.result).toMatchObject({ status: 'refused', reasons: [expect.stringContaining('没有一行可以导入')] });
  expect(detailsOf('load_refused')).toMatchObject({ files: 1, read: 2 });
  expect(detailsOf('load_refused')).not.toHaveProperty('loaded');
});

test.for([
  [
    'took the place of rows',
    '补_青岛市.csv',
    applications(application('Q1', { city: '青岛市', money: '9' })),
    { replaces: null },
  ],
  ['are there no more', '项目表.csv', applications(application('J1'), application('J2')), { goes: 1, stays: 2 }],
] as const)('a receipt says nothing of rows of others that %s', async ([, name, text, gone]) => {
  reader = seat;
  const { body } = await door.send({ [name]: text });
  const { result } = await door.finish(body.id, 'load');
  const told = async () => (await door.ask(`/api/loads/${result.version}`)).body.replacements as Json[];
  expect(await told()).toMatchObject([gone]);
  reader = jinan;
  expect(await told()).toEqual([]);
});

test.runIf(isFull)(
  'beside what is new, what is held back is counted apart, and the record counts what was taken',
  async () => {
    const files = { '项目表.csv': applications(application('J1', { name: '改名' }), application('J3')) };
    const upload = await preview(files);
    expect(upload.preview.result.replacements).toMatchObject([{ comes: 1, held: { rows: 1, same: 0, division: 1 } }]);
    expect(upload.reasons).toEqual([]);
    await door.finish(upload.id, 'load');
    expect(detailsOf('loaded')).toMatchObject({ files: 1, read: 2, loaded: 1, rejected: 1 });
    // What they handed in themselves they may replace.
    const again = await preview({ '项目表（第2份）.csv': applications(application('J3', { money: '9' })) });
    expect(again.preview.result.replacements[0].held).toBeUndefined();
  }
);

test.runIf(isFull)('the division is held back by nobody', async () => {
  reader = seat;
  const { body } = await door.send({ '补.csv': applications(application('J3', { money: '8' })) });
  const { result } = await door.finish(body.id, 'preview');
  expect(result.replacements[0].held).toBeUndefined();
});

test.runIf(isFull)('the same bytes of another are not counted as theirs', async () => {
  const upload = await preview({
    '名额表.csv': '批次,市,推荐名额\n2025,济南市,9\n',
    '项目表.csv': applications(application('J5')),
  });
  await door.finish(upload.id, 'load');
  const read = detailsOf('loaded')?.read;
  reader = seat;
  const { body } = await door.send({ '省交.csv': applications(application('J5')) });
  await door.finish(body.id, 'load');
  expect([read, detailsOf('loaded')]).toMatchObject([2, { files: 1, read: 1, loaded: 1 }]);
});

test.runIf(isFull)('a load that the server did not end is done after its start, and that is said', async () => {
  reader = jinan;
  const { body } = await door.send({ '又.csv': applications(application('J6')) });
  const kept = await readUpload(door.warehouse, body.id);
  await door.finish(body.id, 'preview');
  await door.app.close();
  await writeUpload(door.warehouse, { ...kept!, asked: Date.now() });
  recorded = [];
  door = await open(door.warehouse);
  const upload = await door.finish(body.id, 'preview').then(() => door.ask(`/api/uploads/${body.id}`));
  expect(upload.body.load).toMatchObject({ resumed: true });
  expect((await door.finish(body.id, 'load')).result.status).toBe('published');
  expect(recorded.map(({ event }) => event)).toEqual(expect.arrayContaining(['load_resumed', 'loaded']));
  expect(detailsOf('load_resumed')).toMatchObject({ upload: body.id, files: 1, version: null });
});
