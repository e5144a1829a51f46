import { resolve } from 'node:path';
import { command } from './command.ts';
import { flag, text, warehouseHere } from './options.ts';

export const office = command({
  usage: `  ./baijing office --origin https://网址   给许多人登录用：写好服务文件和 nginx 的站点，说出下一步逐行怎样打
      --warehouse 目录             数据放在哪里（默认 /var/lib/baijing/warehouse），记下来，以后的命令不用再写`,
  options: { warehouse: warehouseHere, origin: text, json: flag },
  isForAll: true,
  async run({ warehouse, origin }) {
    const { setUpOffice } = await import('#tasks/set-up-office.ts');
    const home = process.env.BAIJING_HOME ?? null;
    // Beside the program, whoever runs it could change it.
    const data = home !== null && warehouse === resolve(home, 'warehouse') ? '/var/lib/baijing/warehouse' : warehouse;
    const told = await setUpOffice({ home, origin, data });
    return typeof told === 'string' ? told : { answer: told, lines: told.lines };
  },
});
