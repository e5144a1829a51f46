import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Runs the command as `npm run sample` does. `node`: options for Node itself. */
export function generate(args: readonly string[], { node = [] }: { node?: readonly string[] } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...node, 'test/province/cli.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

/** A folder that goes when the test has finished. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), 'province-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

/** Every file below the folder, by path, as the hash of its bytes. */
export function hashes(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return Object.fromEntries(
    paths.map((path) => [path.slice(folder.length + 1), createHash('sha256').update(readFileSync(path)).digest('hex')])
  );
}
