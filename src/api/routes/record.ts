import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { can } from '#access';
import { recordFile } from '#pipeline';
import { eventNames, Refusal, streamNames, type ColumnInfo } from '#spec';
import { closed, Paging, RecordAnswer, RecordSearch, type RecordLine } from '#spec/answers';
import { openStore, type Entry, type Store } from '#store';
import { listReceipts } from '#warehouse';
import { sayPassing } from '../http/asking.ts';
import type { Api } from '../http/context.ts';
import { csvOf } from '../http/csv.ts';
import { attachment } from '../http/disposition.ts';
import { noteRows, rowsHeader } from '../http/finish.ts';
import { route } from '../http/route.ts';
import { detailsSaid, type Titles } from './record-said.ts';
import { titlesNow } from './record-titles.ts';

const needs = 'record' as const;

/** `GET /record` and `/record.csv`: who did what and when, the newest first, and whether it is as it was written. */
export function record(app: FastifyInstance, api: Api): void {
  const path = recordFile(api.warehouse.folder);
  const inRecord = async <T>(work: (store: Store) => T): Promise<T> => {
    // Before anything was done there is nothing to read; where something was published, a record is missing.
    const isBegun = existsSync(path) || (await listReceipts(api.warehouse.folder)).length > 0;
    let store: Store;
    try {
      store = isBegun ? openStore(path, { readOnly: true }) : openStore(':memory:');
    } catch (cause) {
      throw new Refusal(503, 'record_unreadable', `记录 ${path} 读不出来，请从备份恢复：${(cause as Error).message}`);
    }
    try {
      return work(store);
    } finally {
      store.close();
    }
  };
  const querystring = closed({ ...RecordSearch.properties, ...Paging.properties });
  app.get(
    '/record',
    route(
      { needs, summary: 'The record: who did what', querystring, response: { 200: RecordAnswer } },
      async (request, reply) => {
        sayPassing();
        void reply.header('cache-control', 'no-store');
        const { limit, offset, ...search } = request.query;
        const seen = { hasRows: can(api.reader(request), 'rows'), titles: await titlesNow(api) };
        return inRecord((store) => {
          const { total, entries } = store.find(search, { limit, offset });
          return {
            total,
            events: store.events(),
            head: store.head(),
            broken: store.broken(),
            rows: entries.map((entry) => lineOf(entry, seen)),
          };
        });
      }
    )
  );
  app.get(
    '/record.csv',
    route(
      {
        needs,
        summary: 'The record as a file: all lines that are asked for',
        querystring: RecordSearch,
        response: { 200: RecordAnswer },
        formats: ['csv'],
      },
      async (request, reply) => {
        void reply.header('cache-control', 'no-store');
        const seen = { hasRows: can(api.reader(request), 'rows'), titles: await titlesNow(api) };
        const { entries } = await inRecord((store) => store.find(request.query, { limit: -1, offset: 0 }));
        const rows = entries.map((entry) => lineOf(entry, seen));
        noteRows(request, { headers: { [rowsHeader]: `${rows.length}` } });
        const lines = csvOf({
          columns,
          words: { stream: streamNames, event: eventNames },
          result: {
            chunks: async function* () {
              yield rows;
            },
          },
        });
        void reply.header('content-disposition', attachment('操作记录.csv', 'record.csv'));
        return reply.type('text/csv; charset=utf-8').send(Readable.from(lines));
      }
    )
  );
}

const lineOf = (entry: Entry, seen: { hasRows: boolean; titles: Titles }): RecordLine => {
  const { position, at, stream, by, hash } = entry;
  return {
    position,
    at,
    stream: stream as RecordLine['stream'],
    by,
    event: eventOf(entry),
    details: detailsSaid(entry, seen),
    hash,
  };
};

function eventOf({ stream, body }: Entry): string {
  const { event, state } = JSON.parse(body) as { event?: string; state?: string };
  return event ?? state ?? stream;
}

const columns: ColumnInfo[] = (
  [
    ['position', '序号'],
    ['at', '时间'],
    ['stream', '类别'],
    ['by', '账号或署名'],
    ['event', '事项'],
    ['details', '内容'],
    ['hash', '哈希'],
  ] as const
).map(([name, title]) => ({ name, title, type: name === 'position' ? 'number' : 'string', unit: null }));
