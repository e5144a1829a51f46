import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { compareVersions } from '#changes';
import { everything } from '#spec';

const usage = `npm run bench:changes -- --warehouse DIR --from VERSION --to VERSION [--times N]
  what it costs to ask what changed between two versions of which the files alone are others`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    from: { type: 'string' },
    to: { type: 'string' },
    times: { type: 'string', default: '3' },
    help: { type: 'boolean', short: 'h' },
  },
});

/** Milliseconds by the clock and of the processor. */
async function timed<T>(work: () => Promise<T>): Promise<{ wall: number; cpu: number; result: T }> {
  const [wall, cpu] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(cpu);
  return { wall: performance.now() - wall, cpu: (user + system) / 1000, result };
}

async function measure(warehouse: string, from: string, to: string): Promise<Record<string, [number, number, string]>> {
  const told: Record<string, [number, number, string]> = {};
  const opened = await timed(() => compareVersions(warehouse, { from, to }));
  const comparison = opened.result;
  told.open = [opened.wall, opened.cpu, comparison.chain.steps.map(({ step }) => step).join(' ')];
  const note = async <T>(name: string, work: () => Promise<T>, say: (result: T) => string) => {
    const { wall, cpu, result } = await timed(work);
    told[name] = [wall, cpu, say(result)];
  };
  const asked = { filters: {}, scope: everything };
  try {
    for (const metric of ['verified_investment', 'acceptance_rate', 'quota_remaining'])
      await note(
        `${metric}, to the cell`,
        () => comparison.metric({ ...asked, metric }),
        ({ lines, status }) => `${lines.length} lines, ${status}`
      );
    await note(
      'acceptance_rate of one city, to the cell',
      () => comparison.metric({ metric: 'acceptance_rate', filters: { city: ['济南市'] }, scope: everything }),
      ({ lines, status }) => `${lines.length} lines, ${status}`
    );
    await note(
      'every metric',
      () => comparison.metrics(asked),
      ({ rows }) => `${rows.length} metrics`
    );
    await note(
      'projects, files, verdicts',
      () => comparison.whole(asked),
      ({ told: projects, verdicts }) => `${projects.length} projects, ${verdicts.length} verdicts`
    );
  } finally {
    comparison.close();
  }
  return told;
}

const { warehouse, from, to, times } = values;
if (values.help || from === undefined || to === undefined) console.log(usage);
else {
  const rounds: Awaited<ReturnType<typeof measure>>[] = [];
  for (let round = 0; round < Number(times); round += 1) rounds.push(await measure(warehouse, from, to));
  console.log(
    `${availableParallelism()} cores, Node ${process.versions.node}, load average ${loadavg()[0]!.toFixed(1)}`
  );
  console.log('   wall    cpu  (ms, the least of the rounds)');
  for (const name of Object.keys(rounds[0]!)) {
    const of = (at: 0 | 1) =>
      Math.min(...rounds.map((round) => round[name]![at]))
        .toFixed(0)
        .padStart(7);
    console.log(`${of(0)}${of(1)}  ${name}: ${rounds[0]![name]![2]}`);
  }
}
