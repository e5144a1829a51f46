import { existsSync } from 'node:fs';
import {
  accessFile,
  add,
  disable,
  enable,
  endSessionsOf,
  grant,
  listed,
  listSessions,
  readScope,
  reset,
  timesOf,
  type Desk,
  type Role,
} from '#access';
import { firstAdministrator } from '#server/office-asked.ts';
import { giveUpRoom } from '#server/kept-room.ts';
import { openAccounts } from '#server/open-accounts.ts';
import { civilTime, Refusal, type Scope } from '#spec';
import { isUnwritable } from '#store';
import { zonedTime } from '#warehouse';
import type { Told } from '#environment/terminal.ts';

export interface AccountOptions {
  warehouse: string;
  name: string | null;
  role: string | null;
  /** As it was typed: `city=济南市、青岛市；county=历下区`. */
  scope: string | null;
  title: string | null;
  office: string | null;
  /** Whether sessions are to be ended, not only listed. */
  isMeant: boolean;
}

type Command = (desk: Desk, options: AccountOptions) => Promise<Told | string> | Told | string;

/** What `npm run account -- <verb>` does, by verb. A text is what is missing on the line. */
const commands: Readonly<Record<string, Command>> = {
  async add(desk, { name, role, scope, title, office }) {
    if (name === null || role === null) return `account add 要写明账号名和 --role 角色。${rolesOf(desk)}`;
    const granted = { role, scope: readScope(scope ?? '') };
    const password = await add(desk, null, { account: name, title: title ?? '', office: office ?? '', ...granted });
    return {
      answer: { account: name, password },
      lines: [`已加账号 ${name}（${titleOf(desk, role)}）。`, ...passwordShown(password)],
    };
  },
  list: (desk) => {
    const accounts = listed(desk);
    const answer = accounts.map(({ account, title, office, role, scope, isActive, secret, sessions, signedInAt }) => ({
      account,
      title,
      office,
      role,
      scope,
      isActive,
      hasFactor: secret !== null,
      sessions,
      signedInAt: signedInAt === null ? null : zonedTime(new Date(signedInAt)),
    }));
    const lines = answer.map(
      ({ account, title, office, role, scope, isActive, hasFactor, sessions, signedInAt }) =>
        `${account}　${titleOf(desk, role)}　${sayScope(scope)}　${[title, office].filter(Boolean).join(' · ')}　${
          isActive ? '启用' : '停用'
        }${hasFactor ? '，有动态口令' : ''}，登录中 ${sessions} 处，${
          signedInAt === null ? '没有登录过' : `上次登录 ${civilTime(new Date(signedInAt))}`
        }`
    );
    return { answer, lines: lines.length > 0 ? lines : ['还没有账号。', firstAdministrator] };
  },
  disable: named((desk, name) => (disable(desk, null, name), shut(name))),
  enable: named((desk, name) => (enable(desk, null, name), `账号 ${name} 已启用。`)),
  async reset(desk, { name }) {
    if (name === null) return 'account reset 要写明账号名';
    const password = await reset(desk, null, name);
    return {
      answer: { account: name, password },
      lines: [`账号 ${name} 已重置：登录已全部退出，动态口令已取消。`, ...passwordShown(password)],
    };
  },
  grant(desk, { name, role, scope }) {
    if (name === null || role === null) return `account grant 要写明账号名和 --role 角色。${rolesOf(desk)}`;
    const granted = { role, scope: readScope(scope ?? '') };
    grant(desk, null, name, granted);
    return {
      answer: { account: name, ...granted },
      lines: [`账号 ${name} 现在是${titleOf(desk, role)}（${sayScope(granted.scope)}），要重新登录。`],
    };
  },
  sessions(desk, { name, isMeant }) {
    if (name === null) return 'account sessions 要写明账号名';
    if (isMeant) {
      const ended = endSessionsOf(desk, null, name);
      return { answer: { ended }, lines: [`账号 ${name} 的登录已退出 ${ended} 处。`] };
    }
    const sessions = listSessions(desk.store, name, { now: desk.now(), idle: timesOf(desk).idle });
    const answer = sessions.map(({ address, way, stage, createdAt, seenAt }) => ({
      address,
      way,
      stage,
      createdAt: zonedTime(new Date(createdAt)),
      seenAt: zonedTime(new Date(seenAt)),
    }));
    const lines = answer.map(
      ({ address, createdAt, seenAt }) =>
        `${address}　${civilTime(new Date(createdAt))} 登录　${civilTime(new Date(seenAt))} 最后操作`
    );
    return { answer, lines: lines.length > 0 ? lines : [`账号 ${name} 没有登录中的。`] };
  },
};

