import { isMeasure, moneyPattern, moneyUnit, unitOf, type MoneyUnit } from './money-unit.ts';

/** What a text beside a table says of its unit. Not `isKnown`: it speaks of one, and of which is not understood. */
export type UnitSaid = MoneyUnit & { isKnown: boolean };

/** Every unit of money that a line says its table is in. An amount (`500万元以上`) and an office are none. */
export function unitsSaid(text: string): UnitSaid[] {
  const line = plain(text);
  const whole = moneyUnit(line.replace(/ /g, '').replace(/^(?:币种|货币|金额|计价|人民币(?=:))[:为]?/, ''));
  if (whole && !/^[十百千万亿]+$/.test(line)) return [{ ...whole, isKnown: true }];
  return [
    ...afterTheWord(line),
    ...inBrackets(line),
    ...inWords(line),
    ...inLetters(line),
    ...inEnglish(line),
    ...rounded(line),
  ];
}

/** In width and letter case alike, with single spaces, and none in `单 位` or `万 元`. */
const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\p{Cf}/gu, '')
    .replace(/單/g, '单')
    .replace(/\s+/g, ' ')
    .replace(/(?<=[单位计量金额货币人民十百千万亿元整]) (?=[位计量额币民百千万亿元整])/g, '')
    .trim();

