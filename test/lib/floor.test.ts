import { globSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { Linter } from 'eslint';
import { expect, test } from 'vitest';
import { hashOf, inlined } from '../../src/lib/floor/inlined.js';
import { floor } from '../../src/vite.ts';
import { some } from '../tier.ts';

const script = inlined(readFileSync('src/lib/floor/floor.js', 'utf8'));
const built = (ending: string) =>
  globSync(`build/client/_app/immutable/**/*.${ending}`).map((path) => ({ path, text: readFileSync(path, 'utf8') }));

/** What came to Chromium after the floor and that built code may call, by the release that brought it. */
const later: Readonly<Record<string, number>> = {
  at: 92,
  hasOwn: 93,
  structuredClone: 98,
  findLast: 97,
  findLastIndex: 97,
  toSorted: 110,
  toSpliced: 110,
  toReversed: 110,
  groupBy: 117,
  withResolvers: 119,
  canParse: 120,
  fromAsync: 121,
  isSubsetOf: 122,
  randomUUID: 92,
  isWellFormed: 111,
  checkVisibility: 105,
  startViewTransition: 111,
  showPopover: 114,
  moveBefore: 133,
};
/** Of these what the script in each page makes where it is missing. */
const made = ['at', 'findLast', 'findLastIndex', 'toReversed', 'toSorted', 'hasOwn', 'groupBy'];

test('built code is in words that the floor knows, and calls nothing that came later and is not made', () => {
  expect(floor).toBe('chrome88');
  const linter = new Linter();
  const files = built('js');
  expect(files.length).toBeGreaterThan(50);
  const found: string[] = [];
  for (const { path, text } of some(files, 12)) {
    const said = linter.verify(text, [
      {
        languageOptions: { ecmaVersion: 2022, sourceType: 'module' },
        linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
        rules: {
          'no-restricted-syntax': [
            'error',
            'StaticBlock',
            'BinaryExpression[operator="in"][left.type="PrivateIdentifier"]',
            'Literal[regex.flags=/[dv]/]',
            'Program > ExpressionStatement > AwaitExpression',
            'Program > VariableDeclaration > VariableDeclarator > AwaitExpression',
            'ImportAttribute',
          ],
        },
      },
    ]);
    found.push(...said.map(({ line, column, message }) => `${path}:${line}:${column} ${message}`));
  }
  for (const { path, text } of files)
    for (const [name, release] of Object.entries(later))
      if (!made.includes(name) && new RegExp(`\\.${name}\\(|[^\\w.]${name}\\(`).test(text))
        found.push(`${path} calls ${name}, which came with ${release}`);
  expect(found).toEqual([]);
});

/** What came to Chromium after the floor, and why a page that is read without it says as much. */
const styles: Readonly<Record<string, { is: RegExp; release: number; without: string | null }>> = {
  ':has()': {
    is: /:has\(/,
    release: 105,
    without: 'what is drawn around a focus, kept on one sheet or left out on paper and on walls',
  },
  'container queries': {
    is: /@container/,
    release: 105,
    without: 'the wide form of a table or a chart, which scrolls',
  },
  'color-mix()': { is: /color-mix/, release: 111, without: 'the line before it gives the colour whole' },
  dvh: { is: /\d[dsl]v[hw]\b/, release: 108, without: 'the line before it gives vh' },
  'text-wrap': { is: /text-wrap/, release: 114, without: 'lines break elsewhere' },
  'ranges of widths': { is: /@media[^{]*[<>]=?/, release: 104, without: null },
  nesting: { is: /[{;]\s*&/, release: 120, without: null },
  '@layer': { is: /@layer/, release: 99, without: null },
  oklch: { is: /ok(?:lch|lab)\(/, release: 111, without: null },
  'accent-color': { is: /accent-color/, release: 93, without: null },
  subgrid: { is: /subgrid/, release: 117, without: null },
  'light-dark()': { is: /light-dark\(/, release: 123, without: null },
  '@property': { is: /@property/, release: 85, without: null },
  '@starting-style': { is: /@starting-style/, release: 117, without: null },
  '@scope': { is: /@scope/, release: 118, without: null },
  'scrollbar-gutter': { is: /scrollbar-gutter/, release: 94, without: null },
  'overflow: clip': { is: /overflow(?:-[xy])?:clip/, release: 90, without: null },
  'single transforms': { is: /[{;](?:translate|rotate|scale):/, release: 104, without: null },
  'field-sizing': { is: /field-sizing/, release: 123, without: null },
};

test('built styles need nothing later than the floor, but what a page says as much without', () => {
  const files = built('css');
  expect(files.length).toBeGreaterThan(10);
  const all = files.map(({ text }) => text).join('\n');
  const used = Object.entries(styles).filter(([, { is }]) => is.test(all));
  const needed = used.filter(([, { without }]) => without === null);
  expect(needed.map(([name, { release }]) => `${name} came with ${release}`)).toEqual([]);
  // An excuse that nothing needs any more goes.
  expect(
    Object.entries(styles).filter(([name, { without }]) => without && !used.some(([each]) => each === name))
  ).toEqual([]);
  // A list with one selector that a browser does not know is passed over whole, unless it says :is().
  const lists = (all.match(/[^{}]*:has\([^{}]*\{/g) ?? []).map((list) =>
    list.replaceAll(/:is\((?:[^()]|\([^()]*\))*\)/g, '').replaceAll(/\((?:[^()]|\([^()]*\))*\)/g, '')
  );
  expect(lists.filter((list) => list.includes(':has') && list.includes(','))).toEqual([]);
});

test('pages that are written without the build need nothing later either', () => {
  const files = globSync('src/{api,package,seals}/**/*.ts').filter((path) =>
    readFileSync(path, 'utf8').includes('<style')
  );
  expect(files.length).toBeGreaterThan(1);
  // A rule of :has() that is passed over leaves a plain page narrower.
  const needed = Object.entries(styles).filter(([name]) => name !== ':has()');
  const found = files.flatMap((path) => {
    const [, css = ''] = /<style>([^]*?)<\/style>/.exec(readFileSync(path, 'utf8')) ?? [];
    return needed.filter(([, { is }]) => is.test(css)).map(([name]) => `${path}: ${name}`);
  });
  expect(found).toEqual([]);
});

test('the script in each page is of the language of 2009, and its policy names it', () => {
  const said = new Linter().verify(script, [{ languageOptions: { ecmaVersion: 5, sourceType: 'script' } }]);
  expect(said).toEqual([]);
  expect(script).not.toMatch(/\/\/|<\/script/);
  expect(Buffer.byteLength(script)).toBeLessThan(2_600);
  const server = globSync('build/server/**/*.js').map((path) => readFileSync(path, 'utf8'));
  expect(server.some((text) => text.includes(hashOf(script)))).toBe(true);
});

interface Told {
  window: { CSS?: object };
  stored: Map<string, string>;
  shown: string[];
}

/** A browser that has what is given: names that are listed are taken from it. */
function openIn({
  lacks = [] as readonly string[],
  supports = (_: string) => true,
  storage = new Map<string, string>(),
}) {
  const shown: string[] = [];
  const css = { supports };
  const context = createContext({
    CSS: css,
    localStorage: {
      getItem: (name: string) => storage.get(name) ?? null,
      setItem: (name: string, value: string) => void storage.set(name, value),
    },
    document: {
      addEventListener: (_: string, then: () => void) => then(),
      createElement: () => ({ setAttribute: () => {}, appendChild: (text: string) => void shown.push(text) }),
      createTextNode: (text: string) => text,
      body: { insertBefore: () => {}, firstChild: null },
    },
  }) as unknown as Told;
  runInContext('window = this', context as object);
  for (const name of lacks)
    runInContext(
      `for (const on of [Array.prototype, String.prototype, Object, Map]) if (Object.hasOwn(on, '${name}') && '${name}' !== 'hasOwn') delete on['${name}'];`,
      context as object
    );
  if (lacks.includes('hasOwn')) runInContext('delete Object.hasOwn', context as object);
  runInContext(script, context as object);
  return { shown, storage, run: (code: string) => runInContext(code, context as object) as unknown };
}

test('what it makes answers as what a later browser has of itself', () => {
  const cases = [
    ...[0, 1, 2, 3, -1, -3, -4, 1.7, NaN].map((index) => `[10, 20, 30].at(${index}) + '|' + 'abc'.at(${index})`),
    ...['findLast', 'findLastIndex'].flatMap((name) =>
      ['n > 1', 'n > 9', 'n % 2'].map((test) => `String([1, 2, 3, 4].${name}(n => ${test}))`)
    ),
    'JSON.stringify([[3, 1, 2].toSorted(), [3, 1, 10].toSorted((a, b) => b - a), [].toSorted(), [1, 2].toReversed()])',
    '((kept) => (kept.toSorted(), kept.toReversed(), kept.join()))([3, 1])',
    "[Object.hasOwn({ a: 1 }, 'a'), Object.hasOwn({ a: 1 }, 'toString'), Object.hasOwn(Object.create(null), 'a')].join()",
    "JSON.stringify([...Map.groupBy([1, 2, 3], n => n % 2 ? 'odd' : 'even')])",
    'JSON.stringify(Object.keys([1])) + [...Object.keys(Array.prototype)].length',
  ];
  const [young, old] = [openIn({}), openIn({ lacks: made })];
  expect(old.run('[].at.toString()')).not.toContain('native');
  for (const code of cases) expect(old.run(code), code).toEqual(young.run(code));
});

test('who reads below the floor is told once, and nobody else', () => {
  expect(openIn({}).shown).toEqual([]);
  const storage = new Map<string, string>();
  const below = { supports: (asked: string) => !asked.includes(':where'), storage };
  expect(openIn(below).shown).toEqual([expect.stringContaining('Chromium 88')]);
  expect(openIn(below).shown).toEqual([]);
});
