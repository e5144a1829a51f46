import { newestFirst, readReleaseText } from './read.ts';

const texts = import.meta.glob<string>('./texts/*.md', { query: '?raw', import: 'default', eager: true });
const releases = newestFirst(Object.values(texts).map(readReleaseText));

export async function load({ parent }) {
  await parent();
  return { releases };
}
