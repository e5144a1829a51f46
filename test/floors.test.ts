import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each room may stand on. A door is a name in package.json "imports". */
const floors: Record<string, readonly string[]> = {
  'src/spec': [],
  'src/warehouse': ['#spec'],
  'src/store': [],
  'src/pipeline': ['#spec', '#warehouse', '#store'],
  'src/query': ['#spec', '#warehouse'],
  'src/access': ['#spec'],
  'src/api': ['#spec', '#warehouse', '#pipeline', '#query', '#access'],
  // What reads a table has no file system in it, and the browser reads by the same.
  'src/lib': ['#spec', '#lib', '#reading'],
  'src/routes': ['#spec', '#lib'],
  pipelines: ['#spec'],
  dashboards: ['#spec'],
  'data/province': [],
};

/** The packages that only one room may know. */
const keepers: Record<string, RegExp> = {
  '@duckdb/node-api': /^src\/warehouse\//,
  'node:sqlite': /^src\/store\//,
  'apache-arrow': /^src\/warehouse\//,
  fastify: /^src\/(api\/|serve\.ts)/,
  '@fastify/multipart': /^src\/api\/uploads\//,
  papaparse: /^(src\/pipeline\/|src\/lib\/|data\/province\/)/,
  echarts: /^src\/lib\//,
};

const files = globSync('{src,pipelines,dashboards,data/province}/**/*.{ts,js,svelte}').sort();
const imports = (path: string) =>
  Array.from(readFileSync(path, 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g), ([, name]) => name!);

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

  it('the engine never names a source, a rule, a metric or a dashboard', () => {
    const names = globSync('{pipelines/sources/*.ts,pipelines/rules/*.sql,dashboards/*/dashboard.ts}').map((path) =>
      path.startsWith('dashboards/')
        ? path.split('/')[1]!
        : path
            .split('/')
            .at(-1)!
            .replace(/\.\w+$/, '')
    );
    // Marts and stages of the same name, which spec and API promise by name, are no sources.
    const marts = new Set(
      globSync(['pipelines/marts/*.sql', 'pipelines/*']).map((path) => path.split('/').at(-1)!.replace('.sql', ''))
    );
    const engine = globSync('src/{warehouse,pipeline,query,access,api}/**/*.ts');
    const found = engine.flatMap((path) => {
      const text = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
      return names
        .filter((name) => !marts.has(name) && new RegExp(`['"\`.]${name}['"\`]`).test(text))
        .map((name) => `${path} names ${name}`);
    });
    expect(found).toEqual([]);
  });
});
