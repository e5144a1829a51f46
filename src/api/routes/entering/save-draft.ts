import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { can, type Reader } from '#access';
import { keepParts, receivePart, writeUpload, type Upload } from '#clerks';
import { ChangedSince, changedRows, fileOfTable, refusalOfFile, saveFile } from '#entering';
import { Refusal, type SaveForm } from '#spec';
import { hashOf, zonedTime } from '#warehouse';
import type { Api, EnteringDoor } from '../../http/context.ts';
import { clean, personOf } from '../decisions/said.ts';
import { nameOf, type EnteringDesk } from './desk.ts';
import type { Drafts, KeptDraft } from './drafts.ts';

interface Saving {
  api: Api;
  door: EnteringDoor;
  desk: EnteringDesk;
  drafts: Drafts;
  reader: Reader;
}

/** Saves what was typed and tried, on record, with why and by which document. */
export async function saveDraft(
  draft: KeptDraft,
  form: SaveForm,
  { api, door, desk, drafts, reader }: Saving
): Promise<void> {
  const [basis, document] = [clean(form.basis), clean(form.document)];
  if (basis === null) throw new Refusal(400, 'no_basis', '请写明依据：为什么这样填。', { parameter: 'basis' });
  if (document === null) throw new Refusal(400, 'no_document', '请写明文号。', { parameter: 'document' });
  const by = personOf(reader) ?? (clean(form.person) === null ? null : `${clean(form.person)}（自报姓名）`);
  if (by === null) throw new Refusal(400, 'no_person', '请写明谁填的。', { parameter: 'person' });
  if (draft.state === 'met') throw metRefusal();
  if (draft.state !== 'checked' || draft.bytes === null)
    throw new Refusal(409, 'not_checked', '还没有核对完，或者核对没有过，什么也没有保存。');
  const { place, bytes, read } = draft;
  const file = fileOfTable(place.table);
  const changed = changedRows(read.rows ?? [], draft.rows, draft.key);
  const details = {
    file,
    basis,
    document,
    rows: changed.length,
    cells: changed.slice(0, 20).map(({ before, after }) => sayChange(draft, before, after)),
  };
  if (place.handed !== null) {
    const now = await desk.sheet(place);
    if (typeof now === 'string' || now.digest !== read.digest) return meetAndRefuse(draft, drafts);
    draft.upload = await handIn(draft, api, reader, by);
    const hashes = { before: read.digest, after: hashOf(bytes) };
    api.record({
      stream: 'content',
      by,
      event: 'content_handed',
      details: { ...details, ...hashes, upload: draft.upload },
    });
    draft.state = 'saved';
    return;
  }
  const path = desk.pathOf(place);
  const refusal = (await door.refusal?.()) ?? (await refusalOfFile(path)) ?? (await lockedOut(draft, door));
  if (refusal !== null) throw new Refusal(409, 'not_saved', refusal);
  const write = (event: string) => (after: string) =>
    api.record({ stream: 'content', by, event, details: { ...details, before: read.digest, after } });
  try {
    await saveFile(path, {
      before: read.digest,
      bytes,
      record: write('content_saved'),
      takeBack: write('content_not_saved'),
    });
  } catch (error) {
    if (error instanceof ChangedSince) return meetAndRefuse(draft, drafts);
    throw error;
  }
  draft.state = 'saved';
  door.onSaved();
}

const metRefusal = () =>
  new Refusal(
    409,
    'changed_since',
    '您读了以后，别人改了这个文件，什么也没有保存。两边改的都列在预览的页面上，请看过再存。'
  );

async function meetAndRefuse(draft: KeptDraft, drafts: Drafts): Promise<never> {
  await drafts.meet(draft);
  throw metRefusal();
}

/** Accounts may be others than when it was tried. */
async function lockedOut({ place, bytes, account }: KeptDraft, door: EnteringDoor): Promise<string | null> {
  if (!place.table.startsWith('access/')) return null;
  const scratch = await mkdtemp(join(tmpdir(), 'baijing-roles-'));
  try {
    await cp(join(door.data, 'access'), join(scratch, 'access'), { recursive: true });
    await writeFile(join(scratch, `${place.table}.csv`), bytes ?? '');
    return await door.refusalOfRoles(join(scratch, 'access'), account);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Puts the rows where files wait that were sent to be loaded. */
async function handIn({ place, bytes }: KeptDraft, { warehouse }: Api, reader: Reader, by: string): Promise<string> {
  const body = async function* () {
    yield bytes ?? Buffer.alloc(0);
  };
  const part = await receivePart(warehouse.folder, body(), () => undefined);
  await keepParts(warehouse.folder, [part]);
  const upload: Upload = {
    id: randomUUID(),
    at: zonedTime(new Date()),
    by: reader.account === null ? by : reader.name,
    ...(reader.account === null ? {} : { account: reader.account }),
    ...(can(reader, 'shared') ? {} : { scope: reader.scope }),
    files: [{ name: nameOf(place), sha256: part.sha256, bytes: part.bytes }],
    asked: null,
    version: null,
  };
  await writeUpload(warehouse.folder, upload);
  return upload.id;
}

/** A change as the record says it: which row, and each cell that is another. */
function sayChange({ columns, read, rows, key }: KeptDraft, before: number | null, after: number | null): string {
  const [was, is] = [before === null ? null : read.rows?.[before], after === null ? null : rows[after]];
  const named =
    key
      .map((at) => (is ?? was)?.[at] ?? '')
      .filter((cell) => cell !== '')
      .join(' ') || '一行';
  const shown = (cell: string | undefined) => (cell === undefined || cell === '' ? '空' : cell.slice(0, 60));
  if (!was) return `${named}：新增`;
  if (!is) return `${named}：删去`;
  const cells = columns.flatMap(({ title }, at) =>
    was[at] === is[at] ? [] : [`${title} ${shown(was[at])} → ${shown(is[at])}`]
  );
  return `${named}：${cells.join('，')}`;
}
