import { sectionTokens, type Token } from './format-tokens.ts';
import { momentSection, type MomentSection } from './moment-section.ts';
import { isScaled, numberSection, type NumberSection } from './number-section.ts';

export interface Condition {
  operator: '<' | '<=' | '>' | '>=' | '=' | '<>';
  limit: number;
}

interface Ruled {
  condition: Condition | null;
  /** Shown in red: as people show what is negative. */
  isRed: boolean;
}

export type Section = Ruled & (MomentSection | NumberSection);

/** How texts are shown: between two words, or not at all. */
export interface TextSection {
  prefix: string;
  suffix: string;
  isHidden: boolean;
}

export interface NumberFormat {
  /** Of numbers, at least one. */
  sections: readonly Section[];
  /** Some numbers are shown in 万 or 亿, so that one without a unit may be yuan. */
  isScaling: boolean;
  text: TextSection | null;
}

/** Reads a number format code with all its sections: `[>=10000]0!.0,"万";0`, `yyyy"年"m"月";@`. */
export function readFormat(code: string): NumberFormat {
  const all = sectionTokens(code);
  const last = all.at(-1)!;
  const isText = all.length > 3 || (all.length > 1 && last.some(({ is }) => is === 'text'));
  const ofNumbers = (isText ? all.slice(0, Math.min(all.length - 1, 3)) : all).map(section);
  const ofText = isText ? all[Math.min(all.length, 4) - 1]! : all.length === 1 ? last : null;
  const known = ofText?.some(({ is }) => is === 'text') || isText ? textSection(ofText ?? []) : null;
  const isScaling = ofNumbers.some((each) => each.kind === 'number' && isScaled(each));
  return { sections: ofNumbers, isScaling, text: known };
}

function section(tokens: readonly Token[]): Section {
  const isMoment = tokens.some(({ is }) => is === 'letters' || is === 'elapsed');
  const condition = tokens.find(({ is }) => is === 'condition')?.text;
  return {
    condition: condition === undefined ? null : readCondition(condition),
    isRed: tokens.some(({ is }) => is === 'color'),
    ...(isMoment ? momentSection(tokens) : numberSection(tokens)),
  };
}

function readCondition(text: string): Condition {
  const [, operator, limit] = /^([<>=]+)\s*(.*)$/.exec(text) as unknown as [string, Condition['operator'], string];
  return { operator, limit: Number(limit) };
}

function textSection(tokens: readonly Token[]): TextSection {
  const at = tokens.findIndex(({ is }) => is === 'text');
  const words = (part: readonly Token[]) => part.map(({ is, text }) => (is === 'literal' ? text : '')).join('');
  if (at < 0) return { prefix: '', suffix: '', isHidden: true };
  return { prefix: words(tokens.slice(0, at)), suffix: words(tokens.slice(at + 1)), isHidden: false };
}
