import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, type Outcome } from '#pipeline';
import { ownContent } from '../pipeline/own-content.ts';
import { measure, type Measured } from './measure.ts';
import { readPlanted, type Planted } from './planted.ts';

export interface Run {
  planted: Planted[];
  outcome: Outcome;
  measured: Measured;
  /** The warehouse that it was loaded into. */
  warehouse: string;
  dispose(): Promise<void>;
}

/** Writes a dirty province as the command does, loads it as the command does, and measures what the receipt tells. */
export async function runDirty({ seed, projects }: { seed: string; projects: number }): Promise<Run> {
  const scratch = await mkdtemp(join(tmpdir(), 'dirty-'));
  const warehouse = join(scratch, 'warehouse');
  const dispose = () => rm(scratch, { recursive: true });
  try {
    const folder = join(scratch, 'handed-in');
    const { status, stderr } = spawnSync(
      process.execPath,
      ['test/province/cli.ts', '--dirty', '--seed', seed, '--projects', String(projects), '--out', folder],
      { encoding: 'utf8' }
    );
    if (status !== 0) throw new Error(`npm run sample -- --dirty: ${stderr}`);
    const planted = readPlanted(folder);
    const outcome = await load({
      folder,
      warehouse,
      asOf: '2026-06-30',
      program: 'test',
      ...ownContent,
      perCheck: null,
    });
    if (outcome.status !== 'published')
      throw new Error(`the dirty province was ${outcome.status}: ${outcome.reasons.join(' ')}`);
    return { planted, outcome, measured: measure(planted, outcome.defects), warehouse, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
