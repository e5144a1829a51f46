import { readFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { readContentFiles } from '../stages/content-files.ts';
import { linesOf } from './manifest.ts';

interface Lock {
  packages: Record<string, { version?: string; dependencies?: Record<string, string> }>;
}

/**
 * The manifest of the part of this program that can change a table: Node, the packages that its rooms import with
 * whatever these need, and every source file of the rooms.
 */
export async function readProgram(root: string, rooms: readonly string[]): Promise<string> {
  const files = (
    await Promise.all(rooms.map((room) => readContentFiles(join(root, 'src', room), `src/${room}`)))
  ).flat();
  const { packages } = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const versions = new Map<string, string>();
  const need = (name: string) => {
    const found = packages[`node_modules/${name}`];
    // Types are gone when the program runs.
    if (versions.has(name) || found?.version === undefined || name.startsWith('@types/')) return;
    versions.set(name, found.version);
    Object.keys(found.dependencies ?? {}).forEach(need);
  };
  files.flatMap(({ bytes }) => packagesIn(bytes.toString())).forEach(need);
  const named = [...versions].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, version]) => `# ${name} ${version}\n`);
  return `# node ${process.versions.node}\n${named.join('')}${linesOf(files)}`;
}

/** The packages that a source file imports. */
function packagesIn(text: string): string[] {
  const names = Array.from(text.matchAll(/\b(?:from|import)\s*\(?\s*'([^'.#][^']*)'/g), ([, name = '']) => name);
  return names
    .filter((name) => !isBuiltin(name))
    .map((name) =>
      name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
    );
}
