import type { Build } from '#warehouse';
import type { Content } from '../stages/content-files.ts';
import { openItems } from './open.ts';
import { readNoticeFolders } from './read.ts';

/** Lands what the notices leave unsaid as sources.open_items. */
export async function landOpenItems(build: Build, content: Content): Promise<void> {
  const items = openItems(await readNoticeFolders(content));
  const appender = await build.append('sources', 'open_items');
  for (const { notice, file, line, item } of items) appender.row([notice, file, line, item]);
  appender.close();
}
