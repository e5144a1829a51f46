import { readModels, type Model } from '../stages/models.ts';
import { noticesIn, readReference, tablesIn, textOfNotice, type ReadReference } from '../stages/reference-files.ts';
import type { Content } from '../stages/content-files.ts';

/** A notice as its folder says it. */
export interface NoticeFolder {
  notice: string;
  /** Its text; null where it is not at hand. */
  text: string | null;
  tables: ReadonlyMap<string, ReadReference>;
  /** The batches that it is the notice of. */
  batches: ReadReference['rows'];
}

/** Something that a notice leaves unsaid: while there is any, nothing is judged by it. */
export interface OpenItem {
  notice: string;
  file: string;
  line: number | null;
  item: string;
}

/** All notices, the oldest first, and what content asks of each. */
export interface NoticeFolders {
  notices: readonly NoticeFolder[];
  rules: readonly Model[];
  /** What types each table: its header says what may not be blank. */
  readers: ReadonlyMap<string, Model>;
}

/** Reads the folders of all notices. Tables that cannot be read are left out: the content check tells them. */
export async function readNoticeFolders({ pipelines, reference }: Content): Promise<NoticeFolders> {
  const texts = (await noticesIn(reference)).map(
    async (notice) => [notice, await textOfNotice(reference, notice)] as const
  );
  return noticeFolders(tablesIn(await readReference(reference)), {
    texts: new Map(await Promise.all(texts)),
    rules: await readModels(pipelines, 'rules'),
    models: await readModels(pipelines, 'reference'),
  });
}

/** The folders of all notices, of the tables of data/reference. */
export function noticeFolders(
  tables: readonly ReadReference[],
  {
    texts,
    rules,
    models,
  }: { texts: ReadonlyMap<string, string | null>; rules: readonly Model[]; models: readonly Model[] }
): NoticeFolders {
  const batches = tables.find(({ name, notice }) => name === 'batches' && notice === null)?.rows ?? [];
  const notices = [...texts].map(([notice, text]) => ({
    notice,
    text,
    tables: new Map(tables.filter((each) => each.notice === notice).map((each) => [each.name, each])),
    batches: batches.filter(({ cells }) => cells.notice === notice),
  }));
  // A day that is still open stands after all others.
  const issued = ({ tables: own }: NoticeFolder) =>
    own.get('notice')?.rows[0]?.cells.issued_on?.replace(/^[?？]$/, '9999') ?? '';
  const readers = new Map(
    models.flatMap((model) =>
      Array.from(model.sql.matchAll(/\braw\."?(\w+)/g), ([, name = '']) => [name, model] as const)
    )
  );
  return {
    notices: notices.sort((a, b) => compare(issued(a), issued(b)) || compare(a.notice, b.notice)),
    rules,
    readers,
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
