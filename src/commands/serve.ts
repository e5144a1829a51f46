import { command } from './command.ts';
import { serve as serveHere, serving } from './serving.ts';

export const serve = command({
  usage: `  npm run serve -- [选项]          打开已发布的版本
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
      --clickhouse 网址 --called 名字   主题表从 ClickHouse 读；没有放进去的版本照旧从本机读；和 --provinces 一起不写 --called
  每个命令都可以写 --tenant 名字   一个省自己的文件夹：data/provinces/名字，或一个路径；通知、市、限额用它自己的`,
  options: serving,
  run: async (given) => void (await serveHere(given)),
});
