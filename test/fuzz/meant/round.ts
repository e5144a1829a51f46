import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Defect } from '#spec';
import { load } from '#pipeline';
import { openFile, readCurrent } from '#warehouse';
import { ownContent } from '../../pipeline/own-content.ts';
import { seeded, type Random } from '../../xlsx/seeded.ts';
import type { Failure } from '../failure.ts';
import { bookKinds } from './book-kinds.ts';
import { judgeMeant, type Judged, type Published } from './judge.ts';
import { columns, type Column, type Made, type Sound } from './made.ts';
import { openSound } from './sound.ts';
import { textKinds } from './text-kinds.ts';
import { unitKinds } from './unit-kinds.ts';

const kinds: Readonly<Record<string, (sound: Sound, draw: Random) => Made>> = {
  ...textKinds,
  ...unitKinds,
  ...bookKinds,
};
export const kindNames = Object.keys(kinds);

export interface Tried {
  kind: string;
  path: string;
  made: Made;
  published: Published;
  defects: Defect[];
  judged: Judged;
}

/** Writes so many files of each kind, loads them together as one folder, and judges each. */
export async function tryMeanings({ each, seed }: { each: number; seed: number }): Promise<Tried[]> {
  const scratch = await mkdtemp(join(tmpdir(), 'meant-'));
  try {
    const folder = join(scratch, 'handed-in');
    await mkdir(folder);
    const sound = openSound(seed);
    const files = kindNames.flatMap((kind, nth) =>
      Array.from({ length: each }, (_, i) => {
        const draw = seeded(seed * 1_000_003 + nth * 1009 + i);
        const made = (kinds[kind] as (typeof kinds)[string])(sound.next(draw), draw);
        return { kind, made, path: `${nth}-${i}${made.folder ?? ''}/验收结果表${made.ending}` };
      })
    );
    for (const { path, made } of files) {
      await mkdir(join(folder, path, '..'), { recursive: true });
      await writeFile(join(folder, path), made.bytes);
    }
    await writeFile(join(folder, '项目基本信息表.csv'), sound.applications());
    const warehouse = join(scratch, 'warehouse');
    const { status, reasons, defects } = await load({
      folder,
      warehouse,
      asOf: '2026-06-30',
      program: 'fuzz',
      ...ownContent,
      perCheck: null,
    });
    if (status !== 'published') throw new Error(`the load was ${status}: ${reasons.join(' ')}`);
    const published = await readPublished(warehouse);
    return files.map(({ kind, made, path }) => {
      const of = {
        made,
        published: published.get(path) ?? new Map(),
        defects: defects.filter(({ file }) => file === path),
      };
      return { kind, path, ...of, judged: judgeMeant(of.made, of.published, of.defects) };
    });
  } finally {
    await rm(scratch, { recursive: true });
  }
}

async function readPublished(warehouse: string): Promise<Map<string, Published>> {
  const current = await readCurrent(warehouse);
  if (!current) throw new Error('nothing is published');
  const file = await openFile(current.path, current.version);
  try {
    const read = await file.read(
      'meant',
      `select source_file, project_id, declared_investment / 10000 as declared,
         verified_investment / 10000 as verified, reduction_reason,
         concluded_on, result, targets_agreed
       from validated.acceptances`
    );
    const rows = await read.rows();
    const published = new Map<string, Map<string, Record<Column, string | null>>>();
    for (const { source_file, project_id, ...values } of rows) {
      const texts = Object.values(values).map((value) => (value === null ? null : String(value)));
      const of = published.get(source_file as string) ?? new Map<string, Record<Column, string | null>>();
      published.set(source_file as string, of);
      of.set(
        project_id as string,
        Object.fromEntries(columns.map((column, i) => [column, texts[i] ?? null])) as Record<Column, string | null>
      );
    }
    return published;
  } finally {
    file.close();
  }
}

/** What is wrong among the files tried, as the fuzzer tells it. */
export const failuresOf = (tried: readonly Tried[]): Failure[] =>
  tried.flatMap(({ kind, path, made, judged }, run) =>
    judged.wrong.length > 0
      ? [{ run, name: path.replace('/', `/${kind}-`), bytes: made.bytes, wrong: judged.wrong }]
      : []
  );
