import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readCatalog, readReach, type Catalog, type QueryContext } from '#query';
import { buildSizeFor, bytesOf, filesOf, foundOf, type OnProgress } from '#pipeline';
import type { Receipt } from '#spec';
import { openBuild, openFile, warehouseFile } from '#warehouse';
import { readFigures, type Figure } from './figures.ts';
import { layText, NotPackable, type Ground } from './ground.ts';
import { layKept, layRecord } from './kept.ts';
import { headlineCsv, readDivided } from './headline.ts';
import { layBook, layCells, layMartsAsCsv, parquetResources } from './lay.ts';
import { leftOut } from './left-out.ts';
import { originalsOf } from './originals.ts';
import { explainingPage } from './page.ts';
import { papersOf } from './papers.ts';
import { provedTerms } from './proofs.ts';
import { makeRecipe, type Recipe } from './recipe.ts';
import { csvText } from './record-lines.ts';
import { dataPackage, type Resource } from './resources.ts';
import { asScope, isOfAll, type Selection } from './selected.ts';
import { writeFigures, writeMarts, writeParquet } from './tables.ts';
import { layTexts, literal, maskedIn, maskedNumbers, original, quoted, textWithoutNumbers } from './texts.ts';

export interface Laid {
  selection: string;
  figures: Figure[];
  formulas: number;
  recipe: Recipe;
  left: string[];
  decisions: string;
}

export interface LayOptions {
  warehouse: string;
  /** Takes filters and scope from the catalog of the version: what it does not know is refused. */
  select: (catalog: Catalog) => Selection;
  receipt: Receipt;
  ground: Ground;
  scratch: string;
  onProgress: OnProgress;
  /** Everything is made again from what is packed before it is handed over; default: of so many rows as take little. */
  isProven?: boolean;
}

/** Rows of files that take a few seconds to be worked out again. */
const soon = 200_000;

