import type { Reader } from '#access';
import type { Schedule } from '#alerts/briefs';
import type { Made } from '#alerts/sender';
import { readingOnly, type BriefAsked, type MadeBrief } from './made-brief.ts';

/** For whom it is made, and by what: a process of its own (fork-brief.ts). */
export interface BriefFor {
  reader: Reader;
  to: string | null;
  /** Of the addresses that people open. */
  origin: string | null;
  make: (asked: BriefAsked) => Promise<MadeBrief>;
}

/**
 * What is sent of a page on a schedule, as its receiver sees it now: text and address, and the file where it is wanted.
 * What could not be made is said; where there is nothing to say nothing is sent, unless that was asked for.
 */
export async function prepareBrief(
  { name, page, format, sendsEmpty }: Pick<Schedule, 'name' | 'page' | 'format' | 'sendsEmpty'>,
  { reader, to, origin, make }: BriefFor
): Promise<Made> {
  const { capabilities, ...as } = readingOnly(reader);
  const asked: BriefAsked = { page, format, reader: { ...as, capabilities: [...capabilities] } };
  const made = await make(asked);
  if (made.isEmpty && !sendsEmpty) return { dropped: '没有内容，按设置不发' };
  const { title, version, parts, failed, pdf, noPdf } = made;
  const where = Object.values(reader.scope).flat().join('、') || '全部';
  return {
    to,
    subject: `百景简报：${name}`,
    lines: [
      `${title}（范围：${where}；数据版本 ${version}）`,
      ...(made.isEmpty ? ['这一期没有内容。'] : []),
      ...failed.map((part) => `没有做成：${part.title}（${part.reason}）`),
      ...(noPdf === null ? [] : ['PDF 没有做成，请打开下面的地址看。']),
      ...parts.map((part) => `${part.title}：${part.rows} 行`),
    ],
    link: origin === null ? null : `${origin}${page}`,
    ...(pdf === null ? {} : { files: [{ name: `${name}.pdf`, type: 'application/pdf', bytes: pdf }] }),
  };
}
