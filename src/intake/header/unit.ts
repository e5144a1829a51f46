/** A folded header without what its brackets say about how to fill it in. */
export interface Split {
  stem: string;
  /** Of money, as written: 万元, 元, 亿元 … */
  unit: string | null;
}

const money = '万元|亿元|千元|百万元|元';
const brackets = /[([【〔{]([^([【〔{]*)[)\]】〕}]$/;
const ofMoney = new RegExp(`^(?:单位:?)?(?:人民币)?(${money})(?:人民币)?$`);
/** What brackets say that does not change what a column means. */
const hint =
  /^(必填|选填|可选|必选|单选|多选|下拉.*|是\/否|是、否|是否|有\/无|有、无|√\/×|y\/n|个|项|件|分|名|家|次|位|天|年|年度|日期|年月日|年[-/.]月[-/.]日|yyyy.*|精确到.*|格式.*|百分制|满分\d+分?|\d+位|如.*|例.*)$/;

/** `实施期内投资(必填)(万元)` → 实施期内投资, 万元. Brackets that say anything else stay: they may make it another column. */
export function splitUnit(folded: string): Split {
  let stem = folded;
  let unit: string | null = null;
  for (let match; (match = brackets.exec(stem)); stem = stem.slice(0, match.index)) {
    const inside = match[1] as string;
    const found = ofMoney.exec(inside)?.[1];
    if (found && unit === null) unit = found;
    else if (!hint.test(inside)) break;
  }
  return { stem: stem.replace(/[*★☆※:]+$/, ''), unit };
}

/** The unit that a line above the header gives to the whole table: `单位：万元`, or `（万元）` by itself. */
export function unitOfTable(folded: string): string | null {
  return (
    new RegExp(`(?:单位:?|^[([【〔]?)(?:人民币)?(${money})(?:人民币)?(?=[)\\]】〕,，;；。]|$)`).exec(folded)?.[1] ??
    null
  );
}
