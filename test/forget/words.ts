import type { Outcome, Tried } from './run.ts';

const outcomes: Readonly<Record<Outcome, string>> = {
  refused: '拒绝',
  open: '未录全',
  unknowable: '查不出',
  wrong: '漏',
};

/** How many trials came out how, by table and column. */
export function totalsOf(tried: readonly Tried[]): string {
  const names = Object.keys(outcomes) as Outcome[];
  const groups = new Map<string, Record<Outcome, number>>();
  for (const { trial, outcome } of tried) {
    const key = `${trial.table}.${trial.column ?? '（一行）'}${trial.way === 'mistyped' ? ' 打错' : ' 拿掉'}`;
    const counts = groups.get(key) ?? { refused: 0, open: 0, unknowable: 0, wrong: 0 };
    counts[outcome] += 1;
    groups.set(key, counts);
  }
  const lines = [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([key, counts]) => `${key.padEnd(40)} ${names.map((name) => `${outcomes[name]} ${counts[name]}`).join(' · ')}`
    );
  const all = names.map((name) => `${outcomes[name]} ${tried.filter(({ outcome }) => outcome === name).length}`);
  const judged = tried.filter(({ isJudged }) => isJudged).length;
  return [...lines, `共 ${tried.length} 次，重判 ${judged} 次：${all.join(' · ')}`].join('\n');
}

/** One trial, and what became of it. */
export const lineOf = ({ trial, outcome, said }: Tried): string =>
  `${outcomes[outcome]} ${trial.file} 第 ${trial.line} 行 ${trial.column ?? '整行'} ${trial.from} → ${trial.to || '（拿掉）'}：${said}`;
