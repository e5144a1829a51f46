import type { SqlKind } from './kind.ts';
import { chinese, nameOf, oneOf, sentence } from './value.ts';

/** Of a fraction and of a multiple: what is divided by what. */
const ratios = ['%', '倍'];

/** pipelines/metrics: one formula over sums. */
export const metric: SqlKind = {
  called: '指标',
  keys: {
    title: { value: chinese, needed: true },
    unit: { value: oneOf(['个', '元', ...ratios]), needed: true },
    definition: { value: sentence, needed: true },
    clause: { value: nameOf('clause') },
    numerator: { value: nameOf('metric', 'measure') },
    denominator: { value: nameOf('metric', 'measure') },
    n: { value: nameOf('metric', 'measure') },
  },
  whole({ unit = '', definition, ...header }) {
    const parts = ['numerator', 'denominator', 'n'];
    const said = parts.filter((key) => header[key] !== undefined);
    if (!ratios.includes(unit) && said.length === 0) return [];
    return [
      ...parts
        .filter((key) => header[key] === undefined)
        .map((key) => ({ key, message: `比率要写明分子（numerator）、分母（denominator）和 n，没有写 ${key}。` })),
      ...(definition !== undefined && !definition.includes('÷')
        ? [{ key: 'definition', message: '比率的口径要写出“分子 ÷ 分母”，用 ÷ 号。' }]
        : []),
    ];
  },
};
