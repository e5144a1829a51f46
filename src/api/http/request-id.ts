import { randomUUID } from 'node:crypto';

/** What an answer and the log call a request by. Never taken from the client. */
export const newRequestId = (): string => randomUUID();
