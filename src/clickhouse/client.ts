import { createReadStream } from 'node:fs';
import type { ClickHouseClient, ClickHouseSettings } from '@clickhouse/client';

/** A server of ClickHouse, as far as this program asks anything of it. */
export interface Server {
  /** Makes, changes or takes away; answers nothing. */
  run(sql: string): Promise<void>;
  /** Each row as a list, in the order of its columns. */
  rows(sql: string, options?: AskOptions): Promise<unknown[][]>;
  /** The same, as they come. */
  stream(sql: string, options?: AskOptions): Promise<AsyncIterable<unknown[][]>>;
  /** Sends a Parquet file into a table. */
  insert(table: string, columns: readonly string[], path: string): Promise<void>;
  close(): Promise<void>;
}

export interface AskOptions {
  values?: Record<string, string | number>;
  settings?: ClickHouseSettings;
  signal?: AbortSignal;
}

/** What makes ClickHouse answer as SQL says, where by itself it does otherwise. */
const meanings: ClickHouseSettings = {
  // What is not there on the other side of a join is null, not 0 and ''.
  join_use_nulls: 1,
  // A column before what a select calls another: so DuckDB has it but behind `order by`, which is written out.
  prefer_column_name_to_alias: 1,
  // Decimals come as text: as numbers of JSON they would be doubles before anybody could look at them.
  output_format_json_quote_decimals: 1,
  output_format_json_quote_64bit_integers: 0,
  output_format_json_quote_denormals: 0,
  output_format_decimal_trailing_zeros: 1,
  session_timezone: 'UTC',
  distributed_product_mode: 'global',
  // A metric is written out wherever it is asked for: what is told of few makes a query of half a megabyte.
  max_query_size: '8000000',
  max_ast_elements: '1000000',
  max_expanded_ast_elements: '4000000',
  // An answer begins when it is whole: one that breaks off on its way is an error, not fewer rows.
  wait_end_of_query: 1,
  cancel_http_readonly_queries_on_client_close: 1,
};

/** What is asked for long is not taken for dead by what stands between. */
const patient: ClickHouseSettings = { send_progress_in_http_headers: 1, http_headers_progress_interval_ms: '20000' };

/** What makes sure that what was sent is there, on every machine, before anybody counts it. */
const sending: ClickHouseSettings = {
  insert_deduplicate: 0,
  async_insert: 0,
  distributed_foreground_insert: 1,
  max_partitions_per_insert_block: '100',
};

type Connection = Parameters<typeof import('@clickhouse/client').createClient>[0];

/**
 * Opens a server by its address, `http://user@host:8123`; a password comes from the environment. The client is loaded
 * only here, by who asks for it.
 */
export async function openServer(address: Connection & { password?: string }): Promise<Server> {
  const { ClickHouseLogLevel, createClient } = await import('@clickhouse/client');
  return serverOf(
    createClient({
      application: 'baijing',
      // What goes wrong is told once, in words, by whoever asked.
      log: { level: ClickHouseLogLevel.OFF },
      max_open_connections: 8,
      request_timeout: 600_000,
      clickhouse_settings: patient,
      ...address,
    })
  );
}

function serverOf(client: ClickHouseClient): Server {
  const ask = async (query: string, { values, settings, signal }: AskOptions = {}) =>
    client.query({
      query,
      format: 'JSONCompactEachRow',
      clickhouse_settings: { ...meanings, ...settings },
      ...(values === undefined ? {} : { query_params: values }),
      ...(signal === undefined ? {} : { abort_signal: signal }),
    });
  return {
    async run(query) {
      await client.command({ query });
    },
    async rows(sql, options) {
      return await (await ask(sql, options)).json<unknown[]>();
    },
    async stream(sql, options) {
      const stream = (await ask(sql, options)).stream<unknown[]>();
      return chunksOf(stream as AsyncIterable<{ json(): unknown }[]>);
    },
    async insert(table, columns, path) {
      await client.insert({
        table,
        columns: [...columns] as [string, ...string[]],
        values: createReadStream(path),
        format: 'Parquet',
        clickhouse_settings: sending,
      });
    },
    close: () => client.close(),
  };
}

async function* chunksOf(stream: AsyncIterable<{ json(): unknown }[]>): AsyncGenerator<unknown[][]> {
  for await (const rows of stream) yield rows.map((row) => row.json() as unknown[]);
}
