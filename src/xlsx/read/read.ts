import type { FileHandle } from 'node:fs/promises';
import type { Message } from './protocol.ts';
import { Refusal, resave } from './unreadable-workbook.ts';
import { runChild, type Bounds } from './sandbox.ts';
import type { Workbook, XlsxRow, XlsxSheet } from './workbook.ts';

/**
 * Opens a workbook for reading, sheet by sheet; the file stays the caller's to close. Nearly all that refuses a workbook does so here, before a row is seen;
 * only the end of the reader itself (memory, time) can come later. Either is a Refusal.
 */
export async function readWorkbook(file: FileHandle, bounds: Bounds = {}): Promise<Workbook> {
  const messages = runChild(file, bounds);
  for await (const message of keepOpen(messages)) {
    if (message.is === 'book')
      return { ignored: message.ignored, sheets: readSheets(messages), close: () => void messages.return(undefined) };
  }
  throw new Refusal('工作簿读不出来', resave);
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
