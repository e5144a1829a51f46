import { openPeople } from './people.ts';
import { openStock } from './stock.ts';
import { openOut, type Out } from './out.ts';
import { cellTable } from './cell-tables.ts';
import { line } from './sound.ts';
import { writeLineFaults } from './line-faults.ts';
import { writeTextFaults } from './text-faults.ts';
import { writeBookFaults } from './book-faults.ts';
import { writeRowFaults } from './row-faults.ts';
import { writeMeaningFaults } from './meaning-faults.ts';
import { writeIdentityFaults } from './identity-faults.ts';
import { writeNoData } from './no-data.ts';
import { writeShapes } from './shapes.ts';
import { SOURCES, type Rec, type SourceName } from './records.ts';
import type { OnPlanted } from './planted.ts';
import type { Province } from '../province.ts';

const ENCODINGS = ['utf-8-bom', 'gb18030', 'utf-16le', 'utf-8'] as const;

/**
 * Writes the files with planted errors beside those of the province,
 * and tells of each error and of each odd cell that is right.
 */
export function writeDirt(
  province: Province,
  folder: string,
  { onFile, onPlanted }: { onFile: (path: string) => void; onPlanted: OnPlanted }
): void {
  const people = openPeople(province.seed, openStock(province));
  const out = openOut(folder, onFile, onPlanted);
  for (const [i, source] of (Object.keys(SOURCES) as SourceName[]).entries()) {
    const { title } = SOURCES[source];
    out.csv(`${title}_格差错_示例数据.${i === 6 ? 'tsv' : 'csv'}`, cellTable(source, 'csv', people), {
      encoding: ENCODINGS[i % 4],
      separator: i === 6 ? '\t' : ',',
    });
    people.nextFile();
    out.xlsx(`${title}_格差错_示例数据.xlsx`, [{ name: 'Sheet1', table: cellTable(source, 'xlsx', people) }]);
    people.nextFile();
  }
  writeLineFaults(out, people);
  writeRowFaults(out, people);
  writeTextFaults(out, people);
  writeBookFaults(out, people);
  writeMeaningFaults(out, people);
  writeIdentityFaults(out, people);
  writeNoData(out, people);
  writeShapes(out, people);
  writeRest(
    out,
    '项目基本信息表',
    people.handedIn().map((project) => people.recordOf('项目基本信息表', project))
  );
  writeRest(out, '流程记录', people.recommended());
}

/** What belongs to the planted lines, rightly. */
function writeRest(out: Out, source: SourceName, records: readonly Rec[]): void {
  const { headers, title } = SOURCES[source];
  out.csv(`${title}_补报_示例数据.csv`, {
    above: [[`${title}（示例数据）`, ...headers.slice(1).map(() => '')]],
    header: [headers],
    lines: records.map((record) => line(source, record)),
  });
}
