import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseSqlFile } from '#spec';
import { namesImported as imports } from './imports.ts';

/** What each room may stand on. A door is a name in package.json "imports". */
const floors: Record<string, readonly string[]> = {
  'src/spec': [],
  'src/xlsx': [],
  'src/warehouse': ['#spec'],
  'src/store': [],
  'src/intake': ['#spec', '#xlsx', '#warehouse'],
  'src/pipeline': ['#spec', '#xlsx', '#warehouse', '#store', '#intake', '#dimensions', '#declared-dimensions'],
  // `#reading` is the part of the intake that needs no file system: the confined child that marks a copy stands on it.
  'src/clerks': ['#spec', '#xlsx', '#warehouse', '#intake', '#reading', '#pipeline'],
  'src/query': ['#spec', '#warehouse', '#store', '#dimensions'],
  'src/access': ['#spec', '#store', '#pipeline'],
  'src/forms': ['#spec', '#xlsx', '#intake', '#query'],
  'src/changes': ['#spec', '#warehouse', '#store', '#pipeline', '#query'],
  'src/package': ['#spec', '#xlsx', '#warehouse', '#store', '#pipeline', '#query'],
  'src/briefs': ['#spec', '#query'],
  'src/guide': ['#spec'],
  'src/scenarios': ['#spec', '#warehouse', '#query'],
  'src/alerts': ['#spec', '#warehouse', '#store', '#pipeline', '#query', '#access'],
  // What stands on a paper is written as on a page.
  'src/seals': ['#spec', '#warehouse', '#store', '#query', '#briefs', '#lib'],
  // What fills in content stands on what reads it.
  'src/entering': ['#spec', '#warehouse', '#pipeline'],
  'src/doctor': ['#spec', '#xlsx', '#warehouse', '#pipeline', '#pictures'],
  'src/erasure': ['#spec', '#xlsx', '#warehouse', '#store', '#pipeline', '#clerks', '#access', '#alerts'],
  'src/deliver': ['#spec', '#xlsx', '#warehouse'],
  // A province among others is a dimension in the place of those that one has.
  'src/provinces': ['#spec', '#warehouse', '#pipeline', '#declared-dimensions', '#dimensions-of-one'],
  'src/clickhouse': ['#spec', '#warehouse'],
  'src/replicate': ['#spec', '#warehouse', '#store', '#pipeline'],
  // A notice of changes is of papers, by the comparison of two versions.
  'src/revisions': ['#spec', '#store', '#changes', '#seals'],
  'src/kept': ['#spec'],
  // What a page draws, drawn for who has no page.
  'src/pictures': ['#spec', '#lib'],
  'src/api': [
    '#spec',
    '#xlsx',
    '#warehouse',
    '#intake',
    '#pipeline',
    '#clerks',
    '#query',
    '#forms',
    '#changes',
    '#store',
    '#access',
    '#kept',
    '#pictures',
    '#briefs',
    '#guide',
    '#scenarios',
    '#seals',
    '#doctor',
    '#alerts',
    '#revisions',
    '#entering',
    '#erasure',
  ],
  // What holds for this machine, whoever asks; what answers on it; what is done on it once; and how all is asked for.
  'src/environment': ['#spec', '#pipeline'],
  'src/server': [
    '#spec',
    '#dimensions',
    '#warehouse',
    '#store',
    '#pipeline',
    '#provinces',
    '#clickhouse',
    '#replicate',
    '#deliver',
    '#clerks',
    '#query',
    '#access',
    '#guide',
    '#alerts',
    '#doctor',
    '#lib',
    '#api',
    '#environment',
  ],
  'src/tasks': [
    '#spec',
    '#warehouse',
    '#store',
    '#pipeline',
    '#replicate',
    '#deliver',
    '#clerks',
    '#clickhouse',
    '#provinces',
    '#query',
    '#access',
    '#forms',
    '#changes',
    '#package',
    '#briefs',
    '#guide',
    '#scenarios',
    '#alerts',
    '#seals',
    '#erasure',
    '#api',
    '#environment',
    '#server',
  ],
  'src/commands': ['#spec', '#dimensions', '#warehouse', '#pipeline', '#access', '#environment', '#server', '#tasks'],
  // What reads a table has no file system in it, and the browser reads by the same.
  'src/lib': ['#spec', '#lib', '#reading'],
  'src/routes': ['#spec', '#lib', '#reading'],
  pipelines: ['#spec'],
  dashboards: ['#spec'],
  'test/province': ['#xlsx'],
};

