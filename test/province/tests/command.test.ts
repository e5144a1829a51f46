import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generate, hashes, scratch } from './generate.ts';
import { sized, some } from '../../tier.ts';

describe('npm run sample', () => {
  it('writes the same bytes for the same seed, others for another', () => {
    const [one, two, other] = [scratch(), scratch(), scratch()];
    for (const [folder, seed] of [
      [one, '5'],
      [two, '5'],
      [other, '6'],
    ] as const)
      generate(['--projects', '300', '--seed', seed, '--out', folder]);
    expect(hashes(two)).toEqual(hashes(one));
    const [first, second] = [hashes(one), hashes(other)];
    expect(Object.keys(first).filter((path) => second[path] === first[path])).toEqual(
      Object.keys(first).filter((path) => /名额|核查覆盖/.test(path))
    );
  });

  it('writes the same dirty files for the same seed, beside the same province', () => {
    const [plain, one, two] = [scratch(), scratch(), scratch()];
    generate(['--projects', '300', '--seed', '5', '--out', plain]);
    for (const folder of [one, two])
      expect(generate(['--dirty', '--projects', '300', '--seed', '5', '--out', folder])).toMatchObject({
        status: 0,
        stderr: '',
      });
    const [clean, first] = [hashes(plain), hashes(one)];
    expect(hashes(two)).toEqual(first);
    expect(Object.keys(clean).filter((path) => path !== '说明.md' && first[path] !== clean[path])).toEqual([]);
    const added = Object.keys(first).filter((path) => !(path in clean));
    expect(added.filter((path) => !path.startsWith('有意差错/') || !path.includes('示例数据'))).toEqual([
      '埋设清单_示例数据.txt',
    ]);
    generate(['--projects', '300', '--seed', '5', '--out', one]);
    expect(hashes(one)).toEqual(clean);
  });

  it('writes the committed sample, at most 1 MB of it', () => {
    const folder = scratch();
    expect(generate(['--out', folder]).status).toBe(0);
    expect(hashes('data/sample')).toEqual(hashes(folder));
    const bytes = Object.keys(hashes(folder)).reduce((sum, path) => sum + statSync(join(folder, path)).size, 0);
    expect(bytes).toBeLessThanOrEqual(1_000_000);
  });

  it.each(some([1, 2, 17, 60], 2))('writes a province of %i projects, a dirty one too', (projects) => {
    const folder = scratch();
    expect(generate(['--dirty', '--projects', String(projects), '--out', folder])).toMatchObject({
      status: 0,
      stderr: '',
    });
    expect(generate(['--projects', String(projects), '--out', folder])).toMatchObject({ status: 0, stderr: '' });
    expect(Object.keys(hashes(folder)).filter((path) => path.includes('各市推荐名额表'))).toHaveLength(3);
  });

  const many = sized(15_000, 50_000);
  it(`holds ${many} projects in memory no more than a few`, () => {
    const folder = scratch();
    const report = 'data:text/javascript,process.on("exit",()=>console.error(process.resourceUsage().maxRSS))';
    const { status, stderr } = generate(['--projects', String(many), '--out', folder], {
      node: ['--max-old-space-size=32', '--import', report],
    });
    expect(status).toBe(0);
    expect(Number(stderr)).toBeLessThan(400_000);
  });

  it.each([
    [['--out'], '--out 后面缺少值'],
    [[], '缺少 --out'],
    [['--projects', '0', '--out', 'x'], '不能是 0'],
    [['--projects', '1e3', '--out', 'x'], '不能是 1e3'],
    [['--projects', '1000001', '--out', 'x'], '不能是 1000001'],
    [['--projects=-5', '--out', 'x'], '不能是 -5'],
    [['--out', 'x', '--out', 'y'], '写了两次'],
    [['--dirty=yes', '--out', 'x'], '--dirty 后面不写值'],
    [['--dirt', '--out', 'x'], '未知选项 --dirt'],
    [['x'], '不认识的参数 x'],
  ])('refuses %j with its usage', (args, reason) => {
    const { status, stderr, stdout } = generate(args);
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(reason);
    expect(stderr).toContain('用法：npm run sample');
  });

  it('replaces an older sample and nothing else', () => {
    const folder = scratch();
    generate(['--projects', '300', '--out', folder]);
    generate(['--projects', '5', '--out', folder]);
    const fresh = scratch();
    generate(['--projects', '5', '--out', fresh]);
    expect(hashes(folder)).toEqual(hashes(fresh));

    writeFileSync(join(folder, '各市推荐名额表.csv'), '批次,市,推荐名额\n');
    const before = hashes(folder);
    const { status, stderr } = generate(['--projects', '9', '--out', folder]);
    expect({ status, stderr }).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('各市推荐名额表.csv') as string,
    });
    expect(hashes(folder)).toEqual(before);
  });

  it("leaves somebody's own 说明.md alone", () => {
    const folder = join(scratch(), 'mine');
    mkdirSync(folder);
    writeFileSync(join(folder, '说明.md'), '# 我的说明\n');
    expect(generate(['--projects', '9', '--out', folder]).status).toBe(1);
    expect(readdirSync(folder)).toEqual(['说明.md']);
  });
});
