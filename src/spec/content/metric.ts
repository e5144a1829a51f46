import { formats } from '../format.ts';
import type { SqlKind } from './kind.ts';
import { chinese, nameOf, oneOf, sentence, words } from './value.ts';

/** How a quotient is written: its definition says what is divided by what. */
const quotients: readonly (string | undefined)[] = ['percent', 'ratio'] satisfies (keyof typeof formats)[];

/** pipelines/metrics: one formula over sums. */
export const metric: SqlKind = {
  called: '指标',
  keys: {
    title: { value: chinese, needed: true },
    /** What it is called where only batches are in view that nobody can use any more. */
    closed: { value: chinese },
    format: { value: oneOf(Object.keys(formats)) },
    unit: { value: words },
    definition: { value: sentence, needed: true },
    numerator: { value: nameOf('metric', 'measure') },
    denominator: { value: nameOf('metric', 'measure') },
    n: { value: nameOf('metric', 'measure') },
    within: { value: oneOf(['yes']) },
    outside: { value: nameOf('metric', 'measure') },
    each: { value: nameOf('mart') },
  },
  whole({ format, definition, numerator, denominator }) {
    const lacks = numerator === undefined ? 'numerator' : 'denominator';
    return [
      ...((numerator === undefined) === (denominator === undefined)
        ? []
        : [{ key: lacks, message: `分子（numerator）和分母（denominator）要一起写，没有写 ${lacks}。` }]),
      ...((quotients.includes(format) || numerator !== undefined) && definition?.includes('÷') === false
        ? [{ key: 'definition', message: '比率的口径要写出“分子 ÷ 分母”，用 ÷ 号。' }]
        : []),
    ];
  },
};
