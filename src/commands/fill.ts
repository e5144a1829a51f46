import { command } from './command.ts';
import { called, count, filled, flag, version, warehouse } from './options.ts';

export const fill = command({
  usage: `  npm run fill -- --clickhouse 网址 --called 名字   把一个版本的主题表放进 ClickHouse，逐列核对合计以后才让人读
      --version 版本               默认现在的版本
      --database 名字 --cluster 名字   默认 baijing，一台；集群上是复制表、分布表
      --keep 个数                  这个名字留几个版本（默认 2）
      --check                      只试一试这台服务器行不行；退出码 1：有不行的
      --warehouse 目录、--json     密码在环境变量 CLICKHOUSE_PASSWORD`,
  options: {
    clickhouse: filled,
    called,
    version,
    database: filled,
    cluster: filled,
    keep: count(1),
    check: flag,
    warehouse,
    json: flag,
  },
  async run({ clickhouse: url, called: tenant, database, cluster, check, ...given }) {
    if (url === null) return 'fill 要写 --clickhouse http://用户@主机:8123';
    if (!check && tenant === null) return 'fill 要写 --called 名字（这是谁的数据，如 37），或 --tenant';
    const { fillFrom, reportFilled, reportTried, tryHere } = await import('#server/clickhouse.ts');
    const said = { url, database: database ?? 'baijing', cluster };
    if (check) {
      const tried = await tryHere(said);
      return { answer: tried, lines: reportTried(tried), isRefused: tried.some(({ isWell }) => !isWell) };
    }
    const filled = await fillFrom(said, { ...given, tenant: tenant! });
    return { answer: filled, lines: reportFilled(tenant!, filled) };
  },
});
