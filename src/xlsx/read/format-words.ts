/** What the words around a number say of it. */
export interface Said {
  /** A unit of money in yuan, as it is written in a cell: 元, 千元, 万, 亿元 …; '' where there is none. */
  unit: string;
  /** By how many places the unit is more than a yuan. */
  power: number;
  /** The words bear on the value and are not understood: 约, 余, USD, 万美元, 万股. */
  isOdd: boolean;
  /** They count something that is no money: 套, 人, 分. */
  isCount: boolean;
  /** Words that are neither known nor of such kind. */
  isUnknown: boolean;
}

const yuan = /^(?:人民币|RMB|CNY|CN¥|¥)+/i;
const moneyUnit = /^(十|百|千|万|十万|百万|千万|亿|十亿|百亿|千亿|万亿)?(元|圆|块)?$/;
const powers: Readonly<Record<string, number>> = {
  '': 0,
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  十万: 5,
  百万: 6,
  千万: 7,
  亿: 8,
  十亿: 9,
  百亿: 10,
  千亿: 11,
  万亿: 12,
};
/** Counters and other dress of a number that change nothing of it. */
const dress =
  /^(?:第|共|计|合计|小计|总计|[:：]|[个人名位户家项条件份台套辆批次期天日月年度分号页处座间所张只篇种类级组班队吨亩岁周季倍步]|小时|分钟|平方|立方|公里|米|[/.,，。;；()（）[\]【】%])*$/;
/** A counter among the dress. */
const count = /[^第共计合小总:：/.,，。;；()（）[\]【】%]/;
/** Of an amount that is none exactly, or of another money, or of a scale that is none of money. */
const odd =
  /[约近余多超逾上下内外左右以±~～≈<>≤≥十百千万亿兆‰角]|不足|不到|美元|美金|港元|港币|欧元|英镑|日元|日圆|韩元|卢布|澳元|加元|法郎|新台币|台币|外币|[$€£₩₽₹฿円]|JPY|USD|EUR|GBP|HKD|KRW|RUB|TWD|AUD|CAD|CHF|SGD|Rs\b/i;

/** Of a rate: `/年`, `每月`. */
const each = /^(?:\/[^\d/]|每)/;

/** Reads what stands before and behind the digits of a format: `¥` … `万元整`. */
export function readWords(before: string, behind: string): Said {
  const prefix = tight(before).replace(yuan, '');
  const suffix = tight(behind)
    .replace(/(?:人民币|RMB|CNY)$/i, '')
    .replace(/^\((.*)\)$/, '$1');
  const unit = moneyUnit.exec(suffix.replace(/(?<=[元圆])[整正]$/, ''));
  const words = unit ? prefix : prefix + suffix;
  const isDress = dress.test(prefix) && (unit !== null || dress.test(suffix));
  const isOdd = each.test(suffix) || (!isDress && (odd.test(words) || suffix.includes('+')));
  return {
    unit: unit ? unit[0] : '',
    power: powers[unit?.[1] ?? ''] ?? 0,
    isOdd,
    isCount: isDress && unit === null && count.test(words),
    isUnknown: !isDress && !isOdd && words !== '' && !/^[-+()]*$/.test(words),
  };
}

const tight = (words: string) =>
  words
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]/gu, '')
    .replaceAll('￥', '¥')
    .replace(/[萬億仟佰拾圓]/g, (found) => everyday[found]!);

const everyday: Readonly<Record<string, string>> = { 萬: '万', 億: '亿', 仟: '千', 佰: '百', 拾: '十', 圓: '圆' };
