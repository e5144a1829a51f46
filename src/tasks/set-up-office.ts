import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { root } from '#environment/content.ts';
import { dataNote } from '#environment/data-folder.ts';

/** What an installed program is set up for: many people, who sign in. */
export interface OfficeSaid {
  home: string | null;
  /** The address that people open. */
  origin: string | null;
  /** Where the data are to be. */
  data: string;
  user?: string;
}

export interface SetUp {
  files: string[];
  lines: string[];
}

const templates = join(root, 'src/office');

/**
 * Writes the service and the site of nginx as they are for this folder and this address, notes down where the data are,
 * and answers what is to be typed, word by word. Nothing outside the folder is touched. A text is why not.
 */
export async function setUpOffice({ home, origin, data, user = 'baijing' }: OfficeSaid): Promise<SetUp | string> {
  if (home === null) return 'office 只用于用安装包装的程序；从源码装的照 src/office/README.md 做';
  if (process.platform === 'win32')
    return 'Windows 上没有 systemd 服务：用“任务计划程序”建一个开机运行的任务，命令写 baijing.cmd serve --sign-in --tls-cert 证书.pem --tls-key 私钥.pem --origin https://网址';
  const host = hostOf(origin);
  if (host === null)
    return 'office 要写 --origin https://网址：大家在浏览器里打开的，如 https://baijing.example.gov.cn';
  const odd = [home, data].find((path) => /[\s%"'\\$]/.test(path));
  if (odd !== undefined) return `服务文件里的路径不能有空格、引号和 %：请先把文件夹改名或搬走（${odd}）`;
  if (/^\/(?:home|root|run|tmp)\//.test(`${home}/`))
    return `服务看不见 ${home}（/home、/root、/tmp 是各人自己的）：请先把整个文件夹搬到 /opt/baijing，再运行一次`;
  const out = join(home, 'office');
  await mkdir(out, { recursive: true });
  const service = (await readFile(join(templates, 'baijing.service'), 'utf8'))
    .replaceAll('/opt/baijing/node_modules/node/bin/node src/cli.ts', join(home, 'baijing'))
    .replaceAll('/var/lib/baijing/warehouse', data)
    .replaceAll('https://baijing.example.gov.cn', `https://${host}`)
    .replace(/^WorkingDirectory=.*$/m, `WorkingDirectory=${home}`)
    .replace(/^ReadWritePaths=.*$/m, `ReadWritePaths=${resolve(data, '..')} ${join(home, 'releases')}`)
    .replace(/^(User|Group)=.*$/gm, `$1=${user}`)
    .replace(/^StateDirectory.*\n/gm, '');
  const site = (await readFile(join(templates, 'nginx.conf'), 'utf8')).replaceAll('baijing.example.gov.cn', host);
  const files = [join(out, 'baijing.service'), join(out, 'nginx.conf')];
  await writeFile(files[0]!, service);
  await writeFile(files[1]!, site);
  await writeFile(dataNote(home), `${data}\n`);
  return { files, lines: steps({ home, host, data, user, out }) };
}

function hostOf(origin: string | null): string | null {
  try {
    const { protocol, hostname, pathname, port } = new URL(origin ?? '');
    return protocol === 'https:' && pathname === '/' && port === '' && /^[\w.-]+$/.test(hostname) ? hostname : null;
  } catch {
    return null;
  }
}

/** What one seat has loaded lies beside the program: nobody is to load it a second time. */
function moving({ home, data, user }: Record<'home' | 'data' | 'user', string>): string[] {
  const seat = join(home, 'warehouse');
  if (seat === data || !existsSync(join(seat, 'current')) || existsSync(join(data, 'current'))) return [];
  return [
    `   现在单机的数据在 ${seat}。要接着用它的，先关掉开着的百景，再（不要的，跳过这三行）：`,
    `   ${home}/baijing backup --warehouse ${seat} --to ${join(home, 'moving')}`,
    `   ${home}/baijing restore --from ${join(home, 'moving')} --warehouse ${data}`,
    `   chown -R ${user}: ${resolve(data, '..')}`,
  ];
}

const steps = ({ home, host, data, user, out }: Record<'home' | 'host' | 'data' | 'user' | 'out', string>) => [
  `已写好 ${out} 里的 baijing.service 和 nginx.conf。数据放在 ${data}（记在 ${dataNote(home)}），以后的命令都不用再写 --warehouse。`,
  '下面的以 root 一行一行做：',
  '1. 建一个只跑百景的用户，数据和填写的内容归它，程序归 root：',
  `   useradd --system --home ${home} --shell /usr/sbin/nologin ${user}`,
  `   chown -R root:root ${home} && chown -R ${user}: ${home}/releases/*/data`,
  `   install -d -o ${user} -g ${user} -m 700 ${resolve(data, '..')}`,
  '2. 以后的命令先定一个短名字，用它自己的用户做：',
  `   baijing() { runuser -u ${user} -- ${home}/baijing "$@"; }`,
  ...moving({ home, data, user }),
  '3. 第一个管理员（第一个密码只显示这一次）：',
  '   baijing account add 账号 --role administrator --title 姓名 --office 单位',
  '4. 服务，开机自己起来：',
  `   cp ${out}/baijing.service /etc/systemd/system/ && systemctl daemon-reload && systemctl enable --now baijing`,
  '5. 加密。证书向信息中心要，放到 /etc/nginx/baijing.crt 和 /etc/nginx/baijing.key；先试用可以自己做一个（浏览器会提醒不受信任）：',
  `   openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=${host} -addext subjectAltName=DNS:${host} -keyout /etc/nginx/baijing.key -out /etc/nginx/baijing.crt`,
  `   cp ${out}/nginx.conf /etc/nginx/sites-enabled/baijing && nginx -t && systemctl reload nginx`,
  '   （要先装有 nginx；没有 sites-enabled 的系统，如麒麟，放到 /etc/nginx/conf.d/baijing.conf。）',
  `6. 打开 https://${host}，用第 3 步的账号登录，照“开始使用”做。看服务：systemctl status baijing；日志：journalctl -u baijing。`,
  '7. 每天备份到另一块盘（要让它的用户写得了）：',
  `   install -d -o ${user} -m 700 /备份盘/baijing && baijing backup --to /备份盘/baijing`,
  '   页面上要看得见备份的日子，在 baijing.service 的那行命令后面加 --backups /备份盘/baijing。',
  `以后升级：${home}/baijing upgrade 安装包 && systemctl restart baijing；退回：${home}/baijing back && systemctl restart baijing（都以 root 做）。`,
  `管理员自己进不来（忘了密码、丢了手机）：baijing account reset 账号。`,
];
