import { builtPages } from './pages.ts';
import { doorsReportOf, leaksOf, reportOf } from './report.ts';
import { runMatrix, type MatrixOptions } from './run.ts';

/** Runs the whole matrix, prints it, and says whether nothing leaks. */
export async function tellMatrix({
  isWithPages,
  ...options
}: Omit<MatrixOptions, 'pages' | 'tell'> & { isWithPages: boolean }): Promise<boolean> {
  const started = Date.now();
  const matrix = await runMatrix({
    ...options,
    ...(isWithPages ? { pages: await builtPages() } : {}),
    tell: (name, { asked, seen, leaks }) =>
      console.error(`${name}: ${asked} asked, ${seen.size} canaries seen, ${leaks.length} leaks`),
  });
  console.log(reportOf(matrix));
  console.log(`\n${doorsReportOf(matrix)}`);
  const { canaries, doors, asked, answered, twins, leaks, passedOver } = matrix;
  const drawn = Array.from(passedOver, (one) => one.join(' ')).join('; ');
  console.log(`\nno canary, since drawn from a list, a day or round: ${drawn}`);
  console.log(
    `${canaries.length} canaries, ${doors.length} doors, ${asked} asked, ${answered} answered, ${twins} twins: ${leaks.length} leaks, ${((Date.now() - started) / 1000).toFixed(0)} s`
  );
  for (const { asker, door, rounds, there, absent, z } of matrix.timed)
    console.log(
      `${asker} at ${door}, ${rounds} times: ${there.toFixed(1)} ms of others', ${absent.toFixed(1)} ms of nothing, z ${z.toFixed(1)}`
    );
  for (const line of leaksOf(matrix)) console.log(line);
  return leaks.length === 0;
}
