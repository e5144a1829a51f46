import { tableFromIPC } from 'apache-arrow';
import type { FastifyInstance } from 'fastify';
import { sheetsOf } from '../xlsx/reading.ts';

/** What an answer says, in whatever format: its cells where it is a workbook or an Arrow table. */
export async function textOf(answer: Awaited<ReturnType<FastifyInstance['inject']>>): Promise<string> {
  const type = String(answer.headers['content-type']);
  if (type.includes('spreadsheetml')) return JSON.stringify(await sheetsOf(answer.rawPayload));
  if (type.includes('arrow'))
    return JSON.stringify(tableFromIPC(answer.rawPayload).toArray(), (_, value: unknown) =>
      typeof value === 'bigint' ? Number(value) : value
    );
  return answer.body;
}
