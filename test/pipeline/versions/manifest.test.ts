import { execFile } from 'node:child_process';
import { copyFile, mkdir, readFile, rename, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { load, readProgram } from '#pipeline';
import { warehouseFormat } from '#spec';
import { readReceipt } from '#warehouse';
import { program } from '#environment/content.ts';
import { differences, filesIn, readBuildInputs } from '../../../src/pipeline/versions/manifest.ts';
import { folderOf, trees } from '../content.ts';

const groundOf = (root: string) =>
  readBuildInputs({ pipelines: join(root, 'pipelines'), reference: join(root, 'reference'), program: '# node 24\n' });

describe('the digest stays the same', () => {
  test.each<[string, (root: string) => Promise<unknown>]>([
    [
      'with the line endings of another system',
      async (root) => {
        for (const path of Object.keys(trees)) {
          const text = await readFile(join(root, path), 'utf8');
          await writeFile(join(root, path), text.replaceAll('\n', '\r\n'));
        }
      },
    ],
    ['when a file is only touched', (root) => utimes(join(root, 'reference/batches.csv'), 1, 1)],
    [
      'beside hidden files',
      (root) => folderOf({ 'pipelines/marts/.projects.sql': 'select 1', 'reference/._b.csv': 'x' }, root),
    ],
    ['beside hidden folders', (root) => folderOf({ 'pipelines/.git/x.sql': 'select 1' }, root)],
    [
      'beside what editors leave',
      (root) =>
        folderOf(
          {
            'pipelines/marts/projects.sql~': 'select 1',
            'pipelines/marts/#projects.sql#': 'select 1',
            'pipelines/marts/.#projects.sql': 'select 1',
            'pipelines/marts/.projects.sql.swp': 'x',
            'pipelines/marts/projects.sql.bak': 'select 1',
            'pipelines/marts/projects.sql.orig': 'select 1',
            'pipelines/marts/4913': '',
            'reference/.~lock.batches.csv#': 'me',
            'reference/~$batches.csv': 'x',
            'reference/batches.csv.tmp': 'x',
            'reference/batches.xlsx': 'x',
          },
          root
        ),
    ],
    [
      'where a file is a link to the same bytes',
      async (root) => {
        const path = join(root, 'reference/batches.csv');
        await rename(path, join(root, 'elsewhere.csv'));
        await symlink(join(root, 'elsewhere.csv'), path);
      },
    ],
  ])('%s', async (_, change) => {
    const root = await folderOf(trees);
    const before = await groundOf(root);
    await change(root);
    expect(await groundOf(root)).toEqual(before);
  });

  test('in whatever order the system lists the files', async () => {
    const [root, other] = [await folderOf(trees), await folderOf({})];
    for (const path of Object.keys(trees).reverse()) {
      await mkdir(dirname(join(other, path)), { recursive: true });
      await copyFile(join(root, path), join(other, path));
    }
    const { manifest, digest } = await groundOf(other);
    expect(digest).toBe((await groundOf(root)).digest);
    expect([...filesIn(manifest).keys()]).toEqual([...filesIn(manifest).keys()].sort());
  });
});

describe('the digest is another', () => {
  test.each<[string, (root: string) => Promise<unknown>]>([
    ['where a line is', (root) => writeFile(join(root, 'pipelines/marts/projects.sql'), 'select 1')],
    ['where a file is added', (root) => folderOf({ 'pipelines/rules/late.sql': 'select 1' }, root)],
    ['where reference data are', (root) => folderOf({ 'reference/limits.csv': 'a\n' }, root)],
    ['where the text of a notice is', (root) => folderOf({ 'reference/notices/2025/notice.md': '一' }, root)],
    [
      'where a file has another name',
      (root) => rename(join(root, 'pipelines/metrics/height.sql'), join(root, 'pipelines/metrics/tall.sql')),
    ],
  ])('%s', async (_, change) => {
    const root = await folderOf(trees);
    const before = await groundOf(root);
    await change(root);
    const after = await groundOf(root);
    expect(after.digest).not.toBe(before.digest);
    expect(differences(before.manifest, after.manifest).length).toBeGreaterThan(0);
  });
});

test('what lies beside the content is not read either: a load with it is no other', async () => {
  const root = await folderOf({ ...trees, 'trees.csv': '编号,树高\nA,1\n' });
  const folder = await folderOf({ 'trees.csv': '编号,树高\nA,1\n' });
  const options = {
    folder,
    warehouse: join(root, 'warehouse'),
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    asOf: null,
    program: '1',
  };
  expect((await load(options)).status).toBe('published');
  await folderOf(
    {
      'pipelines/marts/._projects.sql': 'nonsense',
      'pipelines/marts/#a.sql': 'x',
      'reference/~$batches.csv': 'x,y\n1',
    },
    root
  );
  expect((await load(options)).status).toBe('unchanged');
  expect((await load({ ...options, isAnew: true })).status).toBe('published');
});

test('the manifest is as sha256sum checks it', async () => {
  const root = await folderOf(trees);
  const { manifest } = await readBuildInputs({
    pipelines: join(root, 'pipelines'),
    reference: join(root, 'reference'),
    program: '# node 24\n',
  });
  await folderOf({ manifest: manifest.replaceAll('  data/reference/', '  reference/') }, root);
  const { stdout } = await promisify(execFile)('sha256sum', ['--check', '--strict', 'manifest'], { cwd: root });
  expect(stdout).toContain('pipelines/marts/projects.sql: OK');
});

test('two manifests differ in what is another, new or gone: files and packages', () => {
  const line = (path: string, digit: string) => `${digit.repeat(64)}  ${path}\n`;
  const before = `# node 24.1.0\n# duckdb 1.5\n${line('src/a.ts', 'a')}${line('src/b.ts', 'b')}${line('src/c.ts', 'c')}`;
  const after = `# node 24.2.0\n# duckdb 1.5\n${line('src/a.ts', 'a')}${line('src/b.ts', 'd')}${line('src/d.ts', 'e')}`;
  expect(differences(before, after)).toEqual(['node', 'src/b.ts', 'src/c.ts', 'src/d.ts']);
  expect(differences(before, before)).toEqual([]);
});

describe('the program', () => {
  test('is Node, the packages that make tables, and every source file of its rooms', async () => {
    const manifest = await program();
    expect(manifest).toContain(`# node ${process.versions.node}\n`);
    for (const name of ['@duckdb/node-api', '@duckdb/node-bindings', 'papaparse', 'saxes', 'yauzl'])
      expect(manifest).toMatch(new RegExp(`^# ${name} \\d`, 'm'));
    for (const name of ['fastify', 'echarts', '@types/node']) expect(manifest).not.toContain(`# ${name} `);
    expect(filesIn(manifest).keys()).toContain('src/pipeline/load.ts');
    expect(await program()).toBe(manifest);
  });

  test('has every file that a load imports, and no page, address or chart', async () => {
    const known = filesIn(await program());
    type Door = string | { default: string };
    const { imports } = JSON.parse(await readFile('package.json', 'utf8')) as { imports: Record<string, Door> };
    const behind = (door: Door | undefined) => (typeof door === 'object' ? door.default : door!);
    const waiting = ['src/pipeline/load.ts'];
    const met = new Set<string>();
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (met.has(path)) continue;
      met.add(path);
      const text = await readFile(path, 'utf8');
      for (const [, name = ''] of text.matchAll(/(?:from|import)\s*\(?\s*'([.#][^']+)'/g))
        waiting.push(name.startsWith('#') ? join('.', behind(imports[name])) : join(dirname(path), name));
    }
    // What the content says is in the manifest of the content.
    expect([...met].filter((path) => path.startsWith('src/') && !known.has(path))).toEqual([]);
    expect([...known.keys()].filter((path) => /^src\/(api|query|lib|routes|access)\//.test(path))).toEqual([]);
  });

  test('is another where a source file or a package is', async () => {
    const root = await folderOf({
      'src/spec/a.ts': `import 'yauzl';\nimport { join } from 'node:path';`,
      'src/lib/page.ts': 'export {}',
      'package-lock.json': JSON.stringify({
        packages: {
          'node_modules/yauzl': { version: '3.4.0', dependencies: { pend: '1' } },
          'node_modules/pend': { version: '1.2.0' },
          'node_modules/echarts': { version: '6' },
        },
      }),
    });
    const before = await readProgram(root, ['spec']);
    expect(before).toMatch(/^# node \S+\n# pend 1\.2\.0\n# yauzl 3\.4\.0\n[0-9a-f]{64} {2}src\/spec\/a\.ts\n$/);
    await writeFile(join(root, 'src/lib/page.ts'), 'export const a = 1');
    await writeFile(join(root, 'src/spec/a.ts~'), 'x');
    expect(await readProgram(root, ['spec'])).toBe(before);
    await writeFile(join(root, 'src/spec/a.ts'), `import 'yauzl';`);
    expect(differences(before, await readProgram(root, ['spec']))).toEqual(['src/spec/a.ts']);
    const lock = await readFile(join(root, 'package-lock.json'), 'utf8');
    await writeFile(join(root, 'package-lock.json'), lock.replace('1.2.0', '1.3.0'));
    expect(differences(before, await readProgram(root, ['spec']))).toEqual(['pend', 'src/spec/a.ts']);
  });
});

test('a load by the same program and content is unchanged, by another it is a new version', async () => {
  const root = await folderOf(trees);
  const folder = await folderOf({ 'trees.csv': '编号,树高\nA,1\n' });
  const by = (program: string) =>
    load({
      folder,
      warehouse: join(root, 'warehouse'),
      pipelines: join(root, 'pipelines'),
      reference: join(root, 'reference'),
      asOf: null,
      program,
    });
  const first = await by('# node 24.1.0\n');
  expect(first.receipt).toMatchObject({ format: warehouseFormat, digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await readReceipt(join(root, 'warehouse'), first.receipt!.version)).toEqual(first.receipt);
  expect((await by('# node 24.1.0\n')).status).toBe('unchanged');
  expect((await by('# node 24.2.0\n')).status).toBe('published');
});
