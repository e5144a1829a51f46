import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  changedRows,
  cellsOf,
  readTyped,
  rewrite,
  setBeside,
  takeApart,
  type Met,
  type Place,
  type Problem,
  type Sheet,
} from '#entering';
import type { OpenItem, Outcome } from '#pipeline';
import { Refusal, type EnteredColumn } from '#spec';
import type { Fault } from '#spec/content';
import type { Api, EnteringDoor } from '../../http/context.ts';
import { createSerialQueue } from '../../http/serial-queue.ts';
import type { Step } from '../uploads/worker.ts';
import { nameOf, type EnteringDesk } from './desk.ts';

/** What came of trying it, as the worker says it. */
export interface Tried {
  faults: readonly Fault[];
  before: readonly Fault[];
  open: { before: readonly OpenItem[]; after: readonly OpenItem[] };
  outcome: Outcome | null;
}

/** Something that was typed and is not saved. It lies in memory: what was typed stands in the page that sent it. */
export interface KeptDraft {
  id: string;
  account: string | null;
  place: Place;
  columns: readonly EnteredColumn[];
  key: readonly number[];
  /** What was read, and its rows; null where nobody knows any more what it said. */
  read: { digest: string; rows: readonly (readonly string[])[] | null; lines: readonly number[] };
  rows: readonly (readonly string[])[];
  bytes: Buffer | null;
  text: string;
  state: 'wrong' | 'met' | 'checking' | 'checked' | 'failed' | 'saved';
  step: Step | null;
  problems: Problem[];
  tried: Tried | null;
  met: { digest: string; of: Met; isTold: boolean } | null;
  effects: string[];
  upload: string | null;
}

export interface Drafts {
  /** Remembers what a table said when it was read. */
  see(sheet: Sheet): void;
  add(asked: { table: string; read: string; text: string }, account: string | null): Promise<KeptDraft>;
  find(id: string, account: string | null): KeptDraft;
  /** Sets what was typed beside what lies there now. */
  meet(draft: KeptDraft): Promise<void>;
  close(): void;
}

/** So many are remembered, of drafts and of what was read. */
const most = 60;

