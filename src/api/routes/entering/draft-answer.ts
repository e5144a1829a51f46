import { changedRows, fileOfTable, inWords, columnIn, noticeOfTable, refusalOfFile } from '#entering';
import { writePasted, type Draft } from '#spec';
import { sayFault } from '#spec/content';
import { outcomeAnswer } from '../uploads/answers.ts';
import type { EnteringDesk } from './desk.ts';
import { newFaults, type KeptDraft } from './drafts.ts';

/** What was typed, as it is told: what is wrong by row and column, what it changes, and what that changes. */
export async function draftAnswer(draft: KeptDraft, desk: EnteringDesk, headline: readonly string[]): Promise<Draft> {
  const { id, place, columns, read, rows, state, step, text, tried, met } = draft;
  const file = fileOfTable(place.table);
  const titles = new Map(columns.map((each) => [each.name, each]));
  const names = columns.map(({ name }) => name);
  const brought = tried === null ? [] : newFaults(tried);
  const notice = noticeOfTable(place.table);
  const within = (items: readonly { notice: string; item: string; file: string }[] = []) =>
    items.filter((each) => notice === null || each.notice === notice);
  const open = { before: within(tried?.open.before), after: within(tried?.open.after) };
  const missing = (one: typeof open.before, other: typeof open.before) =>
    one.filter((each) => !other.some(({ item, file }) => item === each.item && file === each.file));
  const titled = (words: string) => inWords(words, titles);
  const before = read.rows ?? [];
  return {
    id,
    table: place.table,
    title: place.title,
    file,
    isHanded: place.handed !== null,
    columns: [...columns],
    state,
    step: step === null ? null : [step.step, step.detail].filter(Boolean).join(' '),
    text,
    problems: [
      ...draft.problems.map(({ row, column, message }) => ({ row, column, message })),
      ...brought
        .filter((fault) => fault.file === file)
        .map(({ line, message }) => ({
          row: line,
          column: titled(columnIn(message, names) ?? '') || null,
          message: titled(message),
        })),
    ],
    elsewhere: brought.filter((fault) => fault.file !== file).map(sayFault),
    stood: tried === null ? [] : tried.faults.filter((fault) => !brought.includes(fault)).map(sayFault),
    changes: changedRows(before, rows, draft.key).map((pair) => ({
      line: pair.before === null ? null : (read.lines[pair.before] ?? null),
      before: pair.before === null ? null : [...before[pair.before]!],
      after: pair.after === null ? null : [...rows[pair.after]!],
    })),
    opened: missing(open.after, open.before).map(({ item }) => titled(item)),
    settled: missing(open.before, open.after).map(({ item }) => titled(item)),
    open: tried === null || !place.table.startsWith('reference/') ? null : open.after.length,
    outcome: tried?.outcome ? outcomeAnswer(tried.outcome, headline) : null,
    effects: [...draft.effects],
    met:
      met === null
        ? null
        : {
            digest: met.digest,
            rows: met.of.rows.map(({ read, disk, typed }) => ({
              read: read && [...read],
              disk: disk && [...disk],
              typed: typed && [...typed],
            })),
            isTold: met.isTold,
            text: writePasted([columns.map(({ title }) => title), ...(met.of.together ?? rows)]),
            isTorn: met.of.together === null,
          },
    digest: read.digest,
    upload: draft.upload,
    readOnly: place.handed === null ? await refusalOfFile(desk.pathOf(place)) : null,
  };
}
