import { open, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { openBuild } from '#warehouse';
import { openArchive } from '#xlsx';

/** GB18030 of the letters that the cases are written in. */
const chinese: Readonly<Record<string, string>> = {
  柳: 'c1f8',
  听: 'ccfd',
  泉: 'c8aa',
  桑: 'c9a3',
  问: 'ceca',
  渠: 'c7fe',
};

function encodingsOf(text: string): Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const letters = [...text].map(
    (letter) => chinese[letter] ?? (letter < '\u0080' ? Buffer.from(letter).toString('hex') : '?')
  );
  const gb = letters.includes('?') ? [] : [Buffer.from(letters.join(''), 'hex')];
  return [Buffer.from(text), wide, Buffer.from(wide).swap16(), ...gb];
}

/**
 * Where below a folder any of these texts stands: in the bytes of any file (free pages and logs among them), in what a
 * zip holds, in any cell of any table of a DuckDB or Parquet file, whatever it is packed by. `path: text` each.
 */
export async function findTexts(folder: string, texts: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  const needles = texts.map((text) => [text, encodingsOf(text)] as const);
  const look = (name: string, bytes: Buffer) => {
    for (const [text, forms] of needles) if (forms.some((form) => bytes.includes(form))) found.add(`${name}: ${text}`);
  };
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    look(name, Buffer.from(name));
    const bytes = await readFile(path);
    look(name, bytes);
    if (bytes.toString('latin1', 0, 4) === 'PK\u0003\u0004')
      await lookIntoZip(path, (part, inner) => look(`${name}!${part}`, inner));
    if (path.endsWith('.duckdb')) await lookIntoTables(path, (table, inner) => look(`${name}!${table}`, inner));
    if (path.endsWith('.parquet')) look(`${name}!`, await rowsOf(path));
  }
  return [...found].sort();
}

async function lookIntoZip(path: string, look: (part: string, bytes: Buffer) => void): Promise<void> {
  const handle = await open(path);
  try {
    const archive = await openArchive(handle.fd);
    for (const part of archive.names) {
      const blocks: Buffer[] = [];
      for await (const block of archive.bytes(part)) blocks.push(block);
      look(part, Buffer.concat(blocks));
    }
  } finally {
    await handle.close();
  }
}

async function rowsOf(path: string): Promise<Buffer> {
  const build = await openBuild(':memory:');
  try {
    const rows = await build.read<{ row: string }>(
      'rows',
      `select t::varchar as row from read_parquet('${path}') as t`
    );
    return Buffer.from(rows.map(({ row }) => row).join('\n'));
  } finally {
    build.close();
  }
}

async function lookIntoTables(path: string, look: (table: string, bytes: Buffer) => void): Promise<void> {
  const build = await openBuild(':memory:');
  try {
    await build.run('attach', `attach '${path}' as v (read_only)`);
    const tables = await build.read<{ name: string }>(
      'tables',
      `select '"' || schema_name || '"."' || table_name || '"' as name from duckdb_tables() where database_name = 'v'`
    );
    for (const { name } of tables) {
      const rows = await build.read<{ row: string }>(name, `select t::varchar as row from v.${name} as t`);
      look(name, Buffer.from(rows.map(({ row }) => row).join('\n')));
    }
  } finally {
    build.close();
  }
}