export function createDrafts(api: Pick<Api, 'log'>, door: EnteringDoor, desk: EnteringDesk): Drafts {
  const drafts = new Map<string, KeptDraft>();
  const seen = new Map<string, readonly (readonly string[])[]>();
  const queue = createSerialQueue();
  const off = new AbortController();
  const forgetOld = (map: Map<string, unknown>) => {
    for (const key of [...map.keys()].slice(0, Math.max(0, map.size - most))) map.delete(key);
  };
  const see = ({ digest, rows }: Sheet) => {
    seen.delete(digest);
    seen.set(digest, rows);
    forgetOld(seen);
  };

  async function sheetOf(place: Place): Promise<Sheet> {
    const sheet = await desk.sheet(place);
    if (typeof sheet === 'string') throw new Refusal(409, 'not_on_page', sheet);
    return sheet;
  }

  async function meet(draft: KeptDraft): Promise<void> {
    const now = await sheetOf(draft.place);
    const { rows } = draft.read;
    const of = setBeside(rows ?? now.rows, { disk: now.rows, typed: draft.rows }, draft.key);
    draft.met = { digest: now.digest, of: rows === null ? { ...of, together: null } : of, isTold: rows !== null };
    draft.state = 'met';
    see(now);
  }

  /** Tries it outside this process, in a folder of its own. */
  async function tryOut(draft: KeptDraft): Promise<void> {
    const scratch = await mkdtemp(join(tmpdir(), 'baijing-entering-'));
    try {
      for (const part of ['reference', 'alerts', 'access'])
        await cp(join(door.data, part), join(scratch, part), { recursive: true });
      await writeFile(join(scratch, `${draft.place.table}.csv`), draft.bytes ?? '');
      const locked = draft.place.table.startsWith('access/')
        ? await door.refusalOfRoles(join(scratch, 'access'), draft.account)
        : null;
      const asked = JSON.stringify({ data: scratch, own: door.data, table: draft.place.table });
      const onProgress = (step: Step) => void (draft.step = step);
      draft.tried = (await door.worker('entering', asked, { signal: off.signal, onProgress })) as Tried;
      if (locked !== null) draft.problems.push({ row: null, column: null, message: locked });
      draft.state = draft.problems.length > 0 || newFaults(draft.tried).length > 0 ? 'wrong' : 'checked';
    } catch (error) {
      draft.state = 'failed';
      if (!off.signal.aborted) api.log(`entering ${draft.place.table}: ${(error as Error).message}`);
    } finally {
      draft.step = null;
      await rm(scratch, { recursive: true, force: true });
    }
  }

  return {
    see,
    meet,
    async add({ table, read, text }, account) {
      const place = await desk.place(table);
      const sheet = await sheetOf(place);
      const { told, words } = await desk.columns(place, sheet);
      const typed = readTyped(text, sheet.taken.columns, words);
      const key = await desk.keyOf(place, sheet);
      const draft: KeptDraft = {
        id: randomUUID(),
        account,
        place,
        columns: told,
        key,
        read: { digest: read, rows: seen.get(read) ?? (read === sheet.digest ? sheet.rows : null), lines: sheet.lines },
        rows: typed.rows,
        bytes: null,
        text,
        state: 'wrong',
        step: null,
        problems: typed.problems,
        tried: null,
        met: null,
        effects: effectsOf(place),
        upload: null,
      };
      drafts.set(draft.id, draft);
      forgetOld(drafts);
      if (typed.problems.length > 0) return draft;
      if (read !== sheet.digest) {
        await meet(draft);
        return draft;
      }
      see(sheet);
      draft.bytes = bytesFor(sheet, draft);
      if (draft.bytes === null) return draft;
      draft.state = place.handed === null ? 'checking' : 'checked';
      if (place.handed === null) void queue.run(() => tryOut(draft));
      return draft;
    },
    find(id, account) {
      const draft = drafts.get(id);
      if (draft && draft.account === account) return draft;
      throw new Refusal(
        404,
        'unknown_draft',
        '这份填写不在了：服务重新启动过，或者过去太久。什么也没有保存。按浏览器的“后退”回到填写的页面，再预览一次。'
      );
    },
    close: () => off.abort(),
  };
}

/** The file as it would be; null where it cannot be, with the reason among the problems of the draft. */
function bytesFor(sheet: Sheet, draft: KeptDraft): Buffer | null {
  const wrong = (message: string) => (draft.problems.push({ row: null, column: null, message }), null);
  if (changedRows(sheet.rows, draft.rows, draft.key).length === 0 && sheet.rows.length === draft.rows.length)
    return wrong('没有改动：和现在文件里的一样。');
  const bytes = rewrite(sheet.taken, draft.rows, draft.key);
  if (bytes === null)
    return wrong('有的字写不进这个文件的编码（GB18030 的两字节）。请在服务器上另存为“CSV UTF-8”，再来填。');
  const again = takeApart(bytes);
  if (typeof again === 'string' || JSON.stringify(cellsOf(again)) !== JSON.stringify(draft.rows))
    return wrong('这些字写进文件再读出来会不一样，没有收下：多半是看不见的字符，请删去重填。');
  return bytes;
}

/** Faults that it brings; those that stood before are told and keep nobody from saving. */
export const newFaults = ({ faults, before }: Tried): Fault[] =>
  faults.filter((each) => !before.some((old) => old.file === each.file && old.message === each.message));

const effectsOf = (place: Place): string[] =>
  place.handed !== null
    ? [`保存以后，这些行作为文件“${nameOf(place)}”交上来，和别人交的文件一样：先预览、试导入，看哪些数会变，再导入。`]
    : place.table.startsWith('reference/')
      ? []
      : place.table.startsWith('access/')
        ? ['这张表不进版本，不改任何数和结论。保存以后，重新启动服务，账号的权限才照新的算。']
        : ['这张表不进版本，不改任何数和结论。保存以后，下一次看提醒和期限就照新的算。'];
