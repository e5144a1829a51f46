import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import {
  emptySheet,
  finishSaving,
  fileOfTable,
  readColumnWords,
  readPlaces,
  readSheet,
  type ColumnWords,
  type Place,
  type Sheet,
} from '#entering';
import { openItems, readNoticeFolders, recordFile, storedPathOf, type NoticeFolder, type OpenItem } from '#pipeline';
import { listOf } from '#spec/content';
import { Refusal, type EnteredColumn } from '#spec';
import { openStore, type Store } from '#store';
import { readCurrent } from '#warehouse';
import type { Api, EnteringDoor } from '../../http/context.ts';

/** A line of the record about a table that was filled in. */
export interface SavedLine {
  at: string;
  by: string | null;
  event: string;
  file: string;
  basis: string;
  document: string;
  before: string;
  after: string;
  rows: number;
}

/** The notices as they lie on disk, with what is open of them. */
export interface Notices {
  folders: readonly NoticeFolder[];
  open: readonly OpenItem[];
  titles: ReadonlyMap<string, string>;
  keys: ReadonlyMap<string, readonly string[]>;
}

/** What the routes of a door for filling in read with. */
export interface EnteringDesk {
  notices(): Promise<Notices>;
  places(notices: Notices): Promise<Place[]>;
  /** The table that is asked for. */
  place(table: string): Promise<Place>;
  sheet(place: Place): Promise<Sheet | string>;
  columns(place: Place, sheet: Sheet): Promise<{ words: ReadonlyMap<string, ColumnWords>; told: EnteredColumn[] }>;
  /** The places of the columns that name a row. */
  keyOf(place: Place, sheet: Sheet): Promise<number[]>;
  pathOf(place: Place): string;
  /** What was saved of a file, the newest first. */
  saved(file: string): SavedLine[];
  /** Finishes what a program that was killed had begun to save. */
  finish(): Promise<void>;
}

/** Tables of the content as pages show and save them. `isOurs` says which of them go through this door. */
export function openEnteringDesk(
  api: Pick<Api, 'warehouse' | 'log'>,
  door: EnteringDoor,
  isOurs: (table: string) => boolean
): EnteringDesk {
  const { data } = door;
  const content = { pipelines: door.pipelines, reference: join(data, 'reference') };
  const pathOf = ({ table }: Place) => join(data, `${table}.csv`);

  async function notices(): Promise<Notices> {
    const read = await readNoticeFolders(content);
    const readers = [...read.readers];
    return {
      folders: read.notices,
      open: openItems(read),
      titles: new Map(readers.map(([name, { header }]) => [name, header.title ?? name])),
      keys: new Map(readers.map(([name, { header }]) => [name, listOf(header.key ?? '')])),
    };
  }

  async function places({ folders, titles }: Notices): Promise<Place[]> {
    const named = folders.map(async ({ notice }) => {
      const files = await readdir(join(content.reference, 'notices', notice));
      const names = files.filter((name) => /^[^.#~].*\.csv$/.test(name)).map((name) => name.slice(0, -4));
      return { notice, tables: names.sort().map((name) => ({ name, title: titles.get(name) ?? name })) };
    });
    return (await readPlaces(data, await Promise.all(named))).filter(({ table }) => isOurs(table));
  }

  async function handedIn(place: Place, columns: readonly string[]): Promise<Sheet | string> {
    const current = await readCurrent(api.warehouse.folder);
    const kept = current?.receipt.files.findLast(({ file }) => basename(file) === nameOf(place));
    return kept === undefined ? emptySheet(columns) : readSheet(storedPathOf(api.warehouse.folder, kept.sha256));
  }

  const saved = (file: string): SavedLine[] => {
    const path = recordFile(api.warehouse.folder);
    // Nothing was ever written down here.
    if (!existsSync(path)) return [];
    const store = readRecord(path);
    try {
      return store
        .entries('content')
        .map(({ at, by, body }) => ({ at, by, ...(JSON.parse(body) as Omit<SavedLine, 'at' | 'by'>) }))
        .filter((each) => each.file === file)
        .reverse();
    } finally {
      store.close();
    }
  };

  return {
    notices,
    places,
    async place(table) {
      const found = (await places(await notices())).find((each) => each.table === table);
      if (found) return found;
      throw new Refusal(404, 'unknown_table', `没有可以填写的表 ${table.slice(0, 80)}。`, { parameter: 'table' });
    },
    sheet: (place) => (place.handed === null ? readSheet(pathOf(place)) : handedIn(place, place.handed)),
    async columns({ table, handed }, { taken }) {
      const words = handed === null ? await readColumnWords(data, table) : new Map<string, ColumnWords>();
      const told = taken.columns.map((name) => {
        const isAside = name.startsWith('last_');
        const of = words.get(isAside ? name.slice('last_'.length) : name);
        const title = of?.title || name;
        return { name, title: isAside ? `上一份：${title}` : title, blank: isAside ? '' : (of?.blank ?? ''), isAside };
      });
      return { words: new Map(told.map((each) => [each.name, each])), told };
    },
    async keyOf({ table, handed }, { taken }) {
      const known = table.startsWith('reference/') ? (await notices()).keys.get(basename(table)) : undefined;
      const key = (known ?? taken.columns.slice(0, handed === null ? 1 : 2)).map((name) => taken.columns.indexOf(name));
      return key.filter((at) => at >= 0);
    },
    pathOf,
    saved,
    async finish() {
      const files = new Map((await places(await notices())).map((place) => [pathOf(place), fileOfTable(place.table)]));
      const folders = new Set(Array.from(files.keys(), (path) => dirname(path)));
      for (const folder of folders)
        await finishSaving(
          folder,
          (path) => files.get(path) ?? '',
          (file) => saved(file).find(({ event }) => event === 'content_saved') ?? null
        );
    },
  };
}

/** What a table that is handed in is called as a file. */
export const nameOf = ({ title }: Pick<Place, 'title'>): string => `${title}_网页填写.csv`;

/** A record that is damaged is no empty one: what it says of a file nobody may guess. */
function readRecord(path: string): Store {
  try {
    return openStore(path, { readOnly: true });
  } catch (error) {
    throw new Refusal(503, 'record_unreadable', `记录 ${path} 读不出来，请从备份恢复：${(error as Error).message}`);
  }
}
