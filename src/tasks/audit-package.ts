import { resolve } from 'node:path';
import { readScope } from '#access';
import {
  findRegistered,
  makePackage,
  NotPackable,
  provePackage,
  registerPackage,
  reportPacked,
  reportProved,
  reportVerified,
  verifyPackage,
} from '#package';
import type { OnProgress } from '#pipeline';
import { readFilters } from '#query';
import { everything, Refusal, type Scope } from '#spec';
import { readCurrent } from '#warehouse';
import type { Told } from '#environment/terminal.ts';

export interface AuditPackageOptions {
  warehouse: string;
  /** null: the one that is current. */
  version: string | null;
  /** `city=济南市`, each. */
  conditions: readonly string[];
  /** As somebody wrote it, or as it is known of who asks. */
  scope: string | Scope | null;
  by: string | null;
  /** Works everything out again before it hands it over, also of many rows. */
  prove?: boolean;
  onProgress: OnProgress;
}

/** Packs a version into a new file, on record; a text says what is wrong with what was asked. */
export async function makeAuditPackage(
  out: string,
  { warehouse, version, conditions, scope, by, prove = false, onProgress }: AuditPackageOptions
): Promise<Told | string> {
  const asked: Record<string, string[]> = {};
  for (const filter of conditions) {
    const at = filter.indexOf('=');
    if (at < 1) return `--filter 要写成 city=济南市 这样（写的是 ${filter}）`;
    (asked[filter.slice(0, at)] ??= []).push(filter.slice(at + 1));
  }
  const chosen = version ?? (await readCurrent(warehouse))?.version;
  if (chosen === undefined) return refused('数据仓库里还没有发布的版本。');
  try {
    const packed = await makePackage({
      warehouse,
      version: chosen,
      out: resolve(out),
      agent: 'baijing',
      onProgress,
      ...(prove && { isProven: true }),
      select: (catalog) => {
        const filters = readFilters(catalog, asked);
        const stray = Object.keys(asked).find((name) => !([...filters.keys()] as string[]).includes(name));
        if (stray !== undefined) throw new NotPackable(`没有筛选 ${stray}`);
        return { filters, scope: scope === null ? everything : typeof scope === 'string' ? readScope(scope) : scope };
      },
    });
    registerPackage(warehouse, packed, by);
    return { answer: packed, lines: reportPacked(packed) };
  } catch (error) {
    if (error instanceof NotPackable || error instanceof Refusal) return refused(error.message);
    throw error;
  }
}

const refused = (line: string): Told => ({ answer: { refused: line }, lines: [line], isRefused: true });

/** Holds a package against itself and, where there is a record, against that. */
export async function verifyAuditPackage(
  path: string,
  { warehouse }: Pick<AuditPackageOptions, 'warehouse'>
): Promise<Told> {
  const verified = await verifyPackage(resolve(path));
  const registered = verified.seal === null ? null : await findRegistered(warehouse, verified.seal);
  return {
    answer: { ...verified, registered: registered ?? null },
    lines: reportVerified(verified, registered),
    isRefused: verified.faults.length > 0,
  };
}

/** Works everything out again from a package that was made here: the recipe of any other is somebody else's program. */
export async function proveAuditPackage(
  path: string,
  { warehouse }: Pick<AuditPackageOptions, 'warehouse'>
): Promise<Told> {
  const verified = await verifyPackage(resolve(path));
  const registered = verified.seal === null ? null : await findRegistered(warehouse, verified.seal);
  if (verified.faults.length > 0 || !registered)
    return {
      answer: { ...verified, registered: registered ?? null },
      lines: [
        ...reportVerified(verified, registered),
        '没有重算：只重算完整的、这里记录在案的包；别的包里的 recompute.sql 是别人写的程序。',
      ],
      isRefused: true,
    };
  const proof = await provePackage(resolve(path));
  const { tables, figures } = proof.differing;
  return { answer: proof, lines: reportProved(proof), isRefused: tables.length + figures.length > 0 };
}
