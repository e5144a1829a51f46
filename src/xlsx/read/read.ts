import type { FileHandle } from 'node:fs/promises';
import type { Message } from './protocol.ts';
import { WorkbookError, resave } from './workbook-error.ts';
import { runChild, type ReadOptions } from './sandbox.ts';
import type { Workbook, XlsxRow, XlsxSheet } from './workbook.ts';

/**
 * Opens a workbook for reading, sheet by sheet; the file stays the caller's to close. A workbook that cannot be read is
 * refused here with a WorkbookError, before any row is seen; only running out of memory or time can come later.
 */
export async function readWorkbook(file: FileHandle, options: ReadOptions = {}): Promise<Workbook> {
  const messages = runChild(file, options);
  for await (const message of keepOpen(messages)) {
    if (message.is === 'book')
      return { ignored: message.ignored, sheets: readSheets(messages), close: () => void messages.return(undefined) };
  }
  throw new WorkbookError('工作簿读不出来', resave);
}

async function* readSheets(messages: AsyncGenerator<Message>): AsyncGenerator<XlsxSheet> {
  let pending: Message | undefined;
  try {
    for (;;) {
      const message = pending ?? (await take());
      pending = undefined;
      if (!message || message.is === 'end') return;
      if (message.is === 'sheet') yield { ...message.head, rows: rows() };
    }
  } finally {
    await messages.return(undefined);
  }

  async function* rows(): AsyncGenerator<XlsxRow> {
    while (!pending) {
      const message = await take();
      if (message?.is !== 'rows') pending = message ?? { is: 'end' };
      else yield* message.rows;
    }
  }

  async function take(): Promise<Message | undefined> {
    const { value, done } = await messages.next();
    return done ? undefined : value;
  }
}

/** The same messages; leaving the loop over them does not end the generator. */
function keepOpen(messages: AsyncGenerator<Message>): AsyncIterable<Message> {
  return { [Symbol.asyncIterator]: () => ({ next: () => messages.next() }) };
}
