import type { Packed } from './make.ts';
import type { Proof } from './prove.ts';
import type { Registered } from './register.ts';
import type { Verified } from './verify.ts';

const sizeOf = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MB`;

const sayProven = ({ tables, figures }: Packed['differing']): string =>
  `，已用它重算过一遍，${tables.length + figures.length === 0 ? '与包里的相同' : '不同的写在下面'}`;

/** For a terminal: what was packed, and what to note down of it. */
export const reportPacked = ({
  out,
  version,
  selection,
  seal,
  files,
  bytes,
  figures,
  formulas,
  statements,
  isProven,
  differing,
  left,
}: Packed): string[] => [
  `已装好 ${out}：版本 ${version}，${selection}`,
  `${files} 个文件，解开 ${sizeOf(bytes)}；主要的数 ${figures} 个，其中 ${formulas} 个在 复算.xlsx 里是公式；recompute.sql ${statements} 步${isProven ? sayProven(differing) : ''}`,
  `校验码 ${seal}`,
  '请把校验码抄下、或写进移交单：核对时用它认出是不是原来这一个包。',
  ...left.map((line) => `　${line}`),
];

/** The same of a package that was held against itself; the answer of the record where there is one. */
export function reportVerified(
  { faults, seal, files, bytes, info }: Verified,
  registered: Registered | null | undefined
): string[] {
  if (faults.length > 0)
    return [
      `这个包不对，有 ${faults.length} 处：`,
      ...faults.slice(0, 50).map(({ says }) => `　${says}`),
      ...(faults.length > 50 ? [`　还有 ${faults.length - 50} 处`] : []),
    ];
  const known =
    registered === undefined
      ? '这里没有记录可查：是不是原来那一个，请对照移交时的校验码。'
      : registered === null
        ? '这里的记录里没有这个包：它自身一致，但不是从这个数据仓库装的，或者没有登记。'
        : `记录里有这个包：${registered.at} 由 ${registered.by ?? '（没有写姓名）'} 从版本 ${registered.version} 装出。`;
  return [
    `包是完整的：${files} 个文件（${sizeOf(bytes)}）与它自己的清单逐字节一致。`,
    `版本 ${info['External-Identifier'] ?? '—'}，${info['Baijing-Selection'] ?? '—'}`,
    `校验码 ${seal ?? '—'}`,
    known,
    '自身一致不等于没有整个换过：校验码和移交时的一样，才是原来那一个。',
  ];
}

/** The same of one that was worked out again. */
export function reportProved({ tables, figures, differing }: Proof): string[] {
  const wrong = differing.tables.length + differing.figures.length;
  return [
    `从包里交来的文字重算了 ${tables} 张表、${figures} 个数，不同的 ${wrong} 处${wrong === 0 ? '。' : '：'}`,
    ...differing.tables.map(({ table, expected, found }) => `　${table}：包里 ${expected} 行，重算 ${found} 行`),
    ...differing.figures
      .slice(0, 50)
      .map(
        ({ metric, batch, city, expected, found }) =>
          `　${metric} ${batch || '全部批次'} ${city || '全部市'}：包里 ${expected ?? '未知'}，重算 ${found ?? '未知'}`
      ),
  ];
}
