import { glob, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import Papa from 'papaparse';
import type { Source } from '#spec';
import type { Build } from '#warehouse';

/** Stands in for the intake until it exists: UTF-8, the header in the first row, no totals, no defects. */
export async function landSimply(build: Build, folder: string, pipelines: string): Promise<void> {
  const sources: Record<string, Source> = {};
  for (const path of (await Array.fromAsync(glob('*.ts', { cwd: join(pipelines, 'sources') }))).sort()) {
    const module = (await import(pathToFileURL(resolve(pipelines, 'sources', path)).href)) as { default: Source };
    sources[basename(path, '.ts')] = module.default;
  }
  await build.run('sources', 'create schema sources');
  await build.run('files', `create table sources.files (source_file varchar, source_sheet varchar, file_order integer, sha256 varchar, bytes integer,
    encoding varchar, source varchar, header_row integer, unknown_columns varchar, status varchar, read integer, totals integer, blank integer, set_aside integer)`);
  await build.run('defects', `create table sources.defects ("check" varchar, source varchar, source_file varchar, source_sheet varchar, source_row integer,
    "column" varchar, value varchar, problem varchar, fix varchar, effect varchar)`);
  await build.run('set_aside', 'create table sources.set_aside (source varchar, source_file varchar, source_sheet varchar, source_row integer, what varchar, cells json)');
  await build.run('contracts', `create table sources.contracts (source varchar, source_title varchar, name varchar, header varchar, kind varchar,
    required boolean, essential boolean, "of" json, note varchar, position integer)`);
  const files = (await Array.fromAsync(glob('**/*.csv', { cwd: folder }))).sort(new Intl.Collator('zh', { numeric: true }).compare);
  const cells: string[] = [];
  for (const [name, source] of Object.entries(sources)) {
    const columns = Object.entries(source.columns).flatMap(([, { header, kind }]) => (kind === 'money' ? [header, `${header}_单位`] : [header]));
    const all = [...columns, '其他列', 'source_file', 'source_sheet'].map((column) => `"${column}" varchar`);
    await build.run(name, `create table sources."${name}" (${[...all, 'source_row integer', 'file_order integer'].join(', ')})`);
    for (const [position, [key, { header, kind, required, essential, of, note }]] of Object.entries(source.columns).entries()) {
      await build.run('contracts', `insert into sources.contracts values ($source, $title, $key, $header, $kind, $required, $essential, $of, $note, $position)`, {
        source: name, title: source.title, key, header, kind, required: !!required, essential: !!essential, of: of ? JSON.stringify(of) : null, note: note ?? null, position });
      cells.push(`select '${name}' as source, source_file, source_sheet, source_row, '${key}' as name, '${header}' as header, '${kind}' as kind, ${!!essential} as essential,
        ${of ? `[${of.map((value) => `'${value}'`).join(', ')}]` : 'null'}::varchar[] as "of", "${header}" as value, ${kind === 'money' ? `"${header}_单位"` : 'null'} as unit from sources."${name}"`);
    }
    const appender = await build.append('sources', name);
    for (const [order, file] of files.entries()) {
      if (!source.files.some((start) => basename(file).toLowerCase().startsWith(start.toLowerCase()))) continue;
      const [headers = [], ...rows] = Papa.parse<string[]>(await readFile(join(folder, file), 'utf8'), { skipEmptyLines: true }).data;
      const bare = headers.map((header) => header.replace(/[(（].*[)）]$/, ''));
      for (const [index, row] of rows.entries()) {
        const values = Object.values(source.columns).flatMap(({ header, aliases = [], kind }) => {
          const at = [header, ...aliases].map((each) => bare.indexOf(each)).find((each) => each >= 0) ?? -1;
          const value = at < 0 || row[at] === '' ? null : (row[at] ?? null);
          return kind === 'money' ? [value, headers[at]?.includes('(元)') ? '元' : '万元'] : [value];
        });
        appender.row([...values, null, file, '', index + 2, order + 1]);
      }
      await build.run('files', `insert into sources.files values ($file, '', ${order + 1}, 'x', 0, 'utf-8', $name, 1, '[]', 'read', ${rows.length}, 0, 0, 0)`, { file, name });
    }
    appender.close();
  }
  await build.run('cells', `create view sources.cells as ${cells.join('\nunion all\n')}`);
}
