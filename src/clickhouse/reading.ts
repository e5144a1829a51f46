import { createTurns, Refusal, type Row } from '#spec';
import { QueryError, type Reading, type ReadOptions, type Result, type ResultColumn } from '#warehouse';
import type { AskOptions, Server } from './client.ts';
import { needPointed, patience, type Pin } from './current.ts';
import type { Place } from './ddl.ts';
import { isNode, Unported } from './node.ts';
import { tablesOf } from './pinned.ts';
import { remember } from './remember.ts';
import { rowOf } from './rows.ts';
import { statementOf } from './statement.ts';
import { valuesIn } from './values.ts';

export interface ReadingOptions {
  server: Server;
  place: Place;
  /** A version in DuckDB with the same tables, of which only the small ones must be filled. */
  local: Reading;
  pins: ReadonlyMap<string, Pin>;
  /** Where what cannot be written for ClickHouse, or is refused there, is asked here instead: it is told why. */
  onUnported?: (error: Error, name: string) => void;
}

/** So much may one question take of a server. */
const limits = { max_memory_usage: '4000000000', max_result_rows: '5000000', max_result_bytes: '2000000000' };

/**
 * A version read from ClickHouse, behind the same seam as one that is read from DuckDB: who asks knows no difference.
 * What asks for marts is written again and asked there. DuckDB reads the SQL, says what the columns of an answer are,
 * and answers what is about the catalogue alone.
 */
export const readingOf = async (options: ReadingOptions): Promise<Reading> =>
  (await readingsOf(options))(options.local);

/** The same for each time that a version is opened: what was worked out once of it is kept. */
export async function readingsOf({
  server,
  place,
  local: first,
  pins,
  onUnported,
}: ReadingOptions): Promise<(local: Reading) => Reading> {
  const turns = createTurns({ size: 8, queue: 200, busy: '查询的人太多，请过一会儿再试。' });
  await needPointed(server, place, pins.values());
  const tables = await tablesOf(first, place, pins);
  const written = remember<string | null>(500);
  const told = remember<readonly ResultColumn[]>(500);

  async function write(local: Reading, name: string, sql: string): Promise<string | null> {
    const read = await local.read('parse', 'select json_serialize_sql($sql::varchar)::varchar as tree', {
      values: { sql },
    });
    const tree: unknown = JSON.parse(String((await read.rows())[0]?.tree));
    if (!isNode(tree) || tree.error === true || !tables.isAsked(tree)) return null;
    try {
      return statementOf(tree, tables);
    } catch (error) {
      if (!(error instanceof Unported)) throw error;
      if (onUnported === undefined) throw new QueryError(name, sql, error);
      onUnported(error, name);
      return null;
    }
  }

  return (local) => ({
    version: local.version,
    async read(name, sql, options = {}) {
      const asked = await written(sql, () => write(local, name, sql));
      if (asked === null) return local.read(name, sql, options);
      const columns = await told(sql, async () => {
        const none = await local.read(name, `select * from (\n${sql}\n) limit 0`, { ...options, isStreamed: false });
        return none.columns;
      });
      const off = new AbortController();
      const signal = AbortSignal.any([off.signal, ...(options.signal ? [options.signal] : [])]);
      const failed = (error: unknown) => inWords(name, sql, error, options);
      await turns.take(signal, { isAdmitted: options.isAdmitted ?? false });
      const end = once(() => turns.give());
      // A server stops by itself when its time is up; one that says nothing at all is not waited for.
      const late = setTimeout(() => off.abort(), (options.seconds ?? 3) * 1000 + patience);
      let result: Result | null = null;
      try {
        result = await answer(server, { sql: asked, columns, off }, { ...options, signal }, failed, end);
        // The server holds an answer back until it is whole: also one that is streamed was read by now.
        await needPointed(server, place, pins.values());
        return result;
      } catch (error) {
        await result?.close();
        end();
        const said = failed(error);
        if (onUnported === undefined || !(said instanceof QueryError || isUnreachable(said))) throw said;
        onUnported(said, name);
        return local.read(name, sql, options);
      } finally {
        clearTimeout(late);
      }
    },
  });
}

function once(work: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) work();
    isDone = true;
  };
}

interface Question {
  sql: string;
  columns: readonly ResultColumn[];
  off: AbortController;
}

async function answer(
  server: Server,
  { sql, columns, off }: Question,
  { values = {}, signal, seconds = 3, isStreamed = false }: ReadOptions,
  failed: (error: unknown) => Error,
  end: () => void
): Promise<Result> {
  const bound = valuesIn(sql, values as Record<string, string | number>);
  const options: AskOptions = {
    values: bound.values,
    settings: { ...limits, max_execution_time: seconds, timeout_overflow_mode: 'throw' },
    ...(signal ? { signal } : {}),
  };
  if (!isStreamed) {
    const rows = (await server.rows(bound.sql, options)).map((each) => rowOf(columns, each));
    end();
    return resultOf(columns, async function* () {
      if (rows.length > 0) yield rows;
    });
  }
  const stream = await server.stream(bound.sql, options);
  const result = resultOf(columns, async function* () {
    try {
      for await (const rows of stream) yield rows.map((each) => rowOf(columns, each));
    } catch (error) {
      throw failed(error);
    } finally {
      end();
    }
  });
  return {
    ...result,
    close() {
      off.abort();
      end();
      return Promise.resolve();
    },
  };
}

const resultOf = (columns: readonly ResultColumn[], chunks: () => AsyncGenerator<Row[], void, undefined>): Result => ({
  columns: [...columns],
  chunks,
  async rows() {
    const all: Row[] = [];
    for await (const rows of chunks()) for (const row of rows) all.push(row);
    return all;
  },
  close: () => Promise.resolve(),
});

/** What ClickHouse calls its errors, where it is not the query that is wrong. */
const kinds: Readonly<Record<string, (seconds: number) => Refusal>> = {
  TIMEOUT_EXCEEDED: (seconds) => new Refusal(504, 'timeout', `查询超过 ${seconds} 秒，已停止。请缩小筛选范围再试。`),
  MEMORY_LIMIT_EXCEEDED: () =>
    new Refusal(503, 'too_large', '这次查询要用的内存太多，已停止。请缩小筛选范围，或下载 CSV、Arrow 文件。'),
  TOO_MANY_ROWS_OR_BYTES: () => new Refusal(503, 'too_large', '这次查询的行太多，已停止。请缩小筛选范围。'),
  TOO_MANY_SIMULTANEOUS_QUERIES: () => new Refusal(503, 'busy', '查询的人太多，请过一会儿再试。'),
};

/** Whether nobody answered, whoever was asked. */
export const isUnreachable = (error: Error): boolean => error instanceof Refusal && error.code === 'unreachable';

function inWords(name: string, sql: string, error: unknown, { signal, seconds = 3 }: ReadOptions): Error {
  if (error instanceof Refusal || error instanceof QueryError) return error;
  if (signal?.aborted === true) return new Refusal(499, 'aborted', '请求已取消。');
  const { type = '', code = '', message = '' } = error as { type?: string; code?: string; message?: string };
  const known = kinds[type];
  if (known !== undefined) return known(seconds);
  if (/^E(CONN|PIPE|TIME|NOTFOUND|AI_)/.test(code) || /aborted|Timeout error/i.test(message))
    return new Refusal(503, 'unreachable', '读不到 ClickHouse，请过一会儿再试。');
  return new QueryError(name, sql, error);
}
