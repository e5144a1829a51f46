/** Every command with its options, as `--help` tells them. */
export const usage = `用法：
  npm start                        准备好一切，没有数据时导入示例，打开
  npm run load -- 文件夹 [选项]    导入一个文件夹，发布一个版本
      --warehouse 目录             数据仓库（默认 data/warehouse；安装包的在解开的文件夹里）
      --as-of 日期                 判定的截至日，如 2026-06-30（默认用各批次自己的）
      --dry-run                    只试，不发布
      --by 姓名                    交表的人，写进回执
      --accept                     口径变了、会改动已经截止的批次的，也照样发布
      --memory 大小                导入最多用多少内存，如 4GB（默认够用就行，不超过机器的一半）
      --json                       结果写成 JSON，含全部问题
  npm run rebuild -- [选项]        只用保存的原件重建一个版本，并逐表比较
      --warehouse 目录
      --version 版本               默认最近发布的；较早的版本只比较，不发布
      --json
  npm run record -- verify         核对记录：每次发布都登记在案，没有被改动
      --warehouse 目录、--json
  npm run backup -- --to 文件夹    备份全部：版本、原件、账号、核定、记录；开着也能做，没有变的不另占地方
      --warehouse 目录、--json
  npm run restore -- --from 文件夹 从最后一份备份恢复；已有数据时不覆盖
      --warehouse 目录             恢复到哪里
      --json
  npm run audit -- verify          与 record verify 相同；--head 哈希（可写几个）：抄下的、回执上印着的最后一条还在，后面没有被截去
      --warehouse 目录、--json
  npm run versions -- list          每个版本多大、当前是哪个、什么坏了
  npm run versions -- publish 版本   再次发布一个较早的版本（退回）；后来的都留着
  npm run scenario -- quota [选项]  测算名额（不作为依据）：换一条规则，各市得几个、会落下谁
      --rule 规则                  pipelines/scenarios/quota 里的，可以重复，最多 4 条
      --total 总数、--floor 4、--ceiling "上年 130%"、--method dhondt、--penalty none   换掉规则里的
      --on 批次、--weights-of 批次 回放哪一批、权数取自哪一批
  npm run scenario -- subsidy [选项]  测算奖补（不作为依据）：换一条规则，验收通过的各得多少
      --rule 规则                  pipelines/scenarios/subsidy 里的，可以重复，最多 4 条
      --rate 8%、--cap 200万元、--at-least 500万元、--budget 5000万元、--control proportional 等   换掉规则里的
      --on 批次
      --out 文件.xlsx              也存成一份表；已有的文件不覆盖
      --warehouse 目录
      --json
  npm run rollback -- --to 版本     退回一个较早的版本，与 versions publish 相同
  npm run changes -- --from 版本 --to 版本   两个版本之间变了什么：项目、文件、核查结论
      --metric 指标 --filter city=济南市   一个数为什么变了：逐项、逐格，加起来正好是变动
      --scope city=济南市          只看一个范围能看的
      --json
  npm run audit-package -- make --out 文件.zip [选项]   装审计包：不用本程序也能从每一格文字重算每个数
      --version 版本               默认当前的
      --filter city=济南市、--scope city=济南市   只装这些行
      --by 姓名                    谁装的，登记在案
      --prove                      行数再多也先重算一遍再给；不写，20 万行以上的不算，包里写明
      --warehouse 目录
      --json
  npm run audit-package -- verify 文件.zip   核对一个审计包：改过、多了、少了的是哪个文件
  npm run audit-package -- prove 文件.zip    从这里装出的包里的文字重算每张表、每个数，比较
  npm run versions -- pin 版本       固定一个版本，不清理；unpin 取消
  npm run versions -- prune [选项]   清理旧版本和不再用到的原件；回执和记录都留着。不加 --yes 只是预览
      --keep 个数                  最近的几个留着
      --older 天数                 不到这么多天的留着
      --yes                        真的清理
      --warehouse 目录
      --json
  npm run seal -- key new           做一把签章钥匙（放在数据仓库以外），登记公钥，停用上一把；key list 列出
  npm run seal -- key revoke 编号 --reason 原因   钥匙丢了：作废；key retire 编号 停用
  npm run seal -- page --path /quota --by 姓名   给一页签章：纸上的数、版本、筛选一起签名、登记
      --title 题目 --for 印给谁 --version 版本
  npm run seal -- list              登记簿；void 校验码 --reason 原因 --by 姓名 作废一份
      --keys 文件夹                 钥匙在哪里（默认数据仓库旁边的 warehouse-keys）
      --office 单位                 谁的章
  npm run revision -- draft 校验码 --by 姓名   从一份印发的材料起草数据变动说明：不再成立的数和原因
      --to 版本 --scope city=济南市   比到哪个版本；只给一个范围的一份
  npm run revision -- list          各份到哪一步；show 编号 看一份
  npm run revision -- cause 编号 第几条 --kind 更新|改进|更正|决定 --reason 理由 --document 文号 --by 姓名
  npm run revision -- words 编号 --effect 是否影响已作出的决定 --sent-to 去向 --by 姓名
  npm run revision -- review 编号 --by 姓名   审核；issue 编号 --by 姓名 签发：编号、签章、登记；drop 编号 --reason 原因 作废草稿
      --warehouse 目录
      --json
  npm run verify -- 校验码|文件|二维码的文字   一份材料是不是真的，其后有没有变；退出码 0 是真的，1 不是或不能确定
      --address 网址                没有签章的页面和文件：核对它的校验码出自这个网址
      --warehouse 目录
      --json
  npm run decide -- --from 文件.csv  导入一批核定（列：rule,subject,batch,reason,by,on；可加 conclusion,document,attachment）
      --warehouse 目录
      --json
  npm run form                     有哪些表可以出
  npm run form -- 表名 [选项]      出表：按 data/forms 里的模板填一份 Excel
      --city 市、--batch 批次 …    和网页上一样的筛选，可以重复
      --each city                  这一项的每个值各出一份
      --out 文件.xlsx              也可以是文件夹（默认写在这里，按内容取名）；已有的文件不覆盖
      --base 网址                  数连到哪里，如 http://127.0.0.1:3000（默认写在“出表说明”里）
      --version 版本               默认当前的
      --warehouse 目录
      --json
  npm run brief                    有哪些简报
  npm run brief -- [简报] [选项]   合成一份简报，存成 PDF（要本机装有 Chromium、Chrome 或 Edge）
      --city 市、--batch 批次 …    和网页上一样的筛选，可以重复
      --section 一节               只要这几节，可以重复
      --panel 看板/图表            另附的图，可以重复
      --out 文件.pdf               不写只列出有哪些；已有的文件不覆盖
      --version 版本               默认当前的
      --warehouse 目录
      --json
  npm run rules -- [选项]          换一套口径或截至日，哪些核查结论会变；只比较，不发布
      --compare 文件夹             另一套口径，与 data/reference 同样的文件；缺的文件用现行的
      --as-of 日期                 另一个截至日
      --warehouse 目录
      --json
  npm run check:content -- [选项]  核对 pipelines、dashboards、data/reference、data/forms、data/briefs、data/alerts 的每个文件写得对不对；不导入
      --root 文件夹                另一处的这些文件夹（默认本程序自己的）
      --json
  npm run notice -- new 名字 --from 名字    开一年新通知：写一个文件夹，每个值都待填，旁边是上一份通知的值
  npm run notice -- check [名字]   一份通知还有什么没有录全、写得不对；不写名字的看全部；还有一项，退出码就是 1
      --root 文件夹                另一处的 pipelines 和 data/reference（默认本程序自己的）；new 也可以写
      --json
  npm run alerts -- --dry-run       现在会告诉谁什么；什么也不写，什么也不发
      --version 版本               默认当前的
      --test 通道                  用一条试发的消息试一个通道（data/alerts/channels.csv 里的名字）
      --to 邮箱                    试邮件时发到哪里；默认发给它自己的发件人
      --warehouse 目录
      --json
  npm run account -- add 账号 --role 角色 [--scope 'city=济南市'] [--title 姓名] [--office 单位]   加一个账号，显示它的第一个密码
  npm run account -- list           每个账号的角色、范围、状态
  npm run account -- grant 账号 --role 角色 [--scope 范围]   换角色或范围；范围写成 'city=济南市、青岛市；county=历下区'
  npm run account -- disable 账号    停用；enable 启用；reset 换一个密码、取消动态口令
  npm run account -- sessions 账号   登录中的有几处；加 --yes 全部退出
      --warehouse 目录
      --json
  npm run serve -- [选项]          打开已发布的版本
      --warehouse 目录
      --port 端口                  默认环境变量 PORT，没有就是 3000；npm start -- --port 8080 也行
      --host 地址                  默认环境变量 HOST，没有就是 127.0.0.1，只有本机能打开，不用登录；别的地址要登录
      --sign-in                    在本机地址上也要登录
      --tls-cert 证书 --tls-key 私钥    自己加密（PEM）
      --behind-proxy 地址          前面的代理加密，只有它转来的才接
      --origin 网址                大家打开的网址
      --trust-header 名字          代理用这个请求头说明是哪个账号
      --oidc-issuer 网址 --oidc-client 编号    统一身份认证；密钥在环境变量 OIDC_CLIENT_SECRET
      --keys 文件夹 --seal-office 单位  签章的钥匙在哪里、谁的章
      --backups 文件夹             备份放在哪里：“版本与磁盘”上说最近一份有多旧
      --keep 个数、--older 天数    开着的时候按此清理旧版本（默认不清理）
      --warm 个数                  一发布就先做好几个页面（默认 24，0 是不先做）
      --push 存储                  开着的时候把新版本、核定发布到存储（一个文件夹，或 s3://桶/前缀）
      --from 存储                  跟着存储读：只读的副本，不收上传和核定；--builder 网址 说明在哪里办
      --endpoint 网址              S3 在哪里；密钥在环境变量 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY
      --provinces 目录             各省合看：目录里一个省一个文件夹（reference、warehouse），provinces.csv 写明有哪些；只在本机
      --clickhouse 网址 --called 名字   主题表从 ClickHouse 读；没有放进去的版本照旧从本机读
  每个命令都可以写 --tenant 名字   一个省自己的文件夹：data/provinces/名字，或一个路径；通知、市、限额用它自己的
  npm run fill -- --clickhouse 网址 --called 名字   把一个版本的主题表放进 ClickHouse，逐列核对合计以后才让人读
      --version 版本               默认现在的版本
      --database 名字 --cluster 名字   默认 baijing，一台；集群上是复制表、分布表
      --keep 个数                  这个名字留几个版本（默认 2）
      --check                      只试一试这台服务器行不行；退出码 1：有不行的
      --warehouse 目录、--json     密码在环境变量 CLICKHOUSE_PASSWORD
  npm run push -- --to 存储        把已发布的发布到存储，给别的机器读；退出码 1：没有发成
      --verify                     存储里已有的也逐件核对校验值，坏了的重放
      --prune                      发完清理存储里没有人再用的
      --endpoint 网址、--warehouse 目录、--json
  npm run follow -- --from 存储 --warehouse 目录   跟着存储更新一个副本，直到停下
      --once                       只看一次
      --endpoint 网址、--json
  npm run doctor -- [选项]         看看好不好：磁盘、版本、损坏、记录、备份、时钟、权限、证书、字体、排队、慢的、找谁；退出码 1：有要马上办的
      --backups 文件夹             备份放在哪里
      --tls-cert 证书              加密用的证书，快到期会说
      --port 端口                  开着的服务在哪个端口（默认 3000），问它排队和慢的回答
      --bundle 文件.zip            写一份给帮忙的人：没有项目、单位、个人，也没有任何一格
      --warehouse 目录
      --json
  npm run retention                各样东西留多久（data/retention），现在有什么到期；什么也不动
  npm run retention -- --apply --by 姓名   到期的清理掉；--dry-run 只看
  npm run retention -- erase [选项]   把人从原件、版本、上传、记录、备份里清除；数、结论、哈希都不变。不加 --apply 只是预览
      --persons 文件               一行一个：姓名、电话、邮箱（命令行里的会留在历史里，写在文件里不会）
      --person 文字                同上，可以重复
      --project 编号               这个项目的联系人、电话，可以重复；别的项目还写着的留着
      --by 姓名 --basis 依据       谁清除、凭什么，登记在案
      --apply                      真的清除；不能退回
  npm run retention -- resume      上一次被中断的，做完它
      --backups 文件夹             备份放在哪里；不写的，备份里的没有清除
      --warehouse 目录
      --json
  npm run pack -- [选项]           装一个安装包：没有网络的机器解开就能用
      --platform 名字              linux-x64、linux-arm64、windows-x64（默认这台机器的）
      --out 文件夹                 放在哪里（默认当前文件夹）
      --json
  ./baijing upgrade 安装包         用安装包装的：核对、备份、试读数据，换成新程序；正在开着的，重新启动才换
  ./baijing back                   退回升级前的程序；数据不动，升级以后填的、改的内容带回去
  ./baijing office --origin https://网址   给许多人登录用：写好服务文件和 nginx 的站点，说出下一步逐行怎样打
      --warehouse 目录             数据放在哪里（默认 /var/lib/baijing/warehouse），记下来，以后的命令不用再写
  npm run dev                      打开，页面、图表和口径一改就更新`;

/** What `npm start` and `npm run dev` take is told with `serve`. */
const toldWith: Readonly<Record<string, string>> = { start: 'serve', dev: 'serve' };

/** What is said of one command, so that what was wrong stays in sight; of a name that is none, where all are told. */
export function usageOf(command: string): string {
  const named = toldWith[command] ?? command;
  const own = usage
    .split(/\n(?= {2}\S)/)
    .filter((part) => /^ +(?:npm run |\S*baijing )(\S+)/.exec(part)?.[1]?.replace(':', '-') === named);
  return [...(own.length > 0 ? ['用法：', ...own, ''] : []), '所有命令：npm start -- --help'].join('\n');
}
