import { hashOf } from '#warehouse';
import type { Content } from '../stages/content-files.ts';
import { outsideVersions, readContentFiles, type ContentFile } from '../stages/content-files.ts';

/** What a version is built from, besides the files that are handed in. */
export interface BuildInputs {
  content: ContentFile[];
  /**
   * A line a file, as `sha256sum` writes and checks them, ordered by path; what has no bytes of its own is a comment.
   * The program first, then the content.
   */
  manifest: string;
  /** The SHA-256 of the manifest: the same digest, the same tables of the same files. */
  digest: string;
}

/** Reads pipelines/ and data/reference, and says what makes a version with this program. */
export async function readBuildInputs({
  pipelines,
  reference,
  program,
}: Content & {
  /** The manifest of the program. */
  program: string;
}): Promise<BuildInputs> {
  const made = await readContentFiles(pipelines, 'pipelines');
  const content = [
    ...(await readContentFiles(reference, 'data/reference')),
    ...made.filter(({ path }) => !outsideVersions.some((folder) => path.startsWith(`pipelines/${folder}/`))),
  ];
  const manifest = `${program.trimEnd()}\n${linesOf(content)}`;
  return { content, manifest, digest: hashOf(manifest) };
}

/** The lines of a manifest for some files. */
export const linesOf = (files: readonly Pick<ContentFile, 'path' | 'sha256'>[]): string =>
  files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join('');

/** The files of a manifest, by path. */
export function filesIn(manifest: string): Map<string, string> {
  return new Map(
    Array.from(manifest.matchAll(/^([0-9a-f]{64}) {2}(.+)$/gm), ([, sha256 = '', path = '']) => [path, sha256])
  );
}

/** What changed, was added or was removed between two manifests: paths and names of packages, in order. */
export function differences(before: string, now: string): string[] {
  const [old, fresh] = [itemsIn(before), itemsIn(now)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((name) => old.get(name) !== fresh.get(name)).sort();
}

export const itemsIn = (manifest: string): Map<string, string> =>
  new Map<string, string>([
    ...filesIn(manifest),
    ...Array.from(manifest.matchAll(/^# (\S+) (.+)$/gm), ([, name = '', version = '']) => [name, version] as const),
  ]);

/** The part of a manifest that is the program, in its order: what is below neither pipelines/ nor data/reference. */
export function programOf(manifest: string): string {
  const own = [...itemsIn(manifest)].filter(([name]) => !/^(?:pipelines|data\/reference)\//.test(name));
  return JSON.stringify(own.sort(([a], [b]) => (a < b ? -1 : 1)));
}
