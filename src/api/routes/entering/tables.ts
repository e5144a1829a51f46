import { inWords, noticeOfTable, openOf, refusalOfFile, fileOfTable, type Place } from '#entering';
import { civilDay, writePasted, type EnteredTable, type Entering, type Judging } from '#spec';
import type { EnteringDesk, Notices } from './desk.ts';

/** The tables of one notice and those of all, each with what is open of it. */
export async function listTables(
  desk: EnteringDesk,
  { asked, asOf, judging }: { asked: string | undefined; asOf: string | null; judging: Judging }
): Promise<Entering> {
  const notices = await desk.notices();
  const notice = notices.folders.some((each) => each.notice === asked) ? asked! : inForce(notices, asOf);
  const places = (await desk.places(notices)).filter(({ table }) => [null, notice].includes(noticeOfTable(table)));
  const open = notices.open.filter((each) => each.notice === notice);
  const files = new Set(places.map(({ table }) => fileOfTable(table)));
  const tables = await Promise.all(places.map((place) => tableLine(desk, place, open)));
  const [first] = places.filter(({ handed }) => handed === null);
  return {
    notices: notices.folders.toReversed().map((each) => ({
      notice: each.notice,
      title: each.tables.get('notice')?.rows[0]?.cells.title ?? each.notice,
      isInForce: each.notice === inForce(notices, asOf),
      open: notices.open.filter((item) => item.notice === each.notice).length,
    })),
    notice,
    tables,
    others: open.filter(({ file }) => !files.has(file)).map(({ item }) => item),
    readOnly: first === undefined ? null : await refusalOfFile(desk.pathOf(first)),
    judging,
  };
}

async function tableLine(desk: EnteringDesk, place: Place, open: Notices['open']): Promise<Entering['tables'][number]> {
  const { table, title, group, says, handed } = place;
  const sheet = await desk.sheet(place);
  const file = fileOfTable(table);
  return {
    table,
    title,
    group,
    says,
    file,
    rows: typeof sheet === 'string' ? null : sheet.rows.length,
    open: table.startsWith('reference/') ? open.filter((each) => each.file === file).length : null,
    refusal: typeof sheet === 'string' && handed === null ? sheet : null,
  };
}

/** The notice that was issued last and had come by a day; null where there is none. */
function inForce({ folders }: Notices, asOf: string | null): string | null {
  const day = asOf ?? civilDay(new Date());
  const issued = folders.filter(({ tables }) => (tables.get('notice')?.rows[0]?.cells.issued_on ?? '') <= day);
  return (issued.at(-1) ?? folders.at(-1))?.notice ?? null;
}

/** One table as it lies there; a text says why it cannot be filled in on a page. */
export async function tableAnswer(desk: EnteringDesk, place: Place): Promise<EnteredTable | string> {
  const { table, title, says, handed } = place;
  const sheet = await desk.sheet(place);
  if (typeof sheet === 'string') return sheet;
  const { told, words } = await desk.columns(place, sheet);
  const file = fileOfTable(table);
  const open = handed === null ? openOf((await desk.notices()).open, file, sheet.taken.columns) : [];
  const saved = desk.saved(file).filter(({ event }) => event === 'content_saved' || event === 'content_handed');
  const [last] = saved.filter(({ event }) => event === 'content_saved');
  return {
    table,
    title,
    says,
    file,
    isHanded: handed !== null,
    digest: sheet.digest,
    columns: told,
    rows: sheet.rows,
    lines: sheet.lines,
    text: writePasted([told.map((each) => each.title), ...sheet.rows]),
    open: open.map(({ line, column, item }) => ({ line, column, item: inWords(item, words) })),
    saved: saved.slice(0, 12).map(({ at, by, basis, document, rows, after }) => ({
      at,
      by,
      basis,
      document,
      rows,
      isLast: after === sheet.digest,
    })),
    isOfRecord: last === undefined ? null : last.after === sheet.digest,
    readOnly: handed === null ? await refusalOfFile(desk.pathOf(place)) : null,
  };
}
