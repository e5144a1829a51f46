import type { People } from './people.ts';
import { SOURCES, type Rec, type SourceName } from './records.ts';
import type { Cell, Line, Table } from './table.ts';

/** A line as the system exports it, some of its cells otherwise. */
export const line = (source: SourceName, record: Rec, changed: Readonly<Record<string, Cell>> = {}): Line => ({
  cells: SOURCES[source].headers.map((header) => changed[header] ?? record[header] ?? ''),
  flaws: [],
});

/** A small table without an error. Its lines speak of projects that are handed in. */
export function soundTable(source: SourceName, people: People, { lines = 4 }: { lines?: number } = {}): Table {
  return {
    above: [],
    header: [SOURCES[source].headers],
    lines: Array.from({ length: lines }, () => line(source, people.record(source))),
  };
}
