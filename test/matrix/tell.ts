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
    tell: (name, { asked, of, ofOthers, seen, leaks }) =>
      console.error(
        `${name}: ${asked} of ${of} asked${ofOthers > 0 ? ` (${ofOthers} of an earlier program)` : ''}, ${seen.size} canaries seen, ${leaks.length} leaks`
      ),
  });
  console.log(reportOf(matrix));
  console.log(`\n${doorsReportOf(matrix)}`);
  const { canaries, doors, asked, answered, twins, leaks, passedOver } = matrix;
  const drawn = Array.from(passedOver, (one) => one.join(' ')).join('; ');
  console.log(`\nno canary, since drawn from a list, a day or round: ${drawn}`);
  console.log(
    `${canaries.length} canaries, ${doors.length} doors, ${asked} asked, ${answered} answered, ${twins} twins: ${leaks.length} leaks, ${((Date.now() - started) / 1000).toFixed(0)} s`
  );
  for (const { asker, door, status, rounds, there, absent, z } of matrix.timed)
    console.log(
      `${status} to ${asker} at ${door}, ${rounds} times: ${there.toFixed(2)} ms of others', ${absent.toFixed(2)} ms of nothing, z ${z.toFixed(1)}`
    );
  for (const line of leaksOf(matrix)) console.log(line);
  const all = [...matrix.walked.values()].reduce((sum, { of }) => sum + of, 0);
  if (asked < all) console.log(`the time was over: ${asked} of ${all} were asked; the same again goes on`);
  return leaks.length === 0 && asked === all;
}
