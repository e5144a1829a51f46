import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDefault, readArguments, USAGE, type Order } from './arguments.ts';
import { listOf } from './dirty/list.ts';
import type { Planted } from './dirty/planted.ts';
import { writeDirt } from './dirty/write.ts';
import { clear, LIST, NOTE } from './folder.ts';
import { writeNextCall } from './next-call/write.ts';
import { note } from './note.ts';
import { writeReference } from './other-province.ts';
import { plan } from './province.ts';
import { writeProvince } from './write.ts';

let order: Order | 'help';
try {
  order = readArguments(process.argv.slice(2));
} catch (error) {
  console.error(`${(error as Error).message}\n\n${USAGE}`);
  process.exit(2);
}

if (order === 'help') {
  console.log(USAGE);
} else {
  try {
    if (order.province !== null) {
      const own = join(order.out, 'reference');
      writeReference(order.province, own);
      process.env.BAIJING_REFERENCE = own;
      order.out = join(order.out, '交来的表');
    }
    clear(order.out);
    const planted: Planted[] = [];
    const onPlanted = (one: Planted) => void planted.push(one);
    const files = writeProvince(plan(order), order.out, onPlanted);
    // The call after those of the notice is of this province alone, as it is without dirt: it names firms of it.
    if (isDefault(order) && !order.isDirty) files.push(...writeNextCall(order.out));
    if (order.isDirty) {
      writeDirt(plan(order), order.out, { onFile: (path) => files.push(path), onPlanted });
      writeFileSync(join(order.out, LIST), listOf(planted));
    }
    writeFileSync(join(order.out, NOTE), note(order, files, planted));
    console.log(`${order.out}：${order.projects} 个项目，${files.length} 个文件（示例数据）`);
  } catch (error) {
    console.error(`没有写成：${(error as Error).message}`);
    process.exit(1);
  }
}
