import { isMeasure, moneyPattern, moneyUnit } from '../units/money-unit.ts';

/** A folded header without what is said beside its name about how to fill it in. */
export interface Split {
  stem: string;
  /** Of money: 万元, 元, 亿元, 万美元 … */
  unit: string | null;
  /** It counts something else than money: 个, %, 年. */
  isCounted: boolean;
}

const behind = /[([【〔{]([^([【〔{)\]】〕}]*)[)\]】〕}]*$/;
const before = /^[([【〔{]([^)\]】〕}]*)[)\]】〕}](?=.)/;
const named = /^(?:(?:金额|计量|计价|货币)?单位|币种|货币|人民币(?=:))[:为是]?/;
/** What brackets say that does not change what a column means. */
const hint =
  /^(必填|选填|可选|必选|单选|多选|下拉.*|是\/否|是、否|是否|有\/无|有、无|√\/×|y\/n|年度|日期|年月日|年[-/.]月[-/.]日|yyyy.*|精确.*|格式.*|百分制|满分\d+分?|\d+位|如.*|例.*|保留.*小数|保留.*位|小数.*位|.*位小数|四舍五入.*|取整|整数|列至.*|大写|小写|数字)$/;

/** `实施期内投资(必填)(万元)` → 实施期内投资, 万元. Brackets that say anything else stay: they may make it another column. */
export function splitUnit(folded: string): Split {
  const split: Split = { stem: folded, unit: null, isCounted: false };
  for (const pattern of [behind, before])
    for (let match; (match = pattern.exec(split.stem)) && takeIn(split, match[1]!);)
      split.stem = (split.stem.slice(0, match.index) + split.stem.slice(match.index + match[0].length)).replace(
        /(?<![*★☆※:])[*★☆※:]+$/,
        ''
      );
  return { ...split, stem: split.stem.replace(/(?<![*★☆※:])[*★☆※:]+$/, '') };
}

/** Whether all that stands in brackets is understood. */
function takeIn(split: Split, inside: string): boolean {
  const pieces = inside.replace(named, '').split(/[,;、。|]|\/(?![否无×nxy月日])/);
  const units = pieces.map(moneyUnit);
  if (!pieces.every((piece, i) => units[i] || isMeasure(piece) || hint.test(piece))) return false;
  const found = units.flatMap((unit) => unit ?? []);
  const isCounted = pieces.some(isMeasure);
  if (found.length + Number(isCounted) + Number(split.unit !== null && found.length > 0) > 1) return false;
  split.unit = found[0]?.unit ?? split.unit;
  split.isCounted ||= isCounted;
  return true;
}

/** How every unit of money ends. */
const lastOfUnit = /[元圆圓万萬亿億金币欧镑布郎铢比a-z$€£]$/;
const attached = new RegExp(`^(?<stem>.*?)(?<mark>[/_:|·,.~\\-–—－\\\\]*)(?:单位[:为]?)?(?<unit>${moneyPattern})$`);

/** `项目总投资/万元`, `项目总投资_元`, `项目总投资万元`: only where the stem is known does the end stand for a unit. */
export function splitAttached(folded: string): Split | null {
  if (!lastOfUnit.test(folded)) return null;
  const { stem = '', mark = '', unit = '', coin, foreign } = attached.exec(folded)?.groups ?? {};
  const found = moneyUnit(unit);
  if (!found || stem === '' || (mark === '' && !coin && !foreign)) return null;
  const split = splitUnit(stem);
  return split.unit === null ? { ...split, unit: found.unit } : null;
}
