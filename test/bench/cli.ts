import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { run } from '../command.ts';
import { writeProvince } from '../province/write.ts';
import { plan } from '../province/province.ts';
import { partNames, parts, type PartName } from './parts.ts';

const usage = `npm run bench -- [--only load|server|pages]… [--rounds N] [--projects N] [--seed S] [--out DIR]
  load: a load beside what DuckDB's read_csv takes for the same files; server: answers a second beside a bare Fastify;
  pages: the dashboards beside a bare floor page. Of the committed sample, or of a province of N projects that is
  drawn by the seed. --out writes a file for each part.
  --seconds, --connections: of one measure of the server (1, 16)`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [...partNames] },
    rounds: { type: 'string', default: '5' },
    projects: { type: 'string' },
    seed: { type: 'string', default: '2025' },
    seconds: { type: 'string', default: '1' },
    connections: { type: 'string', default: '16' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

const isPart = (name: string): name is PartName => partNames.includes(name as PartName);
const numbers = [values.rounds, values.seconds, values.connections, values.projects ?? '1'].map(Number);
if (values.help || !values.only.every(isPart) || !numbers.every((each) => each > 0)) {
  console.log(usage);
  process.exit(values.help ? 0 : 2);
}
const scratch = await mkdtemp(join(tmpdir(), 'bench-'));
try {
  const folder = values.projects === undefined ? 'data/sample' : join(scratch, 'province');
  if (values.projects !== undefined)
    writeProvince(plan({ projects: Number(values.projects), seed: values.seed }), folder);
  const warehouse = join(scratch, 'warehouse');
  const loaded = await run('load', folder, '--as-of', '2026-06-30', '--warehouse', warehouse);
  if (loaded.code !== 0) throw new Error(`${folder} was not loaded: ${loaded.stdout}${loaded.stderr}`);
  const [rounds, seconds, connections] = numbers as [number, number, number];
  const of =
    values.projects === undefined ? 'the committed sample' : `${values.projects} projects, seed ${values.seed}`;
  for (const name of values.only.filter(isPart)) {
    const log = (message: string) => console.error(message);
    const table = await parts[name]({ folder, warehouse, rounds, seconds, connections, log });
    const report = `# ${name}: ${of}\n\n${table}\n`;
    console.log(report);
    if (values.out !== undefined) await writeFile(join(values.out, `${name}.md`), report);
  }
} finally {
  await rm(scratch, { recursive: true, force: true });
}
