import type { Build } from '#warehouse';
import type { Content } from '../stages/content-files.ts';
import { openItems } from './open.ts';
import type { OpenItem } from './read.ts';
import { readNoticeFolders } from './read.ts';

/** Lands what the notices leave unsaid as sources.open_items. */
export const landOpenItems = async (build: Build, content: Content): Promise<void> =>
  landItems(build, openItems(await readNoticeFolders(content)));

/** Lands these as sources.open_items. */
export async function landItems(build: Build, items: readonly OpenItem[]): Promise<void> {
  const appender = await build.append('sources', 'open_items');
  for (const { notice, file, line, item } of items) appender.row([notice, file, line, item]);
  appender.close();
}
