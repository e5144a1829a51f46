import { hashOf } from '#warehouse';
import type { QuotaFile } from './quota-files.ts';

type Bound = { at?: number; of_previous?: string };

const bound = ({ at, of_previous: part }: Bound): string =>
  [...(at === undefined ? [] : [`${at} 个`]), ...(part === undefined ? [] : [`上年的 ${part}`])].join('、');

const words: Readonly<Record<string, (value: unknown) => string>> = {
  floor: (value) => `每市不少于 ${bound(value as Bound)}`,
  ceiling: (value) => `每市不超过 ${bound(value as Bound)}`,
  method: () => '分法',
  penalty: (value) => (value === null ? '不扣名额' : '扣名额的办法'),
};

/**
 * The note and the hash of a rule where keys that were asked go before its own: it is another rule, and what its note
 * says, as that it has no floor, may no longer hold.
 */
export function saidInstead(
  { note, hash }: Pick<QuotaFile, 'note' | 'hash'>,
  instead: Readonly<Record<string, unknown>>
): { note: string; hash: string } {
  const said = Object.entries(instead).map(([key, value]) => words[key]?.(value) ?? key);
  if (said.length === 0) return { note, hash };
  return {
    note: `这次另定了${said.join('、')}，不照规则所写。${note === '' ? '' : `规则自己的说明：${note}`}`,
    hash: hashOf(JSON.stringify([hash, instead])),
  };
}
