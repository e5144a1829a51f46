import { RegExpParser, type AST } from '@eslint-community/regexpp';

/** What an expression is asked: a beginning that it takes, much of what it may repeat, and an end that it refuses. */
export interface Attack {
  prefix: string;
  pump: string;
}

const parser = new RegExpParser();
const usual = [...'a1 .-_@,/:（"\t=<\nA　元'];

/** For each thing that an expression repeats without a bound: the ways to make it go back over what it took. */
export function attacksOn(source: string, flags: string): Attack[] {
  const tree = parser.parsePattern(source, 0, source.length, { unicode: /[uv]/.test(flags), unicodeSets: false });
  const found: Attack[] = [];
  const own = [...new Set([...source].filter((each) => !/[()[\]{}|*+?^$\\]/.test(each)))].slice(0, 12);

  const walk = (alternatives: readonly AST.Alternative[], prefixes: readonly string[]): void => {
    for (const { elements } of alternatives) {
      let before = prefixes;
      for (const element of elements) {
        if (element.type === 'Quantifier' && element.max === Infinity)
          for (const prefix of before) for (const pump of pumpsOf(element.element)) found.push({ prefix, pump });
        const inner = element.type === 'Quantifier' ? element.element : element;
        if ('alternatives' in inner) walk(inner.alternatives, before);
        before = distinct(before.flatMap((each) => samplesOf(element).map((sample) => each + sample)));
      }
    }
  };
  walk(tree.alternatives, ['']);
  const repeated = [...usual, ...own].map((pump) => ({ prefix: '', pump }));
  return [...new Map([...found, ...repeated].map((each) => [JSON.stringify(each), each])).values()];

  /** What may be repeated: every kind of character that the element takes, and two of them in turn. */
  function pumpsOf(element: AST.QuantifiableElement): string[] {
    if (element.type === 'CharacterClass' || element.type === 'CharacterSet') {
      const taken = charactersOf(element);
      return [...taken.slice(0, 5), ...(taken.length > 1 ? [taken[0]! + taken.at(-1)!] : [])];
    }
    return samplesOf(element).filter((each) => each !== '');
  }

  function charactersOf(element: AST.Node): string[] {
    const is = new RegExp(`^${element.raw}$`, flags.replace(/[gy]/g, ''));
    return [...own, ...usual].filter((each) => is.test(each));
  }

  function samplesOf(element: AST.Element): string[] {
    switch (element.type) {
      case 'Assertion':
      case 'Backreference':
        return [''];
      case 'Character':
        return [String.fromCodePoint(element.value)];
      case 'CharacterSet':
      case 'CharacterClass':
      case 'ExpressionCharacterClass':
        return charactersOf(element).slice(0, 1);
      case 'Quantifier': {
        const once = samplesOf(element.element);
        const least = once.map((each) => each.repeat(Math.min(element.min, 20)));
        return distinct(element.min === 0 ? ['', ...once] : least);
      }
      default:
        return distinct(element.alternatives.slice(0, 4).map(({ elements }) => elements.map(firstOf).join('')));
    }
  }

  function firstOf(element: AST.Element): string {
    const samples = samplesOf(element);
    return samples.find((each) => each !== '') ?? '';
  }
}

/** Few enough that their product stays small. */
const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].slice(0, 6);
