import type { Defect } from '#spec';
import type { Planted } from './planted.ts';

/** How well the receipt tells a kind. */
export interface Score {
  kind: string;
  planted: number;
  /** Errors that the receipt tells in their place, as what they are. */
  told: number;
  /** Defects that nothing planted explains: told of this kind's lines or files. */
  untrue: number;
}

export interface Measured {
  scores: Score[];
  /** Errors that the receipt does not tell. */
  missed: Planted[];
  /** Defects that nothing planted explains. */
  untrue: Defect[];
}

const place = ({ file, sheet, row }: Pick<Planted, 'file' | 'sheet' | 'row'>): string =>
  JSON.stringify([file, sheet, row]);

/** Whether a defect of the receipt is this error: the same place, the same problem, the same consequence. */
const tells = ({ check, effect, column }: Defect, { expected, column: planted }: Planted): boolean =>
  check === expected?.check && effect === expected.effect && (planted === null || planted === column);

/** Compares what was planted with what the receipt tells, kind by kind. */
export function measure(planted: readonly Planted[], defects: readonly Defect[]): Measured {
  const told = Map.groupBy(defects, place);
  const there = Map.groupBy(planted, place);
  const missed = planted.filter((one) => one.expected && !told.get(place(one))?.some((defect) => tells(defect, one)));
  const untrue = defects.filter((defect) => !there.get(place(defect))?.some((one) => tells(defect, one)));
  const lines = Map.groupBy(planted, ({ kind, expected }) => `${expected ? '' : '对：'}${kind}`);
  const blamed = Map.groupBy(untrue, (defect) => blame(defect, planted));
  const scores = [...lines].map(([kind, all]) => ({
    kind,
    planted: all.length,
    told: all.filter((one) => one.expected && !missed.includes(one)).length,
    untrue: blamed.get(kind)?.length ?? 0,
  }));
  return { scores, missed, untrue };
}

/** The kind on whose line, or else in whose file, a defect is told that nothing explains. */
function blame(defect: Defect, planted: readonly Planted[]): string {
  const ofFile = planted.filter(({ file }) => file === defect.file);
  const { kind, expected } = ofFile.find(({ row, sheet }) => row === defect.row && sheet === defect.sheet) ??
    ofFile[0] ?? { kind: '没有埋设的文件', expected: null };
  return `${expected ? '' : '对：'}${kind}`;
}

const percent = (part: number, whole: number): string => (whole === 0 ? '—' : `${((100 * part) / whole).toFixed(1)}%`);

/** The table of figures, for people. */
export function tableOf({ scores }: Measured): string {
  const errors = scores.filter(({ kind }) => !kind.startsWith('对：'));
  const sum = (of: (score: Score) => number, among = errors) => among.reduce((whole, score) => whole + of(score), 0);
  const lines = scores.map(({ kind, planted, told, untrue }) =>
    kind.startsWith('对：')
      ? `${kind}\t${planted}\t—\t—\t${untrue}\t—`
      : `${kind}\t${planted}\t${told}\t${percent(told, planted)}\t${untrue}\t${percent(told, told + untrue)}`
  );
  const odd = scores.filter(({ kind }) => kind.startsWith('对：'));
  const [planted, told, untrue] = [
    sum((score) => score.planted),
    sum((score) => score.told),
    sum((score) => score.untrue, scores),
  ];
  return [
    '种类\t埋设\t报出\t查全率\t误报\t查准率',
    ...lines,
    `差错 ${errors.length} 种 ${planted} 处，报出 ${told} 处，查全率 ${percent(told, planted)}；误报 ${untrue} 处，查准率 ${percent(told, told + untrue)}；正确而古怪的写法 ${odd.length} 种 ${sum((score) => score.planted, odd)} 处，误报 ${sum((score) => score.untrue, odd)} 处`,
  ].join('\n');
}
