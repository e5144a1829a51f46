import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { stripTypeScriptTypes } from 'node:module';
import { dirname, join } from 'node:path';

// Writes a room without its types: `node strip.ts ROOM FOLDER`. The folder is there whole, or not at all.
const [room = '', folder = ''] = process.argv.slice(2);
const scratch = `${folder}.${process.pid}`;
try {
  for (const path of await readdir(room, { recursive: true })) {
    if (!path.endsWith('.ts')) continue;
    const plain = stripTypeScriptTypes(await readFile(join(room, path), 'utf8'));
    const target = join(scratch, path.replace(/\.ts$/, '.mjs'));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, plain.replaceAll(/(\bfrom '\.[^']*)\.ts'/g, "$1.mjs'"));
  }
  await rename(scratch, folder);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
