import type { LandedFile } from './landed.ts';

/** Seconds that a file may take. */
export const deadline = 5;

/** What does not add up in the intake's own words about a file. */
export function imbalances({ sheets, seconds }: LandedFile): string[] {
  return [
    ...(seconds > deadline ? [`took ${seconds.toFixed(1)} s`] : []),
    ...sheets.flatMap(({ sheet, read, totals, blank, rejected, rows, aside }) => {
      const rejectedRows = [...aside.values()].filter(({ what }) => what === 'rejected').length;
      const wrong = [
        [read, rows.size + rejected + totals + blank, 'read is not landed + rejected + totals + blank'],
        [rejected, rejectedRows, 'rejected rows are not all kept'],
        [totals, aside.size - rejectedRows, 'totals are not all kept'],
      ] as const;
      return wrong.filter(([a, b]) => a !== b).map(([a, b, what]) => `${sheet || 'the text'}: ${what} (${a}, ${b})`);
    }),
  ];
}