/**
 * The rooms that know the programme by name: what the notice says of slots, caps and subjects, what a change of a
 * project is told by, and that a reader is of a city.
 */
const knowTheNotice = ['src/query/notice/', 'src/pipeline/diff/', 'src/access/', 'src/changes/'];

/** The packages, and the room, that only one may know. */
const keepers: Record<string, RegExp> = {
  '@duckdb/node-api': /^src\/warehouse\//,
  'node:sqlite': /^src\/store\//,
  'openid-client': /^src\/access\//,
  aws4: /^src\/replicate\/s3-client\.ts$/,
  '@clickhouse/client': /^src\/clickhouse\/client\.ts$/,
  nodemailer: /^src\/alerts\/channels\/smtp\.ts$/,
  uqr: /^src\/api\/(routes\/account|http\/qr)\.ts$/,
  'apache-arrow': /^src\/warehouse\//,
  'hyparquet-writer': /^src\/warehouse\//,
  '@resvg/resvg-wasm': /^src\/pictures\//,
  docx: /^src\/routes\/brief\/docx\.ts$/,
  '@fastify/ajv-compiler': /^src\/api\/http\/validators\.ts$/,
  fastify: /^src\/api\//,
  '@fastify/multipart': /^src\/api\/routes\/uploads\//,
  papaparse: /^(src\/intake\/|test\/province\/)/,
  echarts: /^src\/lib\//,
  // Browsers get the types of answers and none of the schemas.
  typebox: /^src\/(spec|api)\//,
  '#spec/answers': /^src\/api\//,
  '#commands': /^src\/cli\.ts$/,
};

const files = globSync('{src,pipelines,dashboards,test/province}/**/*.{ts,js,svelte}')
  .filter((path) => !path.startsWith('test/province/tests/'))
  .sort();

describe('floors', () => {
  for (const [floor, allowed] of Object.entries(floors)) {
    it(`${floor} stands on ${allowed.join(', ') || 'packages alone'}`, () => {
      const wrong = files
        .filter((path) => path.startsWith(`${floor}/`))
        .flatMap((path) =>
          imports(path)
            .filter((name) => {
              if (name.startsWith('#')) return !allowed.includes(name.split('/')[0]!);
              // A relative import stays in its own room; what another room offers is behind its door.
              return name.startsWith('.') && !join(dirname(path), name).startsWith(`${floor}/`);
            })
            .map((name) => `${path} imports ${name}`)
        );
      expect(wrong).toEqual([]);
    });
  }

  for (const [name, keeper] of Object.entries(keepers)) {
    it(`${name} has one keeper`, () => {
      const wrong = files.filter(
        (path) => !keeper.test(path) && imports(path).some((found) => found === name || found.startsWith(`${name}/`))
      );
      expect(wrong).toEqual([]);
    });
  }

  it('the engine never names a source, a rule, a metric, a measure, a dimension or a dashboard', () => {
    const baseOf = (path: string) =>
      path
        .split('/')
        .at(-1)!
        .replace(/\.\w+$/, '');
    const columnsOf = (model: string) =>
      Object.keys(parseSqlFile(model, readFileSync(model, 'utf8')).header).filter(
        (key) => key !== 'title' && key !== 'grain'
      );
    const names = [
      ...globSync('pipelines/{sources,rules,metrics}/*').map(baseOf),
      ...globSync('dashboards/*/dashboard.ts').map((path) => path.split('/')[1]!),
      ...['measures', 'dimensions'].flatMap((name) => columnsOf(`pipelines/lifecycle/${name}.sql`)),
    ];
    // Marts and stages of the same name, which spec and API promise by name, are no sources.
    const marts = new Set(globSync(['pipelines/marts/*.sql', 'pipelines/*']).map(baseOf));
    const found = globSync('src/{xlsx,warehouse,intake,pipeline,clerks,query,forms,access,api}/**/*.ts')
      .filter((path) => !knowTheNotice.some((room) => path.startsWith(room)))
      .flatMap((path) => {
        const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
        return names
          .filter((name) => !marts.has(name) && new RegExp(`['"\`.]${name}['"\`]`).test(text))
          .map((name) => `${path} names ${name}`);
      });
    expect(found).toEqual([]);
  });
});
