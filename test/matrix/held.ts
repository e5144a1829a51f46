export interface Place {
  file: string;
  line: RegExp;
}

export interface NoWall extends Place {
  found?: string;
  reason: string;
}

/** Lines that read as a wall and are none: they say something or lead somewhere, and nothing is told less by them. */
export const noWalls: readonly NoWall[] = [
  {
    file: 'src/api/http/papers.ts',
    line: /covers\(scope, statement\.scope\)/,
    found: 'statement.scope',
    reason: 'hides every paper without it',
  },
  {
    file: 'src/api/http/papers.ts',
    line: /^const cities = /,
    reason: 'says of which city a paper is; of none it is for who sees all',
  },
  {
    file: 'src/api/routes/revisions/drafting.ts',
    line: /statement\.scope/,
    found: 'statement.scope',
    reason: 'asks for less without it, or stands in covers, which is taken out itself',
  },
  {
    file: 'src/api/routes/revisions/drafting.ts',
    line: /^const sameScope/,
    found: 'covers(other, one)',
    reason: 'no edition is of more than its paper',
  },
  { file: 'src/api/routes/begin.ts', line: /^isYours: /, reason: 'says whose step it is, and tells nothing besides' },
  {
    file: 'src/api/routes/entering/save-draft.ts',
    line: /^\.\.\.\(can\(reader, 'shared'\)/,
    reason: 'is of who sees all: ofAll lets nobody else fill in',
  },
  {
    file: 'src/api/routes/papers/routes.ts',
    line: /^scope: statement\.scope/,
    reason: 'says which page a paper is of; which papers are told is asked before',
  },
  ...[/isWithin\(key, scope\)/, /^return Object\.entries\(scope\)\.every/].map((line) => ({
    file: 'src/api/routes/revisions/drafting.ts',
    line,
    reason: 'leaves out of a part what a page tells everybody of others',
  })),
  ...[/firstOf\(/, /await metricTable\(comparing/, /await namedIn\(open, open\.worlds\[0\]/].map((line) => ({
    file: 'src/changes/draft.ts',
    line,
    reason: 'is of the first load of all: it holds what whoever loads may hand in, and nothing besides',
  })),
  {
    file: 'src/changes/whole.ts',
    line: /^respelled: /,
    reason: 'is told on the command line alone, and there without a scope',
  },
  {
    file: 'src/package/lay-package.ts',
    line: /^const texts = await layTexts/,
    reason: 'without it nothing is packed: what follows looks in the table of what may be read, which is not there',
  },
  {
    file: 'src/package/lay-package.ts',
    line: /^textWithoutNumbers\(/,
    reason: 'looks a second time at a page on which no cell stands',
  },
  {
    file: 'src/query/proof/prove.ts',
    line: /^const isPartial/,
    reason: 'says of a number of all that its rows are told in part; they are of the scope by themselves',
  },
  {
    file: 'src/query/loads/defects.ts',
    line: /^const reach = await readReach\(context, narrowedScope/,
    reason: 'without it nothing is answered: what is asked of the rows of a part is not there in those of all',
  },
  {
    file: 'src/query/compared/asked.ts',
    line: /^const scope = Object\.entries/,
    reason: 'tells less without it: nothing of what is released beyond the own',
  },
  { file: 'src/api/http/papers.ts', line: /JSON\.stringify/, reason: 'looks for the paper that came after another' },
  { file: 'src/api/routes/accounts.ts', line: /scopeIn\(request/, reason: 'reads the scope that a form grants' },
  { file: 'src/briefs/compose-brief.ts', line: /\?\? view\.scope/, reason: 'says in words whose figures they are' },
  {
    file: 'src/package/record-lines.ts',
    line: /^return \[Object\.keys\(columns\)/,
    reason: 'masks what officers wrote besides: of it nothing is a personal column',
  },
  { file: 'src/package/lay-package.ts', line: /^part: /, reason: 'is written into the recipe, to be worked out again' },
  { file: 'src/api/http/page-gate.ts', line: /'\/accounts'/, reason: 'leads who tends accounts alone to them' },
  {
    file: 'src/api/routes/dashboards.ts',
    line: /return read;$/,
    reason: 'leaves out of a page what is refused there',
  },
  { file: 'src/api/http/record-use.ts', line: /^if \(!isWhole/, reason: 'says what the record calls a refusal' },
  {
    file: 'src/api/routes/uploads/routes.ts',
    line: /: isWhole\(api\.reader/,
    found: 'api.reader(request).scope',
    reason: 'is of tasks whose upload is gone: it takes them along, unless its folder was removed by hand',
  },
  { file: 'src/forms/chosen.ts', line: /new Set<string>/, reason: 'says in words what the reader may see' },
  { file: 'src/query/released/sums.ts', line: /^: `不足 /, reason: 'says how many are too few' },
  {
    file: 'src/query/source-rows/reach.ts',
    line: /^const key = JSON/,
    reason: 'one reading is of one answer: whoever asks is one, and a part of theirs is told as all of theirs or less',
  },
  {
    file: 'src/api/routes/provinces.ts',
    line: /^needs: /,
    reason: 'tells nothing of one province; of several it is asked by one reader, who may see their sums',
  },
  {
    file: 'src/api/routes/receipts.ts',
    line: /^return copy === null/,
    reason: 'offers a marked copy, which its own door refuses',
  },
  {
    file: 'src/query/notice/support.ts',
    line: /^const provincial/,
    reason: 'reads a relation of the province alone, of which no scope is asked',
  },
  {
    file: 'src/query/released/standing.ts',
    line: /^const own = /,
    reason: 'withholds more without it; that few beside the own are few is held by attack.ts',
  },
];

/** Lines whose wall is held by others as well, and why there are both. */
export const heldTwice: readonly (Place & { by: readonly Place[]; reason: string })[] = [
  {
    file: 'src/alerts/prepare.ts',
    line: /^if \(incident === null/,
    by: [{ file: 'src/alerts/view.ts', line: /!isWithin\(reader/ }],
    reason: 'an incident that is sent is looked up as the page looks it up, which asks the same first',
  },
  {
    file: 'src/query/notice/judged-rows.ts',
    line: /judged\.flat\(\)|slice\(0, most\)\);/,
    by: [{ file: 'src/query/proof/sources.ts', line: /locationsOfFindings\(|rowsAt\(/ }],
    reason: 'the rows that findings were judged by are read within the scope as all rows are',
  },
  {
    file: 'src/query/proof/sources.ts',
    line: /locationsOfFindings\(|rowsAt\(/,
    by: [
      { file: 'src/query/notice/judged-rows.ts', line: /judged\.flat\(\)|slice\(0, most\)\);/ },
      { file: 'src/query/proof/sources.ts', line: /locationsOfFindings\(|rowsAt\(/ },
    ],
    reason: 'the rows that findings were judged by are looked for within the scope already',
  },
  {
    file: 'src/query/source-rows/source-rows.ts',
    line: /^const reach = await readReach|withinReach\(reach, placeOf\('t'\), source\)/,
    by: [
      { file: 'src/query/notice/judged-rows.ts', line: /judged\.flat\(\)|slice\(0, most\)\);/ },
      { file: 'src/query/proof/sources.ts', line: /locationsOfFindings\(/ },
    ],
    reason: 'the rows that are looked up by their places are of the scope already',
  },
  {
    file: 'src/query/loads/narrowed.ts',
    line: /own === undefined/,
    by: [{ file: 'src/api/routes/loads.ts', line: /^refuseOutside\(/ }],
    reason: 'a part that is asked for by name and is not theirs is refused before',
  },
  {
    file: 'src/package/originals.ts',
    line: /const why|personal\.has|unknownColumns|aside\.has|masked\.has|maskPersonal/,
    by: [
      {
        file: 'src/package/originals.ts',
        line: /const why|personal\.has|unknownColumns|aside\.has|masked\.has|maskPersonal/,
      },
    ],
    reason:
      'the bytes of a file are withheld for any of these, and most files give several; test/package has one of each',
  },
  {
    file: 'src/api/routes/revisions/drafting.ts',
    line: /!covers\(/,
    by: [{ file: 'src/api/routes/revisions/drafting.ts', line: /!covers\(/ }],
    reason: 'who sees a paper sees all that it is of: what is no part of it and what is not theirs are refused by each',
  },
];

/** Lines whose wall no question of the matrix passes, and the test that holds each. */
export const heldElsewhere: readonly (Place & { test: string; reason: string })[] = [
  {
    file: 'src/query/withheld.ts',
    line: /^const projects = projectsIn/,
    test: 'test/access/doors.test.ts',
    reason: 'no firm of the canaries is called one way by one city and otherwise by another',
  },
  {
    file: 'src/query/source-rows/row-reasons.ts',
    line: /supersededBy = by/,
    test: 'test/access/foreign-rows.test.ts',
    reason: 'no row of the canaries is taken the place of by one of another city within a file',
  },
  {
    file: 'src/query/source-rows/source-rows.ts',
    line: /^return \{ name: null, header: under/,
    test: 'test/access/telephones.test.ts',
    reason: 'no cell without a header holds a telephone',
  },
  {
    file: 'src/revisions/draft.ts',
    line: /^const verdicts = await comparison/,
    test: 'test/revisions/crossed.test.ts',
    reason: 'no verdict turned on what is not theirs while a notice of theirs is drafted',
  },
  {
    file: 'src/seals/ask.ts',
    line: /^const own = await catalogWithin/,
    test: 'test/seals/papers.test.ts',
    reason: 'what the catalog says of rows stands on no paper',
  },
  {
    file: 'src/query/loads/turned-away.ts',
    line: /^for \(const \[name, values\] of Object\.entries\(scope\)/,
    test: 'test/access/doors.test.ts',
    reason: 'tells counts alone',
  },
  {
    file: 'src/changes/because.ts',
    line: /isApart && after/,
    test: 'test/changes/apart.test.ts',
    reason:
      'no row becomes that of another project: each key of today has the project in it, which matrix.test.ts holds',
  },
  ...(
    [
      ['src/query/loads/within.ts', /^const isTold|^fix: |^problem: |^others\.some/],
      ['src/query/loads/defects.ts', /^const sql = `select source/],
    ] as const
  ).map(([file, line]) => ({
    file,
    line,
    test: 'test/access/doors.test.ts',
    reason:
      'words of checks over rows that the canaries do not have: two rows of a mixed file, a list with the project of another',
  })),
  {
    file: 'src/api/http/panel-failure.ts',
    line: /^const isTold = /,
    test: 'test/api/panel-failure.test.ts',
    reason: 'no panel of this program breaks on a row of the canaries',
  },
  {
    file: 'src/api/routes/uploads/upload-service.ts',
    line: /^return can\(reader, 'publish'\)/,
    test: 'test/access/overtaken-load.test.ts',
    reason: 'nothing is loaded by an account while the matrix asks',
  },
  {
    file: 'src/api/routes/uploads/upload-service.ts',
    line: /^const owner = ownerOf/,
    test: 'test/access/held.test.ts',
    reason: 'nothing is loaded by an account while the matrix asks',
  },
  {
    file: 'src/query/loads/receipt-within.ts',
    line: /^\.filter\(\(\{ file, replaces/,
    test: 'test/access/held.test.ts',
    reason: 'the canaries are loaded at once: no file takes the place of another while anybody looks',
  },
  {
    file: 'src/query/released/few.ts',
    line: /^export const areFew|^const idsOf/,
    test: 'test/query/released/withhold.test.ts',
    reason: 'in so small a province little is told anyway',
  },
  {
    file: 'src/api/routes/uploads/receive.ts',
    line: /^\.\.\.\(can\(reader, 'shared'\)/,
    test: 'test/access/uploads.test.ts',
    reason: 'without it nobody who asks sees what they handed in',
  },
  {
    file: 'src/api/routes/uploads/within.ts',
    line: /^\(scope === undefined && account/,
    test: 'test/access/uploads.test.ts',
    reason: 'nobody who asks handed anything in when they saw all',
  },
  {
    file: 'src/api/routes/uploads/within.ts',
    line: /^return kept !== null/,
    test: 'test/access/uploads.test.ts',
    reason: 'nothing is loaded by an account while the matrix asks',
  },
  {
    file: 'src/api/routes/alerts.ts',
    line: /^const unfit = leaveOutOthers/,
    test: 'test/alerts/routes.test.ts',
    reason: 'says which of the cities that were asked for are not theirs: without it that is left out silently',
  },
  {
    file: 'src/api/routes/uploads/marked-upload.ts',
    line: /^if \(!can\(reader, '(?:upload|personal)'\)/,
    test: 'test/api/uploads.test.ts',
    reason: 'nobody who asks sees what others of their scope handed in and lacks one of both',
  },
  {
    file: 'src/query/source-rows/reach.ts',
    line: /scopeIn\(scope, undefined/,
    test: 'test/access/doors.test.ts',
    reason: 'words of checks over a list with the project of another',
  },
  {
    file: 'src/query/source-rows/source-rows.ts',
    line: /column\.isPrivate &&/,
    test: 'test/access/personal.test.ts',
    reason: 'whoever may reveal what is personal may see it: that it is masked until then is no leak to them',
  },
  {
    file: 'src/query/source-rows/reach.ts',
    line: /areApart\(/,
    test: 'test/access/uploads.test.ts',
    reason: 'a canary is of the city that its row says, whoever handed the row in',
  },
  {
    file: 'src/changes/history.ts',
    line: /slice\(0, -1\)\) seen\.push/,
    test: 'test/changes/api.test.ts',
    reason: 'what was judged of a project before it came is another in no canary',
  },
  ...(
    [
      ['src/changes/metric.ts', /^if \(line\.step === 'data'/],
      ['src/changes/projects.ts', /^because: hidden/],
    ] as const
  ).map(([file, line]) => ({
    file,
    line,
    test: 'test/changes/api.test.ts',
    reason: 'the rows that are told of what crossed are of the scope by themselves',
  })),
  {
    file: 'src/changes/whole.ts',
    line: /^const own = new Set|^\.filter\(\(\{ subjects/,
    test: 'test/changes/api.test.ts',
    reason: 'a project that crosses leaves no file of another city behind in the canaries',
  },
  {
    file: 'src/package/selected.ts',
    line: /^export const isOfAll|^scope: asScope/,
    test: 'test/package/make.test.ts',
    reason: 'a small package is worked out again and refused where it differs; one that is not shows it',
  },
  {
    file: 'src/package/tables.ts',
    line: /numbers\.length === 0/,
    test: 'test/package/tables.test.ts',
    reason: 'a small package is worked out again and refused where a mart holds what its texts do not',
  },
  {
    file: 'src/package/texts.ts',
    line: /maskPersonal\(value\)/,
    test: 'test/package/make.test.ts',
    reason: 'telephones of the canaries stand where no column asks for them, or in personal ones',
  },
  {
    file: 'src/query/relations.ts',
    line: /view\.isPast === true/,
    test: 'test/matrix/matrix.test.ts',
    reason: 'the versions of the canaries differ in more than few projects',
  },
  {
    file: 'src/query/relations.ts',
    line: /hidden\.length > 0/,
    test: 'test/query/relations.test.ts',
    reason: 'no mart of today has a personal column',
  },
  {
    file: 'src/query/relations.ts',
    line: /isOutOfScope|^\? releasedSums\(/,
    test: 'test/query/relations.test.ts',
    reason: 'who asks is of a city, which nearly every mart knows; and the own beside few is withheld without it',
  },
  {
    file: 'src/changes/compare.ts',
    line: /^data: \(scope\)/,
    test: 'test/matrix/matrix.test.ts',
    reason: 'no row becomes that of another project: each key of today has the project in it',
  },
  ...(
    [
      ['src/query/outside.ts', /^const \[\{ says \}\]|^Object\.entries\(scope\)\.every|^if \(isReleased \|\|/],
      ['src/query/metrics/panel.ts', /sayOutside\(/],
      ['src/query/metrics/query-metrics.ts', /sayOutside\(/],
      ['src/api/routes/loads.ts', /^refuseOutside\(/],
    ] as const
  ).map(([file, line]) => ({
    file,
    line,
    test: 'test/access/outside.test.ts',
    reason: 'says that what is asked for by name is out of scope: without it nothing is told, as if there were none',
  })),
  {
    file: 'src/api/routes/session.ts',
    line: /^const isTold = office/,
    test: 'test/accounts/doors.test.ts',
    reason: 'where the data lie is no canary',
  },
  {
    file: 'src/api/routes/uploads/within.ts',
    line: /^load: load &&/,
    test: 'test/access/uploads.test.ts',
    reason: 'nothing is loaded while the matrix asks: all that is kept would be of another version',
  },
];
