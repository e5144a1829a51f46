import { createWriteStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { writeZip } from '#xlsx';
import { listKept } from '#pipeline';
import { looked, type Finding } from './finding.ts';

const explained = `这个包给帮忙的人看：程序、机器、版本和查出的问题。
里面没有项目、单位、个人，没有文件名，没有任何一格的内容，没有账号。发出去以前可以打开看一遍。
`;

/**
 * Writes what helps somebody who is far away, and nothing that is about a person, a firm, a project or a file: of each
 * version its times and sizes, and what was found. A file that is there is an Error.
 */
export async function writeBundle(
  path: string,
  { warehouse, findings, machine }: { warehouse: string; findings: readonly Finding[]; machine: object }
): Promise<void> {
  const versions = (await listKept(warehouse).catch(() => [])).map(
    ({ version, receipt, bytes, isCurrent, isPinned, fault }) => ({
      version,
      format: receipt.format,
      loadedAt: receipt.loadedAt,
      asOf: receipt.asOf,
      digest: receipt.digest,
      isSample: receipt.isSample,
      files: receipt.files.length,
      bytes,
      isCurrent,
      isPinned,
      isDamaged: fault !== null,
    })
  );
  // Whom to ask here is no matter of who helps from afar.
  const told = findings.map(({ of, says, ...finding }) => ({
    ...{ of, title: looked[of], ...finding },
    says: of === 'help' && finding.standing === 'well' ? '写了' : says,
  }));
  const parts = { 'README.txt': explained, 'machine.json': machine, 'versions.json': versions, 'findings.json': told };
  await (await open(path, 'wx')).close();
  await pipeline(
    writeZip(
      Object.entries(parts).map(([name, content]) => ({
        name,
        content: [typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`],
      }))
    ),
    createWriteStream(path)
  );
}
