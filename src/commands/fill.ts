import { command } from './command.ts';
import { called, count, filled, flag, path, version, warehouse } from './options.ts';

export const fill = command({
  usage: `  npm run fill -- --clickhouse 网址 --called 名字   把一个版本的主题表放进 ClickHouse，逐列核对合计以后才让人读
      --version 版本               默认现在的版本
      --database 名字 --cluster 名字   默认 baijing，一台；集群上是复制表、分布表
      --keep 个数                  这个名字留几个版本（默认 2）
      --provinces 目录             各省现在的版本和合看的几张小表一起放，各按文件夹的名字；退出码 1：有的省读不了
      --check                      只试一试这台服务器行不行；退出码 1：有不行的
      --warehouse 目录、--json     密码在环境变量 CLICKHOUSE_PASSWORD`,
  options: {
    clickhouse: filled,
    called,
    provinces: path,
    version,
    database: filled,
    cluster: filled,
    keep: count(1),
    check: flag,
    warehouse,
    json: flag,
  },
  async run({ clickhouse: url, called: tenant, database, cluster, check, provinces, ...given }) {
    if (url === null) return 'fill 要写 --clickhouse http://用户@主机:8123';
    if (!check && provinces !== null && tenant !== null)
      return '--called 是一个省自己的名字，不能和 --provinces 一起写：各省按各自文件夹的名字放';
    if (!check && provinces === null && tenant === null)
      return 'fill 要写 --called 名字（这是谁的数据，如 37），或 --tenant';
    const { fillFrom, reportFilled, reportTried, tryHere } = await import('#server/clickhouse.ts');
    const said = { url, database: database ?? 'baijing', cluster };
    if (check) {
      const tried = await tryHere(said);
      return { answer: tried, lines: reportTried(tried), isRefused: tried.some(({ isWell }) => !isWell) };
    }
    if (provinces !== null) {
      const { againAcross } = await import('#server/across-provinces.ts');
      const code = await againAcross(process.argv.slice(1));
      if (code !== null) process.exit(code);
      const { fillProvinces, reportFilledProvinces } = await import('#tasks/fill-provinces.ts');
      const done = await fillProvinces(said, { ...given, provinces });
      return { answer: done, lines: reportFilledProvinces(done), isRefused: done.absent.length > 0 };
    }
    const filled = await fillFrom(said, { ...given, tenant: tenant! });
    return { answer: filled, lines: reportFilled(tenant!, filled) };
  },
});
