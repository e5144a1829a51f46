import { readdirSync, readFileSync } from 'node:fs';
import { readCatalog, type Catalog } from '#query';
import { openBuild, openFile, type Build } from '#warehouse';

export interface Measure {
  name: string;
  isMoney: boolean;
  /** A panel of the province tells it: else only who may see sums alone can ask of it. */
  isOfPanels: boolean;
}

/** Projects of a real load in places and of firms that are drawn anew of each seed. */
export interface Drawn {
  catalog: Catalog;
  build: Build;
  /** The measures of projects that the sums of the province are told of. */
  measures: readonly Measure[];
  close(): void;
}

export const cities = ['济南市', '青岛市', '淄博市', '烟台市', '潍坊市'];
export const batches = ['2024-1', '2024-2', '2025'];

/**
 * A province of some projects in few cities and batches, such that cells of one, two, three and more projects and of
 * one firm come about. What is told of a project stays together, as it is: amounts of one thing over fewer projects,
 * states that follow on each other.
 */
export async function drawProvince(warehouseFile: string, seed: string, count: number): Promise<Drawn> {
  const file = await openFile(warehouseFile, 'drawn');
  const catalog = await readCatalog(file);
  file.close();
  const build = await openBuild(':memory:', { threads: 1 });
  const cube = catalog.marts.get('cube');
  const told = [...(catalog.marts.get('projects')?.values() ?? [])].filter(
    ({ name, type }) =>
      // Places are public among cities.
      type === 'number' && cube?.get(name)?.type === 'number' && !/^(?:quota(?!_exempt)|exemption_unknown)/.test(name)
  );
  const number = (of: string) => `(hash('${seed} ${of} ' || project_id) % 1000)::integer`;
  // Of the first of them oftener than of the last: cells of one project and of many.
  const oneOf = (values: readonly string[], of: string) =>
    `([${values.map((each) => `'${each}'`).join(', ')}])[1 + least(${number(of)}, ${number(`${of} again`)}) * ${values.length} // 1000] as ${of}`;
  const panels = wordsOf('dashboards', (sql) => sql.includes('province_cube'));
  const asked = new Set([...panels, ...wordsOf('pipelines/metrics', () => true)]);
  // Each as often as gives as many as are asked for, each time elsewhere.
  const copies = 4;
  await build.run('drawn', 'create schema marts');
  await build.run('drawn', `attach '${warehouseFile}' as real (read_only)`);
  await build.run('drawn', 'create table marts.quotas as from real.marts.quotas');
  const drawn = [
    oneOf(cities, 'city'),
    oneOf(batches, 'batch'),
    oneOf(['甲县', '乙县'], 'county'),
    `'F' || ${number('firm')} % ${Math.ceil(count / 3)} as applicant_id`,
  ];
  await build.run(
    'drawn',
    `create table marts.projects as
     select * exclude (n) replace (${drawn.join(', ')}) from (
       select * replace (project_id || ' ' || n as project_id) from real.marts.projects, range(${copies}) as r(n)
     ) order by (verified_investment is null)::integer * 300 + ${number('which')} limit ${count}`
  );
  return {
    catalog,
    build,
    measures: told.flatMap(({ name, format }) =>
      asked.has(name) ? [{ name, isMoney: format === 'yuan', isOfPanels: panels.has(name) }] : []
    ),
    close: () => build.close(),
  };
}

/** Every word of the queries of a folder that are meant. */
const wordsOf = (folder: string, isMeant: (sql: string) => boolean): Set<string> =>
  new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.sql'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8').replaceAll(/--.*/g, ''))
      .filter(isMeant)
      .flatMap((sql) => sql.match(/\w+/g) ?? [])
  );
