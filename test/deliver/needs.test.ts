import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { isOlder, readElf } from '../../src/deliver/elf.ts';
import { inWords } from '../../src/deliver/lay-home.ts';
import { needsOf, needsText } from '../../src/deliver/needs.ts';
import { readPe } from '../../src/deliver/pe.ts';
import { platforms } from '#deliver';

const scratch = () => mkdtempSync(join(tmpdir(), 'needs-'));
const [linux, arm, windows] = ['linux-x64', 'linux-arm64', 'windows-x64'].map((name) => platforms[name]!) as [
  (typeof platforms)[string],
  (typeof platforms)[string],
  (typeof platforms)[string],
];

/** An image of Windows with one table of imports, as its headers say. */
function image(libraries: readonly string[], machine = 0x8664): Buffer {
  const bytes = Buffer.alloc(2048);
  bytes.write('MZ');
  bytes.writeUInt32LE(64, 60);
  bytes.write('PE\0\0', 64, 'latin1');
  bytes.writeUInt16LE(machine, 68);
  bytes.writeUInt16LE(1, 70);
  bytes.writeUInt16LE(240, 84);
  bytes.writeUInt16LE(0x20b, 88);
  bytes.writeUInt32LE(0x1000, 88 + 112 + 8);
  const section = 88 + 240;
  bytes.writeUInt32LE(1024, section + 8);
  bytes.writeUInt32LE(0x1000, section + 12);
  bytes.writeUInt32LE(1024, section + 16);
  bytes.writeUInt32LE(1024, section + 20);
  libraries.forEach((name, at) => {
    bytes.writeUInt32LE(0x1000 + 512 + at * 32, 1024 + at * 20 + 12);
    bytes.write(`${name}\0`, 1024 + 512 + at * 32, 'latin1');
  });
  return bytes;
}

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'what a native file of Linux needs is read from itself, as readelf reads it',
  async () => {
    const bytes = readFileSync(process.execPath);
    const elf = readElf(bytes)!;
    expect(elf.machine).toBe('x64');
    expect(elf.versions.get('GLIBC')!.join('.')).toMatch(/^2\.\d+$/);
    const read = spawnSync('readelf', ['-V', process.execPath], { encoding: 'utf8', maxBuffer: 1e8 });
    if (read.status === 0) {
      const named = [...read.stdout.matchAll(/GLIBC_(\d+(?:\.\d+)*)/g)].map(([, version]) =>
        version!.split('.').map(Number)
      );
      const highest = named.reduce((one, other) => (isOlder(one, other) ? other : one));
      expect(elf.versions.get('GLIBC')).toEqual(highest);
    }
    const folder = scratch();
    writeFileSync(join(folder, 'node'), bytes);
    const needs = await needsOf(folder, ['node'], linux);
    expect(needs.faults).toEqual([]);
    expect(needsText(needs, linux)).toMatch(/^machine x86_64\n(?:.*\n)*GLIBC 2\.\d+\n(?:.*\n)*file node\n$/);
    expect(inWords(needs, linux)).toMatch(/glibc 2\.\d+ 以上/);
    expect((await needsOf(folder, ['node'], arm)).faults).toEqual(['node 不是给 linux-arm64 的（x64）']);
    expect((await needsOf(folder, ['node'], windows)).faults).toEqual(['node 不是给 windows-x64 的（不是那里的程序）']);
  }
);

test('what Windows does not have of itself is named, and what lies beside it is there', async () => {
  const folder = scratch();
  writeFileSync(join(folder, 'a.node'), image(['KERNEL32.dll', 'MSVCP140.dll', 'duckdb.dll']));
  writeFileSync(join(folder, 'duckdb.dll'), image(['WS2_32.dll', 'api-ms-win-crt-runtime-l1-1-0.dll']));
  expect((await needsOf(folder, ['a.node', 'duckdb.dll'], windows)).faults).toEqual([
    'a.node 要 msvcp140.dll，Windows 不一定有',
  ]);
  writeFileSync(join(folder, 'a.node'), image(['KERNEL32.dll'], 0xaa64));
  expect((await needsOf(folder, ['a.node'], windows)).faults).toEqual(['a.node 不是给 windows-x64 的（arm64）']);
});

test('a file that is no program is none, however short', () => {
  for (const bytes of [Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('\x7fELF'), Buffer.alloc(4096)])
    expect([readElf(bytes), readPe(bytes)]).toEqual([null, null]);
  expect([isOlder([2, 9], [2, 28]), isOlder([2, 28], [2, 9]), isOlder([2, 28], [2, 28, 0])]).toEqual([
    true,
    false,
    false,
  ]);
});
