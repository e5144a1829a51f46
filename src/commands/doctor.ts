import { command } from './command.ts';
import { port } from './listen-where.ts';
import { filled, flag, text, warehouse } from './options.ts';

export const doctor = command({
  usage: `  npm run doctor -- [选项]         看看好不好：磁盘、版本、损坏、记录、备份、时钟、权限、证书、字体、排队、慢的、找谁；退出码 1：有要马上办的
      --backups 文件夹             备份放在哪里
      --tls-cert 证书              加密用的证书，快到期会说
      --port 端口                  开着的服务在哪个端口（默认 3000），问它排队和慢的回答
      --bundle 文件.zip            写一份给帮忙的人：没有项目、单位、个人，也没有任何一格
      --warehouse 目录
      --json`,
  options: { warehouse, port, backups: filled, tlsCert: text, bundle: filled, json: flag },
  async run({ tlsCert: certificate, port, ...given }) {
    const { examineHere, measuredAt, reportFindings, servedAt } = await import('#server/examine.ts');
    const [measures, served] = [() => measuredAt(port), () => servedAt(port)];
    const told = await examineHere({ ...given, certificate, measures, served });
    const isRefused = told.findings.some(({ standing }) => standing === 'now');
    return { answer: told, lines: reportFindings(told), isRefused };
  },
});
