import type { Statement } from './statement.ts';
import type { Found } from './verify.ts';
import { brokenOf, type Watched } from './watch.ts';

/** What came of a verification: each has a sentence of its own, and none is said for another. */
export const verdicts = [
  'mistyped',
  'unknown',
  'signature_wrong',
  'key_unchecked',
  'true_same',
  'true_changed',
  'signature_only',
  'recomputed_otherwise',
] as const;
export type Verdict = (typeof verdicts)[number];

/** What else is to be known of a paper that is in the register. */
export interface Circumstances {
  /** Asked again of its own version, by what counted then; a text says why it cannot be. */
  then: Watched | string;
  /** Asked again of the current version; a text says why it cannot be. */
  now: Watched | string;
  /** The notices of changes that are signed for it, by their numbers. */
  revisions: readonly string[];
  /** How many numbers are others again than the last of these says. */
  unrevised: number;
  /** Papers of the same page that were sealed later, by their codes. */
  later: readonly string[];
  /** Since when it does not count any more, and why. */
  voided: { at: string; reason: string } | null;
  /** Whether another program or other content asks now than then. */
  isOtherBuild: boolean;
}

export interface Told {
  verdict: Verdict;
  sentence: string;
}

const isOf = ({ title, sealedAt, by, recipient }: Statement): string =>
  `《${title}》，${sealedAt.slice(0, 16).replace('T', ' ')} 由${by}签章${recipient === '' ? '' : `，印给${recipient}`}`;

/** Says what was found, where nothing more has to be asked; null of a paper in the register. */
export function sayFound(found: Found, { isOfAll }: { isOfAll: boolean }): Told | null {
  switch (found.is) {
    case 'mistyped':
      return { verdict: 'mistyped', sentence: `码打错了：${found.why}。请对着纸再打一遍。` };
    case 'unreadable':
      return {
        verdict: 'signature_wrong',
        sentence: '签名不符：这不是一份完整的签章文件或二维码，或者有一个字节被改动过。不能当真。',
      };
    case 'unknown':
      return {
        verdict: 'unknown',
        sentence: isOfAll
          ? '没有这个码：登记簿上没有印发过这样一份材料。没有签章的页面和文件也有校验码，要连网址一起核对。'
          : '没有这个码：您看得到的登记簿上没有这样一份材料。没有签章的页面和文件也有校验码，要连网址一起核对。',
      };
    case 'signature_wrong':
      return { verdict: 'signature_wrong', sentence: `签名不符：${found.why}。不能当真。` };
    case 'key_unchecked':
      return {
        verdict: 'key_unchecked',
        sentence: `签名自洽，但公钥未核对：${found.why}。谁都能自己做一把钥匙来签，请向发文单位核对公钥。`,
      };
    case 'signed':
      return {
        verdict: 'signature_only',
        sentence: isOfAll
          ? `签名是真的（${isOf(found.sealed.statement)}），但登记簿上没有这一份，只验了签名：登记簿可能是从较早的备份恢复的，请查。`
          : `签名是真的（${isOf(found.sealed.statement)}）。它不在您看得到的范围里，只验了签名；其后有没有变，请问发文单位。`,
      };
    case 'registered':
      return null;
  }
}

/** Says what became of a paper in the register. */
export function sayPaper(statement: Statement, about: Circumstances): Told {
  const { then, now, revisions, unrevised, later, voided, isOtherBuild } = about;
  const also = [
    ...(voided === null ? [] : [`这份材料已于 ${voided.at.slice(0, 10)} 作废：${voided.reason}。`]),
    ...(later.length === 0 ? [] : [`其后同一页又印发过：${later.join('、')}。请看最后那一份。`]),
  ].join('');
  const what = isOf(statement);
  if (typeof then === 'string')
    return { verdict: 'signature_only', sentence: `真，只验了签名（${what}）：${then}，纸上的数没有重算。${also}` };
  const wrong = then.numbers.filter(
    ({ state }) => state === 'differs' || state === 'unknown_now' || state === 'below_print'
  );
  if (wrong.length > 0)
    return {
      verdict: 'recomputed_otherwise',
      sentence: `重算不符：签名是真的（${what}），但用它写明的版本 ${statement.version} 重算，${wrong.length} 个数不是纸上的。${
        isOtherBuild ? '程序或图表的口径此后改过，可能因此不同；也可能它不是出自这个版本。' : '它不是出自这个版本。'
      }${also}`,
    };
  const lost = then.counts.not_comparable;
  if (lost > 0 && lost === then.numbers.length)
    return {
      verdict: 'signature_only',
      sentence: `真，只验了签名（${what}）：${then.reason ?? '这些图表现在没有了'}，纸上的数没有重算。${also}`,
    };
  const part = lost === 0 ? '' : `另有 ${lost} 个数的图表现在没有了，没有重算。`;
  if (typeof now === 'string')
    return { verdict: 'signature_only', sentence: `真，只验了签名（${what}）：${now}。${part}${also}` };
  const [broken, below, unasked] = [brokenOf(now), now.counts.below_print, now.counts.not_comparable];
  const notAsked =
    unasked === 0 ? '' : `另有 ${unasked} 个数现在不可比${now.reason === null ? '' : `（${now.reason}）`}。`;
  const belowSaid = below === 0 ? '' : `另有 ${below} 个数的数据动过，印出来还是一样。`;
  if (broken > 0 || unasked > 0)
    return {
      verdict: 'true_changed',
      sentence: `真（${what}），其后 ${broken} 个数有变${
        revisions.length === 0
          ? '，还没有说明'
          : `，见${revisions.join('、')}${unrevised === 0 ? '' : `；其中 ${unrevised} 个数此后又变了，还没有说明`}`
      }。${belowSaid}${notAsked}${part}${also}`,
    };
  return {
    verdict: 'true_same',
    sentence: `真，数据未变（${what}）：${statement.numbers.length - lost} 个数按现在的数据重问，${
      below === 0 ? '都和纸上一样' : '印出来都和纸上一样'
    }。${belowSaid}${part}${also}`,
  };
}
