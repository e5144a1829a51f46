import { once } from 'node:events';
import { openArchive } from './archive.ts';
import { readBook } from './book.ts';
import type { Message } from './protocol.ts';
import { refuseOtherKinds } from './signatures.ts';
import { asWorkbookError, resave } from './workbook-error.ts';
import { openSheets } from './sheets.ts';

/**
 * The program of the child process: the workbook is its standard input, messages are its standard output. Its one
 * argument, if it has any, is the pattern of what comments may say without being told.
 */
async function read(): Promise<void> {
  await say({ is: 'started' });
  refuseOtherKinds(0);
  const archive = await openArchive(0);
  await say({ is: 'opened', unpackedBytes: archive.unpackedBytes });
  const book = await readBook(archive, { ownNote: process.argv[2] });
  const sheets = await openSheets(archive, book);
  await say({ is: 'book', ignored: book.ignored });
  for (const { head, rows } of sheets) {
    await say({ is: 'sheet', head });
    for await (const some of rows()) await say({ is: 'rows', rows: some });
  }
  await say({ is: 'end' });
}

async function say(message: Message): Promise<void> {
  if (!process.stdout.write(`${JSON.stringify(message)}\n`)) await once(process.stdout, 'drain');
}

async function refuse(error: unknown): Promise<void> {
  const { problem, fix } = asWorkbookError(error, '读取工作簿时出错', resave);
  await say({ is: 'refused', problem, fix });
  leave();
}

function leave(): void {
  process.stdout.end(() => process.exit(0));
}

process.stdout.on('error', () => process.exit(1));
process.on('uncaughtException', (error) => void refuse(error));
await read().then(leave, refuse);
