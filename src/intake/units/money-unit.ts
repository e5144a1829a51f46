/** A unit of money as somebody wrote it. */
export interface MoneyUnit {
  /** `元`, `万元`, `千元`, `亿元` … of RMB; of other money as written. */
  unit: string;
  /** The rest of the program reads amounts in it. */
  isRead: boolean;
}

const rmb = '人民[币幣]|中国人民币|rmb|cny|¥';
const scale = '十|拾|百|佰|千|仟|[十百千拾佰仟]?[万萬亿億]|万亿';
const coin = '元|圆|圓|yuan';
const foreign =
  '美元|美金|港元|港币|澳门元|澳门币|新台币|台币|欧元|欧|日元|日圆|英镑|韩元|韩币|澳元|澳币|加元|加币|新加坡元|新币|卢布|法郎|泰铢|卢比|' +
  'usd|us\\$|hkd|hk\\$|eur|jpy|gbp|krw|aud|cad|\\$|€|£';

/** A unit of money in a folded text; its groups are `scale`, `coin`, `foreign`. */
export const moneyPattern =
  `(?:(?:${rmb}) ?)?(?:(?<scale>${scale})(?:${rmb})?)?(?:(?<coin>${coin})|(?<foreign>${foreign}))` +
  `|(?:${rmb})?(?<bare>[十百千拾佰仟]?[万萬亿億])`;

const whole = new RegExp(`^(?:${moneyPattern})(?:${rmb})?整?$`);

/** Reads a folded text that is a unit of money and nothing else: `万元`, `人民币万元`, `万`, `元人民币`. */
export function moneyUnit(folded: string): MoneyUnit | null {
  const groups = whole.exec(folded)?.groups;
  return groups ? unitOf(groups) : null;
}

/** The unit that the groups of `moneyPattern` tell. */
export function unitOf({ scale: scaled = '', bare = '', foreign: other = '' }: RegExpMatchArray['groups'] & object) {
  const unit = everyday(scaled + bare) + (other || '元');
  return { unit, isRead: unit === '元' || unit === '万元' };
}

const everyday = (text: string): string =>
  text.replace(/[萬億仟佰拾]/g, (found) => ({ 萬: '万', 億: '亿', 仟: '千', 佰: '百', 拾: '十' })[found] as string);

const measures =
  '个|項|项|件|条|分|名|家|次|位|天|日|月|年|人|户|台|套|亩|吨|度|米|公里|平方米|㎡|m2|千瓦时|%|‰|百分比|个数|数量|份|篇|场|批|台套|台\\(套\\)|人次|万人|万吨|万个';
const measure = new RegExp(`^(?:${measures})$`);

/** What else is counted in: a unit, and not of money. */
export const isMeasure = (folded: string): boolean => measure.test(folded);