/** Lays everything that a package holds below data/ of a folder. */
export async function layPackage({
  warehouse,
  receipt,
  ground,
  select,
  scratch,
  onProgress,
  isProven: wanted,
}: LayOptions): Promise<Laid> {
  const folder = join(scratch, 'data');
  await mkdir(folder);
  const path = warehouseFile(warehouse, receipt.version);
  const size = buildSizeFor(await bytesOf(foundOf(warehouse, filesOf(receipt))));
  const file = await openFile(path, receipt.version);
  const build = await openBuild(':memory:', { ...size, abreast: 1 });
  try {
    const context: QueryContext = { reading: file, deadline: { seconds: 600, isAdmitted: true } };
    const catalog = await readCatalog(file);
    const selection = select(catalog);
    const isWhole = isOfAll(selection);
    await build.run('version', `attach ${literal(path)} as ${original} (read_only)`);
    await build.run('version', `use ${original}`);
    onProgress({ step: '取出', detail: '交来的文字' });
    const texts = await layTexts(build, isWhole ? null : await readReach(context, asScope(selection)));
    for (const table of texts)
      await writeParquet(build, folder, table, `from memory.${table.schema}.${quoted(table.name)}`);
    const originals = await originalsOf(build, warehouse, receipt, isWhole);
    const masked = await maskedIn(build, texts);
    for (const schema of new Set(texts.map(({ schema }) => schema)))
      await build.run(schema, `drop schema memory.${schema} cascade`);
    onProgress({ step: '取出', detail: '主题表和指标' });
    const numbers = await maskedNumbers(build);
    const marts = await writeMarts(build, folder, catalog, selection, numbers);
    const figures = await readFigures(build, context, catalog, selection);
    const divided = await readDivided(build, catalog, selection);
    await writeFigures(build, folder, figures);
    const views = await build.read<{ sql: string }>(
      'views',
      `select sql from duckdb_views() where database_name = ${literal(original)} and schema_name = 'sources' order by view_name`
    );
    const said = sayOf(selection, catalog);
    const about = [
      `百景 审计包　回执 ${receipt.number}　版本 ${receipt.version}　截至日 ${receipt.asOf}`,
      said,
      ...(receipt.isSample ? ['示例数据：单位、名额、金额全是虚构的'] : []),
    ];
    const { metrics, terms } = await provedTerms(context, catalog, selection);
    const summed = new Set(terms.map(({ term }) => term.mart));
    const book = await layBook(build, folder, { catalog, figures, about });
    await layKept({ warehouse, receipt, ground, folder, isWhole, originals });
    const isProven = wanted ?? texts.reduce((sum, { rows }) => sum + rows, 0) <= soon;
    onProgress(isProven ? { step: '重算', detail: '只用包里的文字' } : { step: '写下算法', detail: '没有重算' });
    const recipe = await makeRecipe({
      folder,
      pipelines: join(folder, 'pipelines'),
      texts,
      views: views.map(({ sql }) => sql.replace(/;\s*$/, '')),
      expected: isWhole ? marts : marts.filter(({ name }) => summed.has(name)),
      part: isWhole ? null : asScope(selection),
      cube: new Set(catalog.marts.get('cube')?.keys()),
      metrics: [...catalog.metrics.keys()],
      isProven,
      size,
      scratch,
      about: [
        ...about,
        '在解开的 data 文件夹里，用任何一个 DuckDB 运行：从交来的文字重新做出每张表、每条结论、每个指标，再和包里的比较。',
      ],
    });
    if (isWhole && recipe.tables.length + recipe.figures.length > 0) throw new NotPackable(sayDiffering(recipe));
    await layText(join(folder, 'recompute.sql'), recipe.sql);
    const resources: Resource[] = [
      ...parquetResources([...texts, ...marts], catalog),
      ...(await layMartsAsCsv(build, folder, catalog, marts, summed)),
      ...(await layCells(build, folder, texts)),
    ];
    const left = leftOut({ catalog, selection, masked, originals, recipe, book, texts });
    const { decisions, papers } = await layRecord({ warehouse, receipt, build, folder, isWhole, marts });
    await layText(
      join(folder, 'csv/headline.csv'),
      headlineCsv(figures, catalog, divided, papersOf(papers, receipt.version))
    );
    await layText(join(folder, 'masked.csv'), csvText([['遮盖了什么，没有给什么'], ...left.map((line) => [line])]));
    const laidAs = new Set(resources.map((each) => each.path));
    const tableOf = (mart: string) =>
      [`csv/${mart}.csv`, `tables/marts/${mart}.parquet`].find((each) => laidAs.has(each)) ?? null;
    await layText(
      join(folder, '说明.html'),
      textWithoutNumbers(
        explainingPage({
          receipt,
          catalog,
          figures,
          metrics,
          terms,
          originals,
          selection: said,
          left,
          isProven,
          tableOf,
          book,
        }),
        numbers
      )
    );
    await layText(
      join(folder, 'datapackage.json'),
      await dataPackage(build, folder, resources, {
        name: `baijing-${receipt.version.toLowerCase()}`,
        id: receipt.fingerprint,
        title: about[0],
        description: about.slice(1).join('；'),
        created: receipt.loadedAt,
        version: receipt.version,
      })
    );
    return { selection: said, figures, formulas: book.formulas, recipe, left, decisions };
  } finally {
    build.close();
    file.close();
  }
}

function sayOf({ filters, scope }: Selection, catalog: Catalog): string {
  const told = (name: string, values: readonly string[]) =>
    `${catalog.marts.get('projects')?.get(name)?.title ?? name} ${values.join('、')}`;
  const parts = [
    ...[...filters].map(([name, values]) => told(name, values)),
    ...Object.entries(scope).map(([name, values]) => `只看得到 ${told(name, values)}`),
  ];
  return parts.length === 0 ? '全部数据' : `只有：${parts.join('；')}`;
}

const sayDiffering = ({ tables, figures }: Recipe): string =>
  `用包里的文字重算，有 ${tables.length} 张表、${figures.length} 个数与这一版不同，没有装包：` +
  `${tables.map(({ table }) => table).join('、')}${figures
    .slice(0, 5)
    .map(({ metric, batch, city }) => ` ${metric} ${batch} ${city}`)
    .join('；')}。` +
  '这一版多半由另一版程序建立：请用 npm run rebuild 另建一版再装。';
