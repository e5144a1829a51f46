import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { noWalls, type NoWall } from './held.ts';

/** One wall taken out of the program. */
export interface Mutation {
  file: string;
  line: number;
  /** The line as it is, and as it becomes. */
  from: string;
  to: string;
  /** Where in the file, and what is there. */
  at: number;
  found: string;
  by: string;
}

/** A call with what is written between its brackets, which may hold two more pairs. */
const call = (name: string): RegExp =>
  new RegExp(`(?<!function )(?<![\\w$])(?<!(?<!\\.)\\.)${name}\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*\\)`, 'g');

/** What is asked of those who are called with a scope: without it they tell of all. */
const told = [
  ...['projectsIn', 'firmsIn', 'receiptBrief', 'findFiles', 'listDefects', 'readFollowed', 'projectHistory', 'seenIn'],
  ...['listFileRows', 'streamFileRows', 'receiptBook', 'defectsSheet', 'personalOf', 'rowsAt', 'rowsIn'],
  ...[
    'rowsOfProjects',
    'rowsWithin',
    'narrowedScope',
    'locationsOfFindings',
    'ownOfSeveral',
    'firstOf',
    'onRecord.ask',
  ],
  ...['loadWithin', 'outcomeWithin', 'rowsOf'],
];
const inCall = new RegExp(
  `(?<=\\b(?:${told.join('|')})\\((?:[^()]|\\((?:[^()]|\\([^()]*\\))*\\))*?)(?<![.\\w])scope(?=\\s*[,)])`,
  'g'
);

const withoutScope = (found: string): string => `(${found.replace(/\bscope(?=[, ])/, 'scope: {}')})`;

/** Conditions that hold of every row: what is bound to them is bound still. */
const ofEvery = (found: string): string => `${found}.map((each) => \`(true or \${each})\`)`;