/** `单位：元`, `金额单位为元（列至角分）`, `单位:元、个`. */
function* afterTheWord(line: string): Generator<UnitSaid> {
  for (const { 0: word, index } of line.matchAll(/单位|\bunits?(?= ?[:=])/g)) {
    const rest = line.slice(index + word.length);
    const said = rest.replace(/^[\s:;=/_–—|、.-]*[([]?(?:统一|一律|均|都|全部|全)?[为是用以按]?[\s:]*/, '');
    const units = listed(said);
    if (units) yield* /外[币汇]$/.test(line.slice(0, index)) ? [unknown(said)] : units;
    else if (isUnknown(rest, said) && !office.test(line.slice(0, index))) yield unknown(said);
  }
}

/** `填报单位`, `推荐单位` are who hands it in. */
const office =
  /(?:填报|填表|申报|申请|报送|上报|编制|编报|制表|主管|推荐|牵头|承担|责任|建设|实施|使用|联合|参与|合作|归口|所在|工作|经办|审核|盖章|收款|付款|开户|报告|核查|验收|组织|管理|监管|支持|补助|下达|企业|事业|法人|本|各|我|贵|原|现)$/;
const officeName =
  /(?:局|厅|委|会|部|处|科|室|院|所|校|心|司|团|厂|社|店|站|队|办|署|馆|学|府|行|业|市|县|区|省|镇|乡|道|村|园|港|矿|人|章|组|织|构|盟|称|型|质|别|码|址|导)$/;

const isUnknown = (rest: string, said: string): boolean => {
  const word = firstWord(said);
  const isTold = /^\s*(?:[:;=为]|是(?!否))/.test(rest) || (/^\s*[([]/.test(rest) && !ordinal.test(word));
  return isTold && word !== '' && word.length <= 8 && !officeName.test(word);
};

/** What stands in brackets behind whoever it may be: `项目单位（2025年）`, `（第一批）`. */
const ordinal = /^(?:第|[\d.-]+(?:$|[年月日批季度次号]))/;

const firstWord = (text: string): string => /^[^\s,，;；。、()[\]|]*/.exec(text)![0];
const unknown = (text: string): UnitSaid => ({ unit: firstWord(text), isRead: false, isKnown: false });

/** The units of money in a list at the head of a text: none of `个、%`; null where it begins with no unit. */
function listed(text: string): UnitSaid[] | null {
  const units: UnitSaid[] = [];
  let rest = text;
  for (let isFirst = true; ; isFirst = false) {
    const next = atHead(rest);
    if (!next) return isFirst ? null : units;
    if (next.unit) units.push({ ...next.unit, isKnown: true });
    const gap = /^ ?(?:[、,;/]|和|及|与|或) ?/.exec(rest.slice(next.length));
    if (!gap) return units;
    rest = rest.slice(next.length + gap[0].length);
  }
}

const money = new RegExp(`^(?:${moneyPattern})(?:人民币|rmb)?整?`);
/** What may follow a unit: the end, a mark, a number, or how its amounts are written. */
const mayFollow =
  /^(?:$|[\s\p{P}\p{S}\d]|保留|列至|列到|精确|取整|四舍|含税|不含|计|为|填|编|制|报|日期|时间|联系|和|及|与|或|均|以下|下同|个|项)/u;

function atHead(text: string): { unit: MoneyUnit | null; length: number } | null {
  const found = money.exec(text);
  if (found && mayFollow.test(text.slice(found[0].length)))
    return { unit: unitOf(found.groups!), length: found[0].length };
  const word = /^[^\s、,;/和及与或()]+/.exec(text)?.[0] ?? '';
  return isMeasure(word) ? { unit: null, length: word.length } : null;
}

/** Letters and words that may stand for a unit, and of which is not told: `金额（W）`, `（千）`, `（外币）`. */
const unclear =
  /^(?:w|mn|mio|mil|bn|wan|[wkm](?:元|rmb|cny|yuan)|(?:元|rmb|cny|yuan)[wkm]|千|仟|外[币汇]|原币|折(?:合|算)?(?:人民币|美元|美金|外币))$/;

/** `2025年度项目投资表（万元）`. */
function* inBrackets(line: string): Generator<UnitSaid> {
  for (const [, inside] of line.matchAll(/[([【〔{]([^()[\]【】〔〕{}]*)[)\]】〕}]/g)) {
    const pieces = inside!
      .replace(/ /g, '')
      .replace(/^(?:币种|货币|金额|以|按|均为|均以)[:为]?|(?:为单位|计)$/g, '')
      .split(/[、,;/]/);
    const units = pieces.map(moneyUnit);
    const isUnclear = (piece: string) => unclear.test(piece);
    if (pieces.every((piece, i) => units[i] !== null || isMeasure(piece) || isUnclear(piece)))
      for (const [i, unit] of units.entries()) {
        if (unit) yield { ...unit, isKnown: true };
        else if (isUnclear(pieces[i]!)) yield unknown(pieces[i]!);
      }
  }
}

const words = new RegExp(
  `(?:\\bin|以|按|用|均为|一律为|统一为|金额为|金额:|币种:?|货币:?) ?(?:${moneyPattern}) ?(?:为单位|为计量单位|为计价|计|填|列|报|$|[\\s,;)。])`,
  'g'
);

/** `金额W`, `投资额_K`, `金额（M）`. */
function* inLetters(line: string): Generator<UnitSaid> {
  const found = /(?:金额|投资额?|投入|资金|经费)(?:[ _-]?[wkm]|\([km])(?![\p{L}\p{N}])/u.exec(line);
  if (found) yield unknown(found[0].slice(-1));
}

const scales =
  /\bin (?:(?:rmb|cny)(?! ?yuan)|[\d,]+ ?(?:yuan|rmb|cny)|(?:ten |hundred )?(?:thousand|million|billion)s?)(?!\p{L})/u;

/** `Amounts in RMB`, `in 10,000 yuan`, `in thousands`: a unit, and nobody says clearly which. */
function* inEnglish(line: string): Generator<UnitSaid> {
  const found = scales.exec(line);
  if (found) yield { unit: found[0].slice(3), isRead: false, isKnown: false };
}

/** `金额精确到元`: it may be that amounts are in it, or that they have so many places. */
function* rounded(line: string): Generator<UnitSaid> {
  if (/(?:精确|取整|四舍五入|列|保留)[到至]元/.test(line) && !/万/.test(line))
    yield { unit: '元', isRead: false, isKnown: false };
}

/** `以万元为单位`, `金额均为元`, `按万元填写`, `Amounts in yuan`. */
function* inWords(line: string): Generator<UnitSaid> {
  for (const { groups } of line.matchAll(words)) yield { ...unitOf(groups!), isKnown: true };
}
