import { numberSection } from './number-section.ts';
import type { Condition, NumberFormat, Section } from './format.ts';

export interface Chosen {
  section: Section;
  /** The section takes negative numbers alone, so the minus is left to its words. */
  isAbsolute: boolean;
}

const general: Section = { condition: null, isRed: false, ...numberSection([{ is: 'general', text: 'General' }]) };

/** The section that a number is shown by; null where none takes it and ###### is shown. */
export function chooseSection({ sections }: NumberFormat, value: number): Chosen | null {
  const conditions = conditionsOf(sections);
  const at = conditions.findIndex((condition) => condition === null || holds(condition, value));
  if (at < 0) return sections.length === 1 ? { section: general, isAbsolute: false } : null;
  return { section: sections[at]!, isAbsolute: value < 0 && isOfNegatives(conditions, at) };
}

/** What each section takes; null takes whatever is left. Without conditions: positive; negative; zero. */
function conditionsOf(sections: readonly Section[]): (Condition | null)[] {
  const [first, second] = sections.map(({ condition }) => condition);
  if (sections.length === 1) return [first ?? null];
  if (sections.length === 2) return [first ?? { operator: second ? '>' : '>=', limit: 0 }, second ?? null];
  return [first ?? { operator: '>', limit: 0 }, second ?? { operator: '<', limit: 0 }, null];
}

function holds({ operator, limit }: Condition, value: number): boolean {
  switch (operator) {
    case '<':
      return value < limit;
    case '<=':
      return value <= limit;
    case '>':
      return value > limit;
    case '>=':
      return value >= limit;
    case '=':
      return value === limit;
    case '<>':
      return value !== limit;
  }
}

function isOfNegatives(conditions: readonly (Condition | null)[], at: number): boolean {
  const own = conditions[at];
  if (own) return own.operator.startsWith('<') && own.operator !== '<>' && own.limit <= 0;
  return conditions.slice(0, at).some((before) => before?.operator.startsWith('>') && before.limit <= 0);
}