/** How a condition of scope or of capability is written, and what it is without it. Types are not looked at. */
const walls: readonly (readonly [pattern: RegExp, without: string | ((found: string) => string)])[] = [
  [/(?<![.\w])(?:\w+\.)*(?:view|context|given|asked|source|statement)\.scope\b(?!\()/g, '({})'],
  [/\bapi\.reader\(request\)\.scope\b/g, '({})'],
  [/(?<=readReach\([\w.()]+, )scope\b/g, '({})'],
  [inCall, '({})'],
  // What is handed on as a view, and who reads.
  [/\{ (?:filters: (?:\{\}|new Map\(\)|noFilters|both)|metric, filters: both|\.\.\.question), scope \}/g, withoutScope],
  [/(?<=found, )\{ filters: asked, scope \}/g, withoutScope],
  [/\{ filters: Object\.fromEntries\(view\.filters\), scope \}/g, withoutScope],
  [/(?<=return )\{ filters, scope, only: [^=}]*\}/g, withoutScope],
  [/(?<=const \{ scope \} = )reader\b/g, '({ scope: {} })'],
  // What is kept for one who may see as much.
  [/(?<=JSON\.stringify\(\[)\[\.\.\.capabilities\]\.sort\(\)/g, '[]'],
  [/Object\.entries\(scope\)(?=\.sort\(\)\]\)|, \[\.\.\.)/g, '[]'],
  // Each value by itself.
  [/Object\.entries\(scope\)(?=\.every\()/g, '[]'],
  [/\bown === undefined(?= \? values)/g, 'true'],
  [/(?<![.!])\bown\.has\((?:each|keyOf\(row\))\)/g, 'true'],
  [call('isWithin'), 'true'],
  [call('ownerOf'), 'undefined'],
  [/(?<!!)\bisWhole\((?:\w+\.)*scope\)/g, 'true'],
  [/!isWhole\((?:\w+\.)*scope\)/g, 'false'],
  [call('covers'), 'true'],
  [call('areApart'), 'false'],
  [call('scopeIn'), ofEvery],
  [call('withinReach'), ofEvery],
  [call('scopeOn'), (found) => `\`(true or \${${found}})\``],
  [/\breach\.(?:own|handedIn)\.has\((?:[^()]|\([^()]*\))*\)/g, 'true'],
  [/!isIn\([\w.?]+\)/g, 'false'],
  [call('isSeenBy'), 'true'],
  [/Object\.keys\(scope\)\.some\(\(column\) => !columns\.has\(column\)\)/g, 'false'],
  [/(?<=\belse if \()isOutOfScope \|\| \(only\.length > 0 && !isNarrowed\)(?=\) where)/g, 'false'],
  [/(?<=for \(const \[name, values\] of )Object\.entries\(scope\)/g, '[]'],
  [/(?<=\bconst isBelow = ).*(?=;)/g, 'false'],
  [call('refuseUnlessReleased'), 'undefined'],
  [/\bfewest\.(?:projects|firms)\b/g, '0'],
  // What is of two versions.
  [/\bcrossed\.length === 0/g, 'true'],
  [/\bhidden(?= \? \[\])/g, 'false'],
  [/\bline\.hidden !== true/g, 'true'],
  [/\bview\.isPast === true/g, 'false'],
  [/\bisApart && after !== undefined/g, 'false'],
  // What is personal.
  [/\bhidden\.length > 0/g, 'false'],
  [/\bcolumn\.isPrivate && context\.reveals !== true/g, 'false'],
  [/\bpersonal\.has\([\w.]+\)/g, 'false'],
  [call('maskPersonal'), (found) => found.slice('maskPersonal'.length)],
  // Words about rows of others.
  [/!tells\(problem\)/g, 'true'],
  [/\btells\(fix\)/g, 'false'],
  [/\bisPlain !== false/g, 'true'],
  [/(?<=\? )isWithheld(?= \?)/g, 'false'],
  // What is handed on in a package.
  [call('asScope'), '{}'],
  [/(?<=\(build, )isWhole(?= \? null : await readReach)/g, 'true'],
  [/(?<=const why = )!isWhole(?=\n)/g, 'false'],
  [/(?<=asLines\(|told = )isWhole(?= \? )/g, 'true'],
  [/(?<=if \()!isWhole(?=\) \{)/g, 'false'],
  [/(?<=if \()isPrivate(?=\) \{)/g, 'false'],
  [/(?<=\? )masked\.has\(path\)|(?<=: )(?:masked|aside)\.has\(path\)/g, 'false'],
  [/\bunknownColumns\.length > 0/g, 'false'],
  [/(?<=numbers\.length === 0 \? \[\] : )texts\b/g, '[]'],
  [
    call('textWithoutNumbers'),
    (found) =>
      found
        .slice('textWithoutNumbers('.length)
        .replace(/,[^,]*\)$/, '')
        .replace(/^/, '(') + ')',
  ],
  // Who may.
  [/(?<=\bneeds: )'(?!nobody)\w+' as const/g, "'nobody' as const"],
  [/(?<=\bneeds = )'(?!nobody)\w+' as const/g, "'nobody' as const"],
  [/(?<=\bif \()can\(reader, capability\)(?=\) return null;)/g, 'true'],
  [/\brefusalFor\(reader, 'files'\)/g, 'null'],
  [/(?<!!)\bcan\((?:[^()]|\([^()]*\))*, '(?:rows|shared|decide|personal|files)'\)/g, 'true'],
  [/!can\((?:[^()]|\([^()]*\))*\)/g, 'false'],
];

/** Every wall that is written in these rooms, each taken out by itself. */
export function mutationsOf(root = '.', besides: readonly NoWall[] = noWalls): Mutation[] {
  const rooms = [
    ...['src/query', 'src/api', 'src/changes', 'src/clerks', 'src/forms'],
    ...['src/seals', 'src/package', 'src/scenarios', 'src/briefs', 'src/alerts', 'src/revisions'],
  ].filter((room) => existsSync(`${root}/${room}`));
  const files = rooms.flatMap((room) =>
    readdirSync(`${root}/${room}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('openapi.ts'))
      .map((file) => `${room}/${file}`)
  );
  return files.sort().flatMap((file) => {
    const text = readFileSync(`${root}/${file}`, 'utf8');
    return walls.flatMap(([pattern, without]) =>
      Array.from(text.matchAll(pattern)).flatMap(({ 0: found, index }) => {
        const by = typeof without === 'string' ? without : without(found);
        const before = text.slice(0, index);
        const start = before.lastIndexOf('\n') + 1;
        const from = text.slice(start, text.indexOf('\n', index)).trim();
        if (/^(?:\/\/|\*|import )/.test(from)) return [];
        if (besides.some((each) => isNone({ file, from, found }, each))) return [];
        const to = `${text.slice(start, index)}${by}${text.slice(index + found.length)}`.split('\n')[0]!.trim();
        return [{ file, line: before.split('\n').length, from, to, at: index, found, by }];
      })
    );
  });
}

/** Whether it is said of this one that it is no wall. */
export const isNone = ({ file, from, found }: Pick<Mutation, 'file' | 'from' | 'found'>, by: NoWall): boolean =>
  by.file === file && by.line.test(from) && (by.found ?? found) === found;

/** What each is known by, whatever is written around it. */
export function keysOf(mutations: readonly Mutation[]): string[] {
  const met = new Map<string, number>();
  return mutations.map(({ file, from, by, found }) => {
    const key = `${file} ${from} ${by} ${found.length}`;
    met.set(key, (met.get(key) ?? 0) + 1);
    return `${key} ${met.get(key)}`;
  });
}
