import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { benchServer, type ServerResults } from './server.ts';
import { tableOf } from './server-cases.ts';

const usage = `npm run bench:server -- --warehouse DIR [--rounds N] [--seconds N] [--connections N] [--out FILE]
  how many answers a second the server gives of what it keeps, each beside a floor that no answer can be faster than`;

const { values } = parseArgs({
  options: {
    warehouse: { type: 'string', default: 'data/warehouse' },
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '2' },
    connections: { type: 'string', default: '16' },
    out: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  },
});

const saidOf = ({ lines, bursts, busy }: ServerResults): string =>
  [
    `${values.rounds} rounds of ${values.seconds} s over ${values.connections} connections, own and floor in turns; ${availableParallelism()} cores, Node ${process.versions.node}, load average ${busy.map((each) => each.toFixed(1)).join(' → ')}.`,
    tableOf(lines),
    'Two hundred who open a page that nobody has opened, at the same moment:',
    ...bursts.map(
      ({ path, statuses, p50, last }) =>
        `- ${path}: ${JSON.stringify(statuses)}, half within ${Math.round(p50)} ms, all within ${Math.round(last)} ms`
    ),
  ].join('\n\n');

if (values.help) console.log(usage);
else {
  const { warehouse, rounds, seconds, connections, out } = values;
  const said = saidOf(
    await benchServer(warehouse, {
      rounds: Number(rounds),
      seconds: Number(seconds),
      connections: Number(connections),
    })
  );
  console.log(said);
  if (out !== undefined) await writeFile(out, `${said}\n`);
}
