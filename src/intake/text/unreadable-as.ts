import { saveAsWorkbook, Unreadable } from '../unreadable.ts';
import { visible } from '../visible.ts';
import type { Garbled } from './garbled.ts';

const shown = 40;

/** A file that reads as other characters than were written: which encoding it is, and where to take it from. */
export const unreadableAs = ({ what, meant, isWhole }: Garbled): Unreadable => {
  const beginning = visible(meant.replace(/\s+/g, ' ').trim().slice(0, shown));
  const fix = isWhole
    ? `${saveAsWorkbook}；打开时看得懂再存`
    : '乱码里丢掉的字补不回来：请找到没有乱的原文件，另存为“Excel 工作簿（*.xlsx）”后再交';
  return new Unreadable('mojibake', `文件${what}；写的是“${beginning}……”`, fix);
};
