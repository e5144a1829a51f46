import { randomUUID } from 'node:crypto';
import { mkdir, statfs } from 'node:fs/promises';
import type { FastifyRequest } from 'fastify';
import { dropParts, keepParts, readFileName, receivePart, writeUpload, type ReceivedPart, type Upload } from '#clerks';
import { can, type Reader } from '#access';
import { Refusal } from '#spec';
import { zonedTime } from '#warehouse';
import { tooLarge, tooMany, type Limits } from './limits.ts';

/**
 * Takes in the files of one request as they come, all or none: after it returns, bytes and record would outlive a power
 * cut; before, nothing of it counts.
 */
export async function receiveUpload(
  request: FastifyRequest,
  warehouse: string,
  limits: Limits,
  reader: Reader
): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal(415, 'not_multipart', '请用表单上传文件（multipart/form-data）。');
  // A boundary has 70 characters at most; the reader of forms fails over longer ones.
  if (/boundary="?[^";]{71}/i.test(request.headers['content-type'] ?? '')) throw badUpload();
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > limits.all + 2 ** 20) throw tooLarge(limits, 'all');
  await mkdir(warehouse, { recursive: true });
  const { bavail, bsize } = await statfs(warehouse);
  if (bavail * bsize < 2 * length + 2 ** 26)
    throw new Refusal(507, 'no_space', '服务器的磁盘快满了，没有收下。请联系管理员。');
  const files: { name: string; part: ReceivedPart }[] = [];
  try {
    const by = await readParts(request, warehouse, limits, files);
    if (files.length === 0) throw new Refusal(400, 'no_files', '没有收到文件。请先选择要上传的文件。');
    await keepParts(
      warehouse,
      files.map(({ part }) => part)
    );
    const upload: Upload = {
      id: randomUUID(),
      at: zonedTime(new Date()),
      by: reader.account === null ? by : reader.name,
      ...(reader.account === null ? {} : { account: reader.account }),
      // Who may hand in what belongs to all, answers for rows of all.
      ...(can(reader, 'shared') ? {} : { scope: reader.scope }),
      files: files.map(({ name, part: { sha256, bytes } }) => ({ name, sha256, bytes })),
      asked: null,
      version: null,
    };
    await writeUpload(warehouse, upload);
    return upload;
  } catch (error) {
    await dropParts(files.map(({ part }) => part));
    throw refusalOf(error as Error & { code?: string }, limits);
  }
}

/** Receives each file into `files` and answers who says they send them. */
async function readParts(
  request: FastifyRequest,
  warehouse: string,
  limits: Limits,
  files: { name: string; part: ReceivedPart }[]
): Promise<string | null> {
  let by: string | null = null;
  const taken = () => files.reduce((sum, { part }) => sum + part.bytes, 0);
  const options = {
    preservePath: true,
    limits: {
      files: limits.files + 1,
      fileSize: limits.file + 1,
      fields: 10,
      fieldSize: 1000,
      parts: limits.files + 20,
      headerPairs: 20,
    },
  };
  for await (const part of request.parts(options)) {
    if (part.type === 'field') {
      if (part.fieldname === 'by') by = readName(part.value);
      continue;
    }
    // A form whose file field was left empty sends a file without a name and without a byte.
    if (part.filename === '' || part.filename === undefined) {
      for await (const chunk of part.file)
        if ((chunk as Buffer).length > 0) throw new Refusal(400, 'bad_name', '有一个文件没有名字。');
      continue;
    }
    const read = readFileName(part.filename);
    if ('wrong' in read) throw new Refusal(400, 'bad_name', `${read.wrong}。`);
    const { name } = read;
    if (files.length === limits.files) throw tooMany(limits);
    if (files.some((other) => other.name.toLowerCase() === name.toLowerCase()))
      throw new Refusal(400, 'same_name', `有两个文件都叫 ${name}。请只交其中一个，或改名、连同各自的文件夹再交。`);
    const before = taken();
    const check = (bytes: number) => {
      if (bytes > limits.file) throw tooLarge(limits, 'file', name);
      if (before + bytes > limits.all) throw tooLarge(limits, 'all');
    };
    files.push({ name, part: await receivePart(warehouse, part.file, check) });
    if (part.file.truncated) throw tooLarge(limits, 'file', name);
  }
  return by;
}

const readName = (value: unknown): string | null =>
  typeof value === 'string'
    ? value
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Cf}]/gu, '')
        .trim()
        .slice(0, 60) || null
    : null;

const badUpload = () => new Refusal(400, 'bad_upload', '上传的内容不完整或格式不对，没有收下。请重新上传。');

/** What the reader of the form or the disk has to say, for the one who sends. */
function refusalOf(error: Error & { code?: string }, limits: Limits): Error {
  if (error instanceof Refusal) return error;
  const { code = '' } = error;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Refusal(507, 'no_space', '服务器的磁盘满了，没有收下。请联系管理员。');
  if (code === 'FST_FILES_LIMIT' || code === 'FST_PARTS_LIMIT') return tooMany(limits);
  if (code === 'FST_REQ_FILE_TOO_LARGE') return tooLarge(limits, 'file');
  if (
    code.startsWith('FST_') ||
    /multipart|boundary|end of (form|data)|part terminated|premature|aborted/i.test(error.message)
  ) {
    return badUpload();
  }
  return error;
}
