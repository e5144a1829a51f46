import { command, needDimensions } from './command.ts';
import { flag, text, warehouse } from './options.ts';

export const account = command({
  usage: `  npm run account -- add 账号 --role 角色 [--scope 'city=济南市'] [--title 姓名] [--office 单位]   加一个账号，显示它的第一个密码
  npm run account -- list           每个账号的角色、范围、状态
  npm run account -- grant 账号 --role 角色 [--scope 范围]   换角色或范围；范围写成 'city=济南市、青岛市；county=历下区'
  npm run account -- disable 账号    停用；enable 启用；reset 换一个密码、取消动态口令
  npm run account -- sessions 账号   登录中的有几处；加 --yes 全部退出
      --warehouse 目录
      --json`,
  words: 2,
  writesData: true,
  options: { role: text, scope: text, title: text, office: text, warehouse, yes: flag, json: flag },
  async run({ words: [verb = '', name = null], yes: isMeant, ...given }) {
    needDimensions();
    const { runAccountCommand } = await import('#tasks/accounts.ts');
    return runAccountCommand(verb, { ...given, name, isMeant });
  },
});
