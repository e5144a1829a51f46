import { expect, inject, test } from 'vitest';
import { warehouseFormat } from '#spec';
import { openFile, readCurrent } from '#warehouse';

/** What src itself lays down in a version and reads from it by name; the other tables are what pipelines/ say. */
const own = `
  schema_name in ('loads', 'catalog', 'summaries')
  or schema_name || '.' || table_name in ('sources.files', 'sources.defects', 'sources.set_aside', 'sources.blank_rows',
    'sources.contracts', 'sources.reference', 'sources.notices', 'sources.open_items', 'assertions.compared', 'marts.findings')`;

test('a version is laid out as its format says: what is another here needs a higher warehouseFormat, and a snapshot of its own', async () => {
  const current = (await readCurrent(inject('sampleWarehouse')))!;
  const file = await openFile(current.path, current.version);
  try {
    const sql = `select concat_ws(' ', schema_name || '.' || table_name, column_name, data_type) as line
      from duckdb_columns() where ${own} order by schema_name, table_name, column_index`;
    const lines = (await (await file.read('shape', sql)).rows()).map(({ line }) => String(line));
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(`format-${warehouseFormat}.txt`);
  } finally {
    file.close();
  }
});
