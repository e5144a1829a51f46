import type { LoadRound, Took, Way } from './loads.ts';
import { spreadOf } from './pages-report.ts';

const titles: Readonly<Record<Way, string>> = {
  own: 'own: read, checked, judged, balanced, published',
  text: 'floor: `read_csv`, text alone',
  typed: 'floor: `read_csv`, each cell tried as an amount and as a moment',
};

/** The results as a table: first how many times its floors our load is, then what that is in seconds. */
export function loadsReport(rounds: readonly LoadRound[]): string {
  const ratio = (floor: Way, what: 'seconds' | 'cpu') =>
    spread(rounds.map((round) => round.own[what] / round[floor][what]));
  const of = (way: Way, what: keyof Took) => spread(rounds.map((round) => round[way][what]));
  const head = [
    '',
    '× text (of processor)',
    '× typed (of processor)',
    'seconds',
    'of processor',
    'most memory, MB',
    'file, MB',
    'rows',
  ];
  const rows = (Object.keys(titles) as Way[]).map((way) => [
    titles[way],
    way === 'own' ? `**${ratio('text', 'seconds')}** (${ratio('text', 'cpu')})` : way === 'text' ? '1' : '',
    way === 'own' ? `**${ratio('typed', 'seconds')}** (${ratio('typed', 'cpu')})` : way === 'typed' ? '1' : '',
    of(way, 'seconds'),
    of(way, 'cpu'),
    of(way, 'memory'),
    of(way, 'bytes'),
    String(rounds[0]?.[way].rows ?? 0),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const spread = (found: readonly number[]): string => {
  const { median, least, most } = spreadOf(found);
  const said = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  return `${said(median)} (${said(least)}–${said(most)})`;
};
