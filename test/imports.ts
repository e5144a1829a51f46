import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

type Importing = (path: string) => readonly string[];

/** The circles among files: each a set of files that import each other in the end, types included. */
export function circlesAmong(files: readonly string[], importsOf: Importing): string[][] {
  const reaches = new Map(files.map((path) => [path, reachable(path, importsOf)]));
  const isInCircle = (path: string) => reaches.get(path)?.has(path) ?? false;
  const mates = (path: string) =>
    files.filter((other) => reaches.get(path)?.has(other) && reaches.get(other)?.has(path));
  return files.filter((path) => isInCircle(path) && mates(path)[0] === path).map(mates);
}

/** Every file that one leads to; itself only where it leads back. */
function reachable(from: string, importsOf: Importing): ReadonlySet<string> {
  const found = new Set<string>();
  const open = [...importsOf(from)];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    open.push(...importsOf(path));
  }
  return found;
}

/** The names that a file imports, as it writes them. */
export const namesImported = (path: string): string[] =>
  Array.from(readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g), ([, name = '']) => name);

const { imports: doors } = JSON.parse(readFileSync('package.json', 'utf8')) as {
  imports: Record<string, string | { default: string }>;
};

/** What a door leads to where nothing else is said. */
const led = (door: string): string => {
  const to = doors[door] ?? '';
  return typeof to === 'string' ? to : to.default;
};

/** The files of this project that a file imports, through doors as well. */
export const filesImported = (path: string): string[] =>
  namesImported(path)
    .map((name) => resolved(name, path))
    .filter((found): found is string => found !== null && existsSync(found));

function resolved(name: string, from: string): string | null {
  if (name.startsWith('.')) return join(dirname(from), name);
  if (name in doors) return join(led(name));
  const wide = Object.keys(doors).find((door) => door.endsWith('*') && name.startsWith(door.slice(0, -1)));
  return wide ? join(led(wide).replace('*', name.slice(wide.length - 1))) : null;
}
