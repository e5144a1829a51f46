import type { Because } from './because.ts';
import type { Comparing } from './comparing.ts';
import { total, type Fraction } from './fraction.ts';
import { isWithoutEffect } from './lines.ts';
import { metricOf, type ToldLine } from './metric.ts';
import { printedBy, scaleFor, sharedOut } from './printed.ts';
import type { Asked } from './question.ts';

/** What the rows of a file, or of several together, did to one number. */
export interface FileEffect {
  /** Where the rows stand that say otherwise now; none where the reader may not know. */
  files: string[];
  metric: string;
  title: string;
  unit: string;
  /** How many projects or quotas. */
  lines: number;
  /** As it is printed: those of a number add up to what the data changed of it. null where it has no share. */
  said: string | null;
}

/** Every number that the data moved, by the files whose rows did: each line counts once. */
export async function effectsOf(comparing: Comparing, asked: Asked): Promise<FileEffect[]> {
  const effects: FileEffect[] = [];
  for (const metric of comparing.open.worlds.at(-1)!.catalog.metrics.keys()) {
    const change = await metricOf(comparing, { ...asked, metric });
    const moving = change.lines.filter((line) => line.step === 'data' && !isWithoutEffect(line));
    const groups = Array.from(Map.groupBy(moving, (line) => JSON.stringify(filesOf(line))).values());
    const deltas = groups.map(sumOf);
    const known = deltas.includes(null) ? null : (deltas as Fraction[]);
    const scale = scaleFor(change, [change.change, ...deltas]);
    const shares = known === null ? null : sharedOut(total(known), known, scale).lines;
    groups.forEach((members, at) => {
      const delta = deltas[at] ?? null;
      effects.push({
        files: filesOf(members[0]!),
        metric,
        title: change.title,
        unit: scale.unit,
        lines: members.length,
        said: shares?.[at] ?? (delta === null ? null : printedBy(scale, delta)),
      });
    });
  }
  const nameOf = ({ files }: FileEffect) => files.join('、');
  return effects.toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
}

/** The files in which the rows behind a line stand now; of what is gone, in which they stood. */
function filesOf({ because, hidden }: ToldLine): string[] {
  if (hidden === true) return [];
  return [...new Set(because.flatMap((each) => fileOf(each) ?? []))].sort();
}

const fileOf = (because: Because): string | null =>
  'source' in because ? ((because.to ?? because.from)?.file ?? null) : null;

function sumOf(lines: readonly ToldLine[]): Fraction | null {
  const deltas = lines.map(({ delta }) => delta);
  return deltas.includes(null) ? null : total(deltas as Fraction[]);
}
