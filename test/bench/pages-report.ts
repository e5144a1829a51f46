import type { PageRun } from './pages.ts';
import type { Line } from './line.ts';
import type { Visit } from './visit.ts';

/** The middle of what was measured, with the least and the most of it. */
export interface Spread {
  median: number;
  least: number;
  most: number;
}

export function spreadOf(found: readonly number[]): Spread {
  const sorted = found.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)]!, least: sorted[0]!, most: sorted.at(-1)! };
}

/** The results as a table: first how many times the floor, then what that is in milliseconds. */
export function pagesReport(runs: readonly PageRun[]): string {
  const paths = Array.from(new Set(runs.map(({ page }) => page).filter((page) => !page.startsWith('floor '))));
  const head = [
    'page',
    'line',
    'drawn × floor',
    'drawn, ms',
    'floor, ms',
    'KB until drawn (floor)',
    'first filter, ms (pointed at)',
    'later filter, ms (pointed at; floor)',
    'TBT, ms',
    'CLS',
  ];
  const rows = paths.flatMap((path) =>
    (['fast', 'slow'] as const)
      .filter((line) => runs.some((run) => run.line === line && run.page === path))
      .map((line) => rowOf(runs, path, line))
  );
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function rowOf(runs: readonly PageRun[], path: string, line: Line): string[] {
  const of = (page: string, isPointedAt: boolean | null, what: (visit: Visit) => number) =>
    spreadOf(
      runs
        .filter((run) => run.page === page && run.line === line && (isPointedAt ?? run.isPointedAt) === run.isPointedAt)
        .map(({ visit }) => what(visit))
    );
  const floor = `floor ${path}`;
  const [drawn, bare] = [of(path, null, ({ drawn }) => drawn), of(floor, null, ({ drawn }) => drawn)];
  const kilobytes = (page: string) => (of(page, null, ({ bytes }) => bytes).median / 1024).toFixed(1);
  const first = (isPointedAt: boolean) => Math.round(of(path, isPointedAt, ({ firstFilter }) => firstFilter).median);
  const later = (page: string, isPointedAt: boolean) =>
    Math.round(of(page, isPointedAt, ({ laterFilter }) => laterFilter).median);
  return [
    path,
    line,
    (drawn.median / bare.median).toFixed(2),
    said(drawn),
    said(bare),
    `${kilobytes(path)} (${kilobytes(floor)})`,
    `${first(false)} (${first(true)})`,
    `${later(path, false)} (${later(path, true)}; ${later(floor, false)})`,
    said(of(path, null, ({ held }) => held)),
    of(path, null, ({ moved }) => moved).most.toFixed(3),
  ];
}

const said = ({ median, least, most }: Spread): string =>
  `${Math.round(median)} (${Math.round(least)}–${Math.round(most)})`;
