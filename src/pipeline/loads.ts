import type { Build } from '#warehouse';

export interface Load {
  version: string;
  /** Local time, 2026-11-23 12:00:00. */
  loadedAt: string;
  /** The day the load was told to judge by; null where each batch's own holds. */
  asOf: string | null;
  fingerprint: string;
}

/** Writes loads.load, the one row that the stages may read about the load they belong to. */
export async function openLoads(build: Build, { version, loadedAt, asOf, fingerprint }: Load): Promise<void> {
  await build.run('loads', 'create schema loads');
  await build.run(
    'loads.load',
    `create table loads.load as
    select $version as version, $loadedAt::timestamp as loaded_at, $asOf::date as as_of, $fingerprint as fingerprint, false as is_sample`,
    { version, loadedAt, asOf, fingerprint }
  );
}
