export interface Token {
  is:
    | 'literal'
    | 'digit'
    | 'point'
    | 'comma'
    | 'percent'
    | 'slash'
    | 'exponent'
    | 'general'
    | 'letters'
    | 'noon'
    | 'elapsed';
  text: string;
}

const patterns: readonly [Token['is'] | 'nothing', RegExp][] = [
  ['literal', /"([^"]*)"?/y],
  ['literal', /[\\!]([^])/uy],
  ['nothing', /[_*][^]/uy],
  ['elapsed', /\[(h+|m+|s+)\]/iy],
  ['nothing', /\[[^\]]*\]?/y],
  ['noon', /AM\/PM|A\/P|上午\/下午/iy],
  ['general', /General|G\/通用格式|@/iy],
  ['exponent', /E[+-]/iy],
  ['letters', /aaaa?|y+|m+|d+|h+|s+|e+|g+|b+/iy],
  ['digit', /[0#?]/y],
  ['point', /\./y],
  ['comma', /,/y],
  ['percent', /%/y],
  ['slash', /\//y],
];

/** The tokens of a number format's first section, the one for positive numbers. */
export function formatTokens(code: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  next: while (at < code.length && code[at] !== ';') {
    for (const [is, pattern] of patterns) {
      pattern.lastIndex = at;
      const match = pattern.exec(code);
      if (!match) continue;
      if (is !== 'nothing') tokens.push({ is, text: match[1] ?? match[0] });
      at += match[0].length;
      continue next;
    }
    tokens.push({ is: 'literal', text: code[at]! });
    at++;
  }
  return tokens;
}
