import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const wanted = 's3rver@3.7.1';

/**
 * Where the package s3rver lies, a server that speaks S3: installed beside the caches of this project by who needs it
 * first, since nothing but a test asks for it.
 */
export function s3rver(): string {
  const folder = resolve('node_modules/.cache/s3rver');
  const main = `${folder}/node_modules/s3rver/lib/s3rver.js`;
  if (existsSync(main)) return main;
  // Two files of tests may want it at the same time: what is half installed is never seen.
  mkdirSync(dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  const ran = spawnSync('npm', ['install', '--no-save', '--no-audit', '--no-fund', '--prefix', draft, wanted], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (ran.status !== 0)
    throw new Error(`${wanted} could not be installed: npm install --prefix ${folder} ${wanted}\n${ran.stderr}`);
  try {
    renameSync(draft, folder);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(main)) throw error;
  }
  return main;
}
