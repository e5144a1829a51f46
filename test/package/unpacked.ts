import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import yauzl from 'yauzl';

/** The files of a zip, by name. */
export async function entriesOf(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await yauzl.fromBufferPromise(bytes);
  const files = new Map<string, Buffer>();
  for await (const entry of zip.eachEntry()) {
    const blocks: Buffer[] = [];
    for await (const block of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) blocks.push(block);
    files.set(entry.fileName, Buffer.concat(blocks));
  }
  return files;
}

/** Unpacks a package into an empty folder; answers the folder and its files. */
export async function unpack(bytes: Buffer): Promise<{ folder: string; files: Map<string, Buffer> }> {
  const folder = await mkdtemp(join(tmpdir(), 'unpacked-'));
  const files = await entriesOf(bytes);
  for (const [name, content] of files) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  return { folder, files };
}

/** A DuckDB of its own that knows nothing of this program, in the data folder of a package. */
export async function plainDuckDb(folder: string) {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`set file_search_path = '${join(folder, 'data')}'`);
  return {
    run: async (sql: string): Promise<void> => void (await connection.run(sql)),
    rows: async (sql: string) => (await connection.runAndReadAll(sql)).getRowObjectsJson(),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Every text that lies in a package, also in the cells of its Parquet files and in its workbooks. */
export async function textsIn(
  files: ReadonlyMap<string, Buffer>,
  rows: (sql: string) => Promise<Record<string, unknown>[]>
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [name, content] of files) {
    if (name.endsWith('.parquet'))
      texts.set(name, JSON.stringify(await rows(`from read_parquet('${name.replace(/^data\//, '')}')`)));
    else if (name.endsWith('.xlsx'))
      texts.set(name, [...(await entriesOf(content)).values()].map((part) => part.toString()).join('\n'));
    else texts.set(name, content.toString());
  }
  return texts;
}
