import { readCatalog, type QueryContext, type Catalog } from '#query';
import { openFile, warehouseFile } from '#warehouse';
import { first, publishVersion, warehouseFolder } from '../published.ts';

/** The small province of published-sql.ts, open for questions. */
export async function openProvince(): Promise<{ context: QueryContext; catalog: Catalog; close(): Promise<void> }> {
  const { folder, dispose } = await warehouseFolder();
  await publishVersion(folder, first);
  const file = await openFile(warehouseFile(folder, first), first);
  return {
    context: { reading: file },
    catalog: await readCatalog(file),
    async close() {
      file.close();
      await dispose();
    },
  };
}
