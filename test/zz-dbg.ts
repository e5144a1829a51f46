import { buildStages, openLoads, type Stage } from '#pipeline';
import { openBuild } from '#warehouse';
import { landFolder } from '../src/intake/index.ts';
const [folder, upTo, ...queries] = process.argv.slice(2);
const build = await openBuild(':memory:', { threads: 2 });
await openLoads(build, { version: 'test', loadedAt: '2026-11-23T12:00:00+08:00', asOf: process.env.ASOF ?? '2026-06-30', fingerprint: 'test' });
await landFolder(build, { folder: folder!, pipelines: 'pipelines' });
await buildStages(build, { pipelines: 'pipelines', reference: process.env.REF ?? 'data/reference', upTo: upTo as Stage });
for (const q of queries) { console.log('--', q); for (const row of await build.read('q', q)) console.log(JSON.stringify(row)); }
build.close();
