import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { load } from '#pipeline';
import { serveWarehouse } from '../browser/server.ts';
import { ownContent } from '../pipeline/own-content.ts';
import { benchPages } from './pages.ts';
import { pagesReport } from './pages-report.ts';

const usage = `npm run bench -- [--rounds N] [--warehouse DIR] [--out FILE]
  the dashboards of the committed sample (or of a loaded warehouse), each beside a bare floor page`;

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '5' },
    warehouse: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(usage);
else {
  const made = values.warehouse ? null : await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    if (made) await loadSample(made);
    const served = await serveWarehouse(values.warehouse ?? made!);
    try {
      const rounds = Number(values.rounds);
      const runs = await benchPages({ address: served.address, rounds, log: (line) => console.error(line) });
      const loads = runs.map(({ load }) => load);
      const told = [
        `${rounds} rounds, ${availableParallelism()} cores, Node ${process.versions.node}, load average`,
        `${Math.min(...loads).toFixed(1)}–${Math.max(...loads).toFixed(1)}.`,
      ].join(' ');
      const report = `${told}\n\n${pagesReport(runs)}\n`;
      console.log(report);
      if (values.out) await writeFile(values.out, report);
    } finally {
      await served.stop();
    }
  } finally {
    if (made) await rm(made, { recursive: true, force: true });
  }
}

async function loadSample(warehouse: string): Promise<void> {
  const { status, reasons } = await load({
    folder: 'data/sample',
    warehouse,
    asOf: '2026-06-30',
    program: 'bench',
    ...ownContent,
  });
  if (status !== 'published') throw new Error(`the sample was ${status}: ${reasons.join(' ')}`);
}
