import { createHash, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { previewUpload, writeUpload, type Upload } from '#clerks';
import { fileStoreOf, load } from '#pipeline';
import { application, applications } from '../../api/uploading.ts';
import { folderOf } from '../../pipeline/content.ts';
import { ownContent as content } from '../../pipeline/own-content.ts';

const of2026 = applications(application('P2').replace('2025', '2026-2'));

/** The kinds of defects that the preview of a supplement tells, where such a file is published already. */
async function kindsBeside(name: string): Promise<string[]> {
  const warehouse = await mkdtemp(join(tmpdir(), 'supplement-'));
  const folder = await folderOf({ [name]: applications(application('P1')) });
  await load({ ...content, folder, warehouse, asOf: null, program: 'test' });
  await mkdir(fileStoreOf(warehouse), { recursive: true });
  const sha256 = createHash('sha256').update(of2026).digest('hex');
  await writeFile(join(fileStoreOf(warehouse), sha256), of2026);
  const upload: Upload = {
    id: randomUUID(),
    at: '2026-11-27T12:00:00',
    by: null,
    files: [{ name: '项目基本信息表_补充.csv', sha256, bytes: of2026.length }],
    asked: null,
    version: null,
  };
  await writeUpload(warehouse, upload);
  const { kinds } = await previewUpload(upload, { ...content, warehouse, onProgress: () => {} });
  await Promise.all([warehouse, folder].map((each) => rm(each, { recursive: true })));
  return kinds.map(({ check }) => check);
}

// Beside files that are no sample: replacements.test.ts.
test('a supplement to a sample is held against the invented batches, whatever it is called', async () => {
  expect(await kindsBeside('项目基本信息表_示例数据.csv')).not.toContain('unknown_batch');
});
