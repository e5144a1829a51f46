import { tableFromIPC } from 'apache-arrow';
import { readXlsx as openXlsx } from 'hucre';
import Papa from 'papaparse';
import { proofHref, type Table } from '#spec';
import type { Province } from './province.ts';

/** Where CSV, Arrow and XLSX say another number than JSON, or are of another version. */
export async function sameEverywhere(
  { app, filters }: Pick<Province, 'app' | 'filters'>,
  address: string,
  asked: URLSearchParams,
  table: Table
): Promise<string[]> {
  const [csv, arrow, xlsx] = await Promise.all(
    ['csv', 'arrow', 'xlsx'].map((ending) => app.inject({ url: `${address}.${ending}?${asked}` }))
  );
  const [sheet, about] = (await openXlsx(xlsx!.rawPayload)).sheets;
  const inSheet = sheet!.rows.slice(1);
  const lines = Papa.parse<string[]>(csv!.body.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data.slice(1);
  if (arrow!.statusCode !== 200) return [`as Arrow it is refused: ${arrow!.body}`];
  const read = tableFromIPC(new Uint8Array(arrow!.rawPayload));
  const wrong = [csv, arrow, xlsx].flatMap((answer) =>
    answer!.headers['x-baijing-version'] === table.version
      ? []
      : [`a file is of ${answer!.headers['x-baijing-version']}`]
  );
  if (!about!.rows.some((cells) => cells.includes(table.version))) wrong.push('the workbook names another version');
  if (inSheet.length !== table.rows.length) wrong.push(`XLSX has ${inSheet.length} rows, JSON ${table.rows.length}`);
  if (lines.length !== table.rows.length) wrong.push(`CSV has ${lines.length} rows, JSON ${table.rows.length}`);
  if (read.numRows !== table.rows.length) wrong.push(`Arrow has ${read.numRows} rows, JSON ${table.rows.length}`);
  for (const [at, { name, type }] of table.columns.entries()) {
    if (type !== 'number') continue;
    const vector = read.getChild(name);
    for (const [index, row] of table.rows.entries()) {
      const value = row[name] ?? null;
      const inCsv = lines[index]?.[at] === '' ? null : Number(lines[index]?.[at]);
      const inArrow = (vector?.get(index) ?? null) as number | null;
      const inXlsx = (inSheet[index]?.[at] ?? null) as number | null;
      if (inCsv !== value || inArrow !== value || inXlsx !== value)
        wrong.push(
          `${name} of row ${index} is ${String(value)} in JSON, ${inCsv} in CSV, ${inArrow} in Arrow, ${inXlsx} in XLSX`
        );
    }
  }
  wrong.push(...(await linksThatLeadElsewhere({ app, filters }, address, asked, table)));
  return wrong;
}

/** Where the links of the CSV are not those of the page, of the version that the file is of. */
async function linksThatLeadElsewhere(
  { app, filters }: Pick<Province, 'app' | 'filters'>,
  address: string,
  asked: URLSearchParams,
  table: Table
): Promise<string[]> {
  const { body } = await app.inject({
    url: `${address}.csv?${new URLSearchParams([...asked, ['links', 'true']])}`,
    headers: { host: 'localhost:3000' },
  });
  const lines = Papa.parse<string[]>(body.replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data.slice(1);
  const linked = table.columns.filter(({ name }) => table.proof?.columns.includes(name));
  // A file outlives the version that it is of: its links name it.
  const params = new URLSearchParams([...asked, ['version', table.version]]);
  return table.rows.flatMap((row, index) =>
    linked.flatMap(({ name }, at) => {
      const expected = `http://localhost:3000${proofHref(table, row, name, { params, filters })}`;
      const found = lines[index]?.[table.columns.length + at];
      return found === expected ? [] : [`the CSV links ${name} of row ${index} to ${found}, the page to ${expected}`];
    })
  );
}
