import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { text } from 'node:stream/consumers';
import { Unreadable } from '#reading';
import { WorkbookError, writeBook } from '#xlsx';
import { cannotShow, type Job } from './job.ts';
import { listSheet } from './list.ts';
import { markText } from './text.ts';
import { markWorkbook } from './workbook.ts';

/**
 * The program of the child process: it reads the original from standard input
 * and the job from descriptor 3, and writes the copy to standard output.
 */
const job = JSON.parse(await text(createReadStream('', { fd: 3 }))) as Job;
const kinds = {
  workbook: () => markWorkbook(0, job),
  text: () => markText(0, job),
  list: () => writeBook([listSheet(job, { named: () => null })]),
};
try {
  for await (const block of kinds[job.kind]()) if (!process.stdout.write(block)) await once(process.stdout, 'drain');
  process.stdout.end();
} catch (error) {
  if (!(error instanceof WorkbookError || error instanceof Unreadable)) throw error;
  process.exitCode = cannotShow;
}
