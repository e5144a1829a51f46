import { found, well, type Finding } from './finding.ts';

/** What waits to be told to people, and since when; `givenUp` is what was tried for too long. */
export interface Waiting {
  waiting: number;
  oldest: string | null;
  givenUp: number;
}

interface Route {
  route: string;
  count: number;
  within: ReadonlyMap<number, number>;
}

/** Seconds after which an answer is slow, and after which it is as good as none; both are steps of `/metrics`. */
const slow = 3;
const never = 15;
const minute = 60_000;

const numberOf = (text: string, name: string): number | null => {
  const said = new RegExp(`^${name} (\\S+)$`, 'm').exec(text)?.[1];
  return said === undefined ? null : Number(said);
};

/** The routes of a text of Prometheus, whatever they were answered with. */
function routesIn(text: string): Route[] {
  const routes = new Map<string, { count: number; within: Map<number, number> }>();
  const of = (route: string) => {
    const there = routes.get(route) ?? { count: 0, within: new Map<number, number>() };
    routes.set(route, there);
    return there;
  };
  for (const [, kind, route = '', le, value] of text.matchAll(
    /^baijing_request_seconds_(bucket|count)\{route="([^"]*)",status="\d+"(?:,le="([\d.]+)")?\} (\d+)$/gm
  )) {
    const { within } = of(route);
    if (kind === 'count') of(route).count += Number(value);
    else if (le !== undefined) within.set(Number(le), (within.get(Number(le)) ?? 0) + Number(value));
  }
  return Array.from(routes, ([route, each]) => ({ route, ...each }));
}

/** How many answers were slow since the start; null where no server answers: then nobody knows. */
export function checkSlow(text: string | null): Finding {
  if (text === null)
    return found('slow', 'unknown', '没有开着的服务可以问', '开着服务时再看，端口不是 3000 的写明 --port');
  const routes = routesIn(text);
  const total = routes.reduce((sum, { count }) => sum + count, 0);
  if (total === 0) return found('slow', 'unknown', '开着，还没有人问过', '用一阵再看');
  const beyond = ({ count, within }: Route, seconds: number) => count - (within.get(seconds) ?? count);
  const late = routes.reduce((sum, each) => sum + beyond(each, slow), 0);
  const lost = routes.reduce((sum, each) => sum + beyond(each, never), 0);
  const says = `${total} 次回答，超过 ${slow} 秒的 ${late} 次、超过 ${never} 秒的 ${lost} 次`;
  if (late === 0) return well('slow', says);
  const worst = routes.toSorted((one, other) => beyond(other, slow) - beyond(one, slow))[0]!;
  const named = `${says}；最多的是 ${worst.route}（${beyond(worst, slow)} 次）`;
  if (lost > 0 || late * 20 > total)
    return found(
      'slow',
      'soon',
      named,
      '看机器是不是同时在做别的（导入、备份、杀毒），内存够不够；常有就把这份写给帮忙的人'
    );
  return well('slow', named);
}

/** Who waits for an answer now, and what waits to be sent. */
export function checkQueue(text: string | null, mail: Waiting | null, now: Date): Finding {
  const open = text === null ? null : numberOf(text, 'baijing_requests_open');
  const lag = text === null ? null : numberOf(text, 'nodejs_eventloop_lag_p99_seconds');
  const ofServer = open === null ? '没有开着的服务可以问' : `等回答的 ${open} 个`;
  const ofMail =
    mail === null ? '还没有提醒' : `等着发的提醒 ${mail.waiting} 条，试了一天没有发成的 ${mail.givenUp} 条`;
  const says = `${ofServer}；${ofMail}`;
  const age = mail?.oldest ? now.getTime() - Date.parse(mail.oldest) : 0;
  if (mail && mail.waiting > 0 && age > 60 * minute)
    return found(
      'queue',
      'now',
      `${says}，最早的等了 ${Math.floor(age / (60 * minute))} 小时`,
      '看“提醒”页里为什么没有发出去'
    );
  if (open !== null && (open > 50 || (lag ?? 0) > 2))
    return found(
      'queue',
      'soon',
      `${says}，反应慢 ${(lag ?? 0).toFixed(1)} 秒`,
      '同时用的人太多：过一会儿再看，常有就加一台'
    );
  if (mail && mail.givenUp > 0) return found('queue', 'soon', says, '看“提醒”页里哪些没有发成，核对通道和收件人');
  return open === null ? found('queue', 'unknown', says, '开着服务时再看') : well('queue', says);
}

/** Whom to ask, as the office wrote it down. */
export function checkHelp(text: string | null, file: string): Finding {
  const said =
    text
      ?.trim()
      .split(/\s*\n\s*/)
      .join('；') ?? '';
  return said === ''
    ? found('help', 'unknown', '没有写', `把找谁、电话写进 ${file}，一行一个；写好就有，不用重新启动`)
    : well('help', said);
}
