/** One comparison, one rounding or one order of steps of the engine, turned into what it must not be. */
export interface Mutant {
  file: string;
  from: string;
  to: string;
}

const of = (file: string, ...pairs: [string, string][]): Mutant[] =>
  pairs.map(([from, to]) => ({ file: `src/scenarios/${file}.ts`, from, to }));

export const mutants: readonly Mutant[] = [
  ...of(
    'apportion',
    ['roundedDown(shares[at]!)', 'roundedDown(shares[at]!) + 1n'],
    ['compareFractions(b.value, a.value)', 'compareFractions(a.value, b.value)'],
    ['by(weight, has + 1n)', 'by(weight, has + 2n)'],
    ['2n * has + 1n', '2n * has + 2n'],
    ['has * (has + 1n)', 'has * has'],
    ['isEndless: true, value: weight }', 'isEndless: false, value: weight }'],
    ['{ isEndless: true, value: { above, below } }', '{ isEndless: true, value: { above: 1n, below } }'],
    ['!isNone(weight) && (ceiling', '(ceiling'],
    ['seats.get(name)! < ceiling', 'seats.get(name)! <= ceiling'],
    ['compareClaims(other, best) > 0', 'compareClaims(other, best) >= 0'],
    ['if (outside.length === 0) return null;', ''],
    ['among: inOrder([...inside, ...outside])', 'among: [...inside, ...outside].sort()'],
    ['places: inside.length', 'places: outside.length']
  ),
  ...of(
    'multiplier',
    ['slope: minus(none, weight), fixed: ceiling', 'slope: minus(none, weight), fixed: none'],
    ['fixed: minus(none, floor)', 'fixed: none'],
    ['most(times(weight, multiplier), floor)', 'times(weight, multiplier)'],
    ['least(share, ceiling)', 'share']
  ),
  ...of(
    'bounds',
    ['roundedUp(part)', 'roundedDown(part)'],
    ['roundedDown(most)', 'roundedUp(most)'],
    ['(b > a ? b : a)', '(b < a ? b : a)'],
    ['(b < a ? b : a)) : null', '(b > a ? b : a)) : null'],
    ['floor?.byCity?.[city] ?? ', ''],
    ['floor > ceiling', 'floor >= ceiling'],
    ['floors > places', 'floors >= places'],
    ['isNone(weight) ? floor : ceiling', 'ceiling'],
    ['sumOf(most) < places', 'sumOf(most) <= places']
  ),
  ...of(
    'weights',
    ['floor >= 1n', 'floor >= 0n'],
    ['!isLess(value, from)', 'isLess(from, value)'],
    ['findLast', 'find'],
    ['if (refused.length > 0)', 'if (refused.length > 1)']
  ),
  ...of('expression', ['isNone(right) ? null', 'isNone(right) ? none'], ['total(among', 'total([row].concat(among)']),
  ...of(
    'quota',
    ['- rule.reserve - sumOf', '- sumOf'],
    [' - rule.base * BigInt(taking.length)', ''],
    ['floor > rule.base ? floor - rule.base : 0n', 'floor'],
    ['ceiling - rule.base', 'ceiling'],
    ['places < 0n', 'places <= 0n'],
    ['times(weight, coefficients.get(city)!)', 'weight'],
    ['count + rule.base', 'count'],
    ['isLess(weights.get(city)!, none)', '!isLess(none, weights.get(city)!)'],
    ['rule.reserve + penaltyKept', 'rule.reserve'],
    [
      'compareFractions(weights.get(b.city)!, weights.get(a.city)!)',
      'compareFractions(weights.get(a.city)!, weights.get(b.city)!)',
    ],
    ['(b.previous ?? -1n) - (a.previous ?? -1n)', '(b.previous ?? 99n) - (a.previous ?? 99n)'],
    ["rule.ties === 'refuse' && ties[0]", 'false']
  ),
  ...of(
    'penalty',
    ['penalty.perFailed * failed!', 'failed!'],
    ['has - floor]', 'has]'],
    ['lost > 0n', 'lost > 1n'],
    ['failed === 0n', 'failed !== null'],
    ['ceiling - seats.get(claimant.name)!', 'ceiling'],
    ['room < pool ? room : pool', 'pool < room ? room : pool'],
    ['floor: 0n', 'floor: claimant.floor']
  ),
  ...of(
    'replay',
    ['equal.length > left', 'equal.length >= left'],
    ['counted.length - places', 'counted.length - places - 1'],
    ['isAccepted !== false', 'isAccepted === true'],
    ['isListed && isAccepted === true', 'isAccepted === true'],
    ['a.rank ?? Infinity', 'a.rank ?? -Infinity'],
    ['Math.max(0, places - counted.length)', 'Math.max(0, places - projects.length)'],
    ['Math.min(fall, group', 'Math.max(fall, group']
  ),
  ...of(
    'subsidy-rule',
    ['from <= steps[at - 1]!.from', 'from < steps[at - 1]!.from'],
    ['minimum.amount > cap', 'minimum.amount >= cap'],
    ["round !== 'down' && cap", 'cap'],
    ['!isLess(base, wholeFraction(from))', 'isLess(wholeFraction(from), base)'],
    ['subtract(top, wholeFraction(from))', 'top']
  ),
  ...of(
    'entitled',
    ['ranked.slice(count)', 'ranked.slice(count + 1)'],
    ['ranked[count - 1], ranked[count]', 'ranked[count], ranked[count + 1]'],
    ['isLess(left, wholeFraction(terms.atLeast))', '!isLess(wholeFraction(terms.atLeast), left)'],
    ['isLess(cap, full)', '!isLess(full, cap)'],
    ['most(none, minus(wholeFraction(base), other))', 'minus(wholeFraction(base), other)'],
    ['most(none, minus(capped, other))', 'most(none, minus(full, other))'],
    ['!isLess(amount, wholeFraction(minimum.amount))', 'isLess(wholeFraction(minimum.amount), amount)'],
    ['money.verified < planned', 'money.verified > planned'],
    ['money.other !== null', 'money.other !== null && money.other > 0n'],
    ['one === null ? 1 : -1', 'one === null ? -1 : 1'],
    ['(money[column] ?? 0n) < 0n', '(money[column] ?? 0n) <= 0n']
  ),
  ...of(
    'control',
    ['!isLess(limit, sum)', 'isLess(sum, limit)'],
    ['over(limit, sum)', 'one'],
    ['least(amount, level)', 'level'],
    ['!isLess(left, amount)', 'isLess(amount, left)'],
    ["tail === 'part' ? left", "tail === 'part' ? none"],
    ["tail === 'skip'", 'false'],
    ['!isLess(limit, total(ceilings))', 'isLess(total(ceilings), limit)'],
    ['ceiling === null ? share : least(share, ceiling)', 'share']
  ),
  ...of(
    'rounding',
    ["round === 'up') return roundedUp(units)", "round === 'up') return roundedDown(units)"],
    ['2n * units.above + units.below', '2n * units.above'],
    ['2n * units.above + units.below', '2n * units.above + units.below - 1n'],
    ['compareFractions(b[by], a[by])', 'compareFractions(a[by], b[by])'],
    ['roundedDown(inUnits(left))', 'roundedUp(inUnits(left))'],
    ["leftover === 'largest' ?", "leftover !== 'largest' ?"],
    ['!isNone(remainder) && fits', 'fits'],
    ['amount <= cap', 'amount < cap'],
    ['a.id < b.id ? -1 : 1', 'a.id < b.id ? 1 : -1'],
    ['isLess(wholeFraction(bounds.budget), wholeFraction(sum(paid)))', 'false']
  ),
  ...of(
    'subsidy',
    ['isAccepted === true &&', 'isAccepted !== false &&'],
    ['due > net ? due - net : 0n', 'due'],
    ['net > due ? net - due : 0n', '0n'],
    ['money.allocated - (money.recovered ?? 0n)', 'money.allocated'],
    [
      'minus(total([...exact.values()]), wholeFraction(paid))',
      'minus(wholeFraction(paid), total([...exact.values()]))',
    ],
    ["pot === 'all' || project.direction === pot", 'true'],
    ["rule.unknown === 'refuse' &&", 'false &&'],
    ['isAccepted !== true && (money', '(money']
  ),
  ...of(
    'ladder',
    ['found.amount.get(id)! < (before', 'found.amount.get(id)! > (before'],
    ['found.exact.get(id)!, found.entitled', 'found.exact.get(id)!, found.exact']
  ),
  ...of(
    'compare',
    ['[...first.unknown, ...second.unknown]', '[...first.unknown]'],
    ['(second.amount.get(id) ?? 0n) - (first', '(first.amount.get(id) ?? 0n) - (first']
  ),
];
