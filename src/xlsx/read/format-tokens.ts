export interface Token {
  is:
    | 'literal'
    | 'currency'
    | 'digit'
    | 'point'
    | 'comma'
    | 'percent'
    | 'slash'
    | 'exponent'
    | 'general'
    | 'text'
    | 'letters'
    | 'noon'
    | 'elapsed'
    | 'condition'
    | 'color'
    | 'calendar'
    | 'end';
  text: string;
}

/** The first group, where there is one, is what the token says. */
const patterns: readonly [Token['is'] | 'nothing', RegExp][] = [
  ['literal', /"([^"]*)"?/y],
  ['literal', /[\\!]([^])/uy],
  ['nothing', /[_*](?:[^]|$)/uy],
  ['end', /;/y],
  ['elapsed', /\[(h+|m+|s+)\]/iy],
  ['condition', /\[\s*((?:[<>]=?|=|<>)\s*[-+]?[\d.]+(?:E[-+]?\d+)?)\s*\]/iy],
  ['calendar', /\[\$-(?:0?[1-9a-f])?(?!00|01)([0-9a-f]{2})[0-9a-f]{4}\]/iy],
  ['currency', /\[\$([^\]]+)\]/y],
  ['color', /\[(red|红色|红|颜色\s*3|color\s*3)\]/iy],
  ['nothing', /\[[^\]]*\]?/y],
  ['noon', /AM\/PM|A\/P|上午\/下午/iy],
  ['general', /General|G\/通用格式/iy],
  ['text', /@/y],
  ['exponent', /E[+-]/iy],
  ['letters', /aaaa?|y+|m+|d+|h+|s+|e+|g+|b+/iy],
  ['digit', /[0#?]/y],
  ['point', /\./y],
  ['comma', /,/y],
  ['percent', /%/y],
  ['slash', /\//y],
];

/** The tokens of a number format, section by section. */
export function sectionTokens(code: string): Token[][] {
  const sections: Token[][] = [[]];
  for (let at = 0; at < code.length;) {
    const [is, match] = matchAt(code, at);
    at += match[0].length;
    if (is === 'end') sections.push([]);
    else if (is !== 'nothing') sections.at(-1)!.push({ is, text: match[1] ?? match[0] });
  }
  return sections;
}

function matchAt(code: string, at: number): [Token['is'] | 'nothing', RegExpExecArray | [string]] {
  for (const [is, pattern] of patterns) {
    pattern.lastIndex = at;
    const match = pattern.exec(code);
    if (match) return [is, match];
  }
  return ['literal', [code[at]!]];
}
