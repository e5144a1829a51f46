import type { ColumnInfo, QuotaTried, Row } from '#spec';

const text = (name: string, title: string): ColumnInfo => ({ name, title, type: 'string', unit: null });
const count = (name: string, title: string): ColumnInfo => ({
  name,
  title,
  type: 'number',
  unit: '个',
  format: 'count',
});

/** Rows are copied out of files: each says that it is no basis, and no column is called as one that is handed in. */
export const quotaColumns: readonly ColumnInfo[] = [
  text('scenario', '测算'),
  text('rule', '测算规则'),
  text('city', '测算的市'),
  count('actual', '上年实际名额'),
  count('seats', '测算名额'),
  count('least', '测算名额，至少（未结论全不通过）'),
  count('most', '测算名额，至多（未结论全通过）'),
  count('change', '比上年实际'),
  count('falls', '会落下的项目'),
  count('listed_least', '其中揭榜，至少'),
  count('listed_most', '其中揭榜，至多'),
  count('accepted_least', '其中验收通过，至少'),
  count('accepted_most', '其中验收通过，至多'),
  count('free', '会空出的名额'),
  text('weight', '权数'),
  text('share', '应得（精确）'),
  text('hash', '规则文件的哈希'),
];

/** A row a rule and city. */
export const quotaRows = ({ watermark, cities, rules }: QuotaTried): Row[] =>
  rules.flatMap(({ title, hash, cities: own }) =>
    cities.flatMap(({ city, actual }) => {
      const tried = own[city];
      if (tried === undefined) return [];
      const { seats, between, change, falls, listed, accepted, free, weight, share } = tried;
      return {
        scenario: watermark,
        rule: title,
        city,
        actual,
        seats,
        least: between?.[0] ?? null,
        most: between?.[1] ?? null,
        change,
        falls,
        listed_least: listed[0],
        listed_most: listed[1],
        accepted_least: accepted[0],
        accepted_most: accepted[1],
        free,
        weight,
        share,
        hash,
      };
    })
  );
