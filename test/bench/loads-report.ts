import { measured, type LoadRound, type Measured, type Took } from './loads.ts';
import { spreadOf } from './pages-report.ts';

const titles: Readonly<Record<Measured, string>> = {
  own: 'own: read, checked, judged, balanced, published',
  corrected: 'own, over that: one file of a city was corrected',
  text: 'floor: `read_csv`, text alone',
  typed: 'floor: `read_csv`, each cell tried as an amount and as a moment',
};

/** The results as a table: first how many times its floors our load is, then what that is in seconds. */
export function loadsReport(rounds: readonly LoadRound[]): string {
  const ratio = (way: Measured, floor: Measured, what: 'seconds' | 'cpu') =>
    spread(rounds.map((round) => round[way][what] / round[floor][what]));
  const isOurs = (way: Measured) => way === 'own' || way === 'corrected';
  const times = (way: Measured, floor: Measured) =>
    isOurs(way)
      ? `**${ratio(way, floor, 'seconds')}** (${ratio(way, floor, 'cpu')})`
      : way === 'text' && floor === 'text'
        ? '1'
        : '';
  const of = (way: Measured, what: Exclude<keyof Took, 'stages'>) => spread(rounds.map((round) => round[way][what]));
  const head = [
    '',
    '× text (of processor)',
    '× typed (of processor)',
    '× own (of processor)',
    'seconds',
    'of processor',
    'most memory, MB',
    'file, MB',
    'rows',
  ];
  const rows = measured.map((way) => [
    titles[way],
    times(way, 'text'),
    times(way, 'typed'),
    way === 'corrected' ? `**${ratio(way, 'own', 'seconds')}** (${ratio(way, 'own', 'cpu')})` : '',
    of(way, 'seconds'),
    of(way, 'cpu'),
    of(way, 'memory'),
    of(way, 'bytes'),
    String(rounds[0]?.[way].rows ?? 0),
  ]);
  return `${asTable([head, ...rows])}\n\n${stagesReport(rounds)}`;
}

/** Where ours spends the time of the processor, step by step: of two sizes, what grows faster than its rows. */
function stagesReport(rounds: readonly LoadRound[]): string {
  const steps = Object.keys(rounds[0]?.own.stages ?? {});
  const of = (way: Measured, step: string) => spread(rounds.map((round) => round[way].stages[step] ?? 0));
  return asTable([
    ['seconds of the processor', 'own', 'corrected'],
    ...steps.map((step) => [step, of('own', step), of('corrected', step)]),
  ]);
}

const asTable = ([head = [], ...rows]: string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const spread = (found: readonly number[]): string => {
  const { median, least, most } = spreadOf(found);
  const said = (value: number) => value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0);
  return `${said(median)} (${said(least)}–${said(most)})`;
};
