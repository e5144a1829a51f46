import { mkdtemp, rm, stat } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { makePackage } from '#package';
import { noFilters } from '#query';
import { everything } from '#spec';
import { readCurrent } from '#warehouse';

const usage = `npm run bench:package -- --warehouse DIR [--prove]
  what it costs to make an audit package of the current version, step by step; --prove: also to work it out again`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    prove: { type: 'boolean' },
    help: { type: 'boolean', short: 'h' },
  },
});

/** Seconds of the processor and by the clock. */
const now = () => {
  const { user, system } = process.cpuUsage();
  return { cpu: (user + system) / 1e6, wall: performance.now() / 1000 };
};

const { warehouse, prove, help } = values;
const current = help ? null : await readCurrent(warehouse);
if (current === null) console.log(usage);
else {
  const scratch = await mkdtemp(join(tmpdir(), 'bench-package-'));
  try {
    const marks = [{ name: '', ...now() }];
    const mark = (name: string) => void marks.push({ name, ...now() });
    const out = join(scratch, 'it.zip');
    const { files, bytes, isProven } = await makePackage({
      warehouse,
      version: current.version,
      out,
      agent: 'bench',
      ...(prove === true && { isProven: true }),
      select: () => ({ filters: noFilters, scope: everything }),
      onProgress: ({ step, detail }) => mark([step, detail].filter(Boolean).join(' ')),
    });
    mark('');
    console.log(
      `${availableParallelism()} cores, Node ${process.versions.node}, load average ${loadavg()[0]!.toFixed(1)}`
    );
    console.log('    cpu   wall  (seconds)');
    const tell = (name: string, from: (typeof marks)[number], to: (typeof marks)[number]) =>
      console.log(
        `${(to.cpu - from.cpu).toFixed(1).padStart(7)}${(to.wall - from.wall).toFixed(1).padStart(7)}  ${name}`
      );
    for (const [at, from] of marks.slice(0, -1).entries()) tell(from.name || 'opened', from, marks[at + 1]!);
    tell(
      `in all: ${files} files, ${(bytes / 1e6).toFixed(0)} MB in ${((await stat(out)).size / 1e6).toFixed(0)}, ${isProven ? 'worked out again' : 'not worked out again'}`,
      marks[0]!,
      marks.at(-1)!
    );
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
