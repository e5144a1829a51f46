import { join } from 'node:path';
import { readTable } from '#pipeline';
import { notOneOf, sayFault, type Fault } from '#spec/content';

/** A province as `provinces.csv` lists it. */
export interface ListedProvince {
  /** Its folder, which holds its own `reference` and `warehouse`. */
  folder: string;
  /** What it is called among the others. */
  title: string;
  /** Where its own server is reached, which alone has rows, proofs and decisions; null: nobody said. */
  address: string | null;
  /** Its numbers are told to be old when its last load is more days ago; null: never. */
  staleAfter: number | null;
}

/** That a value of one province is the same thing as one of others, by whose word. */
export interface SameName {
  dimension: string;
  folder: string;
  value: string;
  told: string;
}

export interface ProvinceTables {
  provinces: ListedProvince[];
  same: SameName[];
  faults: Fault[];
}

const files = {
  provinces: { name: 'provinces.csv', columns: ['folder', 'title', 'address', 'stale_after_days', 'note'] },
  same: { name: 'same.csv', columns: ['dimension', 'folder', 'value', 'told', 'basis'] },
};

/** Which provinces are read together, and what of them is the same thing, as an office wrote it down. */
export async function readProvinces(
  folder: string,
  { told, dimensions }: { told: (name: string) => boolean; dimensions: readonly string[] }
): Promise<ProvinceTables> {
  const faults: Fault[] = [];
  const listed = await rowsIn(folder, files.provinces, faults);
  const provinces: ListedProvince[] = [];
  for (const { line, cells } of listed) {
    const { folder: own = '', title = '', address = '', stale_after_days: days = '' } = cells;
    const fault = (message: string) => faults.push({ file: files.provinces.name, line, message });
    const called = title === '' ? own : title;
    if (!/^[^/\\.][^/\\]*$/.test(own)) fault(`folder 要是这个文件夹里的一个文件夹名（写的是 ${own || '空'}）。`);
    else if (called.includes('·') || called.includes('、')) fault(`title 里不能有“·”和“、”：${called}。`);
    else if (provinces.some((each) => each.folder === own || each.title === called))
      fault(`${called}（${own}）写了两次。`);
    else if (address !== '' && !isAddress(address))
      fault(`address 要写成 https://baijing.example.gov.cn（写的是 ${address}）。`);
    else if (days !== '' && !/^[1-9]\d{0,3}$/.test(days)) fault(`stale_after_days 要是天数（写的是 ${days}）。`);
    else
      provinces.push({
        folder: own,
        title: called,
        address: address === '' ? null : address.replace(/\/$/, ''),
        staleAfter: days === '' ? null : Number(days),
      });
  }
  const same: SameName[] = [];
  for (const { line, cells } of await rowsIn(folder, files.same, faults, { isNeeded: false })) {
    const { dimension = '', folder: own = '', value = '', told: as = '', basis = '' } = cells;
    const fault = (message: string) => faults.push({ file: files.same.name, line, message });
    if (!told(dimension)) fault(notOneOf('不能写成同一个的维度', dimension, dimensions.filter(told)));
    else if (!provinces.some((each) => each.folder === own))
      fault(
        notOneOf(
          '没有省',
          own,
          provinces.map((each) => each.folder)
        )
      );
    else if (value === '' || as === '' || as.includes('·')) fault('value 和 told 都要写，told 里不能有“·”。');
    else if (basis === '') fault('basis 要写明凭什么算同一个。');
    else if (same.some((each) => each.dimension === dimension && each.folder === own && each.value === value))
      fault(`${own} 的 ${value} 写了两次。`);
    else if (same.some((each) => each.dimension === dimension && each.folder === own && each.told === as))
      fault(`${own} 的两个 ${dimension} 都写成 ${as}：一个省里不同的，不能合成一个。`);
    else same.push({ dimension, folder: own, value, told: as });
  }
  return { provinces, same, faults };
}

/** A table that does not hold is told by its first fault. */
export function needSound({ faults }: Pick<ProvinceTables, 'faults'>): void {
  const [first] = faults;
  if (first !== undefined)
    throw new Error(`${sayFault(first)}${faults.length > 1 ? `（共 ${faults.length} 处）` : ''}`);
}

interface CsvRow {
  line: number;
  cells: Readonly<Record<string, string>>;
}

async function rowsIn(
  folder: string,
  { name: file, columns }: { name: string; columns: readonly string[] },
  faults: Fault[],
  { isNeeded = true } = {}
): Promise<readonly CsvRow[]> {
  const { table, wrong } = await readTable({ path: join(folder, file), notice: null }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      const says = `没有这个文件：${join(folder, file)} 写明有哪些省。`;
      return { table: null, wrong: isNeeded ? [{ line: null, message: says }] : [] };
    }
  );
  faults.push(...wrong.map((each) => ({ file, ...each })));
  if (table === null) return [];
  const lacking = columns.filter((each) => !table.columns.includes(each));
  for (const each of lacking) faults.push({ file, line: 1, message: `缺列 ${each}。` });
  for (const each of table.columns.filter((name) => !columns.includes(name)))
    faults.push({ file, line: 1, message: notOneOf('没有列', each, columns) });
  return lacking.length > 0 ? [] : table.rows;
}

function isAddress(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
}
