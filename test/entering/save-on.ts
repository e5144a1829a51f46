import { readFile } from 'node:fs/promises';
import { saveFile } from '#entering';
import { createRecorder } from '#store';
import { hashOf } from '#warehouse';

/** Saves a file again and again, each time another text, until it is killed: `node save-on.ts FILE RECORD`. */
const [path = '', record = ''] = process.argv.slice(2);
const recorder = createRecorder(record, () => new Date().toISOString(), console.error);
process.stdout.write('began\n');
for (let at = 0; ; at++) {
  const before = hashOf(await readFile(path));
  const write = (event: string) => (after: string) =>
    recorder.record({ stream: 'content', by: null, event, details: { file: path, before, after } });
  await saveFile(path, {
    before,
    bytes: Buffer.from(`${process.pid},${at}\n`.repeat(4000)),
    record: write('content_saved'),
    takeBack: write('content_not_saved'),
  });
}
