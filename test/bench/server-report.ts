import type { ServerResults } from './server.ts';
import { tableOf } from './server-cases.ts';

/** The results of the server: the lines beside their floors, and what became of two hundred who came at once. */
export const serverReport = ({ lines, bursts }: ServerResults): string =>
  [
    tableOf(lines),
    'Two hundred who open a page that nobody has opened, at the same moment:',
    bursts
      .map(
        ({ path, statuses, p50, last }) =>
          `- ${path}: ${JSON.stringify(statuses)}, half within ${Math.round(p50)} ms, all within ${Math.round(last)} ms`
      )
      .join('\n'),
  ].join('\n\n');
