import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from './ask.ts';

// Asks again and again whether a server is well, in a process of its own: the one that plays hundreds of visitors is
// itself late, and what it measured would be its own lateness too. `node watch-health.ts ADDRESS`

const [address = ''] = process.argv.slice(2);
process.on('disconnect', () => process.exit());
for (;;) {
  const { fault, milliseconds } = await ask(`${address}/api/health`);
  process.send?.({ fault, milliseconds });
  await sleep(500);
}