export const accountVerbs = Object.keys(commands);

/** Runs one of them. A Refusal is told in its own words. */
export async function runAccountCommand(verb: string, options: AccountOptions): Promise<Told | string> {
  const command = Object.hasOwn(commands, verb) ? commands[verb] : undefined;
  if (command === undefined) return `account 后面要写 ${accountVerbs.join('、')}`;
  // Nothing is made where somebody is looked for: an empty store beside the real one would be believed.
  if (verb !== 'add' && !existsSync(accessFile(options.warehouse))) {
    const line = `${options.warehouse} 里还没有账号。账号在别处的数据仓库里的，写明 --warehouse 目录；要建第一个：npm run account -- add 账号 --role administrator`;
    // That there is nobody is an answer: by it a program says before an upgrade that it reads what is there.
    if (verb === 'list') return { answer: [], lines: [line] };
    return { answer: { refused: 'no_accounts' }, lines: [line], isRefused: true };
  }
  try {
    return await doAllTheSame(verb, command, options);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { answer: { refused: error.code }, lines: [error.message], isRefused: true };
  }
}

/**
 * Where nothing can be written, by the room that was kept; and in need an account is shut without a line on record,
 * which is told.
 */
async function doAllTheSame(verb: string, command: Command, options: AccountOptions): Promise<Told | string> {
  const { warehouse, name } = options;
  const attempt = async (work: Command): Promise<Told | string | Error> => {
    try {
      const { desk, close } = await openAccounts(warehouse, (message) => console.error(message));
      try {
        return await work(desk, options);
      } finally {
        close();
      }
    } catch (error) {
      const { code, cause } = error as Refusal;
      if (code !== 'not_on_record' && !isUnwritable(cause)) throw error;
      return error as Error;
    }
  };
  const first = await attempt(command);
  if (!(first instanceof Error)) return first;
  const second = giveUpRoom(warehouse) ? await attempt(command) : first;
  if (!(second instanceof Error))
    return typeof second === 'string' ? second : { ...second, lines: [...second.lines, usedUp] };
  if (verb !== 'disable' || name === null) throw second;
  const third = await attempt((desk) => {
    disable({ ...desk, record: () => undefined }, null, name);
    const lines = [shut(name), `没有写进操作记录：${second.message}`, '能写了以后，把这个命令再运行一次，就补记上。'];
    return { answer: { account: name, isOnRecord: false }, lines, isRefused: true };
  });
  if (third instanceof Error) throw third;
  return third;
}

const usedUp = '磁盘满了，用的是为此留着的地方。请腾出地方：replays、readings 里的随时可以删。';

const shut = (name: string): string => `账号 ${name} 已停用，登录已全部退出，令牌已作废。`;

function named(work: (desk: Desk, name: string) => string): Command {
  return (desk, { name }) => {
    if (name === null) return '要写明账号名';
    return { answer: { account: name }, lines: [work(desk, name)] };
  };
}

const sayScope = (scope: Scope): string =>
  Object.values(scope)
    .map((values) => values.join('、'))
    .join(' ') || '不限范围';

const rolesOf = ({ roles }: Desk): string =>
  `角色有：${Array.from(roles.values(), ({ role, title, scopedBy }: Role) => `${role} ${title}${scopedBy.length > 0 ? `（--scope ${scopedBy.map((name) => `${name}=…`).join('；')}）` : ''}`).join('，')}`;

const titleOf = ({ roles }: Desk, role: string): string => roles.get(role)?.title ?? role;

const passwordShown = (password: string): string[] => [
  `第一个密码：${password}`,
  '只显示这一次，请当面或用电话告诉本人；第一次登录时要换成自己的。',
];
