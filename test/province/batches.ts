import { DAY, HOUR, day, moment } from './calendar.ts';
import { reference } from './reference.ts';

/**
 * The calendar of a batch. What the notice fixes comes from
 * data/reference; every other date is invented. Ranges hold both ends.
 */
export interface Batch {
  id: string;
  title: string;
  /** As project numbers begin: 2025, 2024A. */
  mark: string;
  /** Of a hundred projects of the province. */
  share: number;
  hasAnnexTasks: boolean;
  noticeOn: number;
  opensOn: number;
  submitBy: number;
  recommendBy: number;
  reviewed: readonly [from: number, to: number];
  publicisedAt: number;
  announcedAt: number;
  periodEndBy: number;
  appliedOn: readonly [from: number, to: number];
  concludedOn: readonly [from: number, to: number];
  /** When acceptances are made public: the first of these days after the conclusion. */
  publishedOn: readonly number[];
  /** Of the listed and not terminated, how many the story has concluded. */
  concludedShare: number;
  budgetYear: number;
  /** Conclusions up to this day have had their money allocated. */
  fundedTo: number;
  allocatedOn: readonly [from: number, to: number];
}

/** The last day that the story tells of. */
export const STORY_ENDS = day('2026-06-30');

const span = (from: string, to: string) => [day(from), day(to)] as const;

type Invented = Omit<Batch, 'id' | 'title' | 'noticeOn' | 'submitBy' | 'recommendBy' | 'periodEndBy'> &
  Partial<Pick<Batch, 'noticeOn' | 'submitBy' | 'recommendBy' | 'periodEndBy'>>;

const INVENTED: Readonly<Record<string, Invented>> = {
  '2024-1': {
    mark: '2024A',
    share: 18,
    hasAnnexTasks: false,
    noticeOn: day('2024-03-01'),
    opensOn: day('2024-03-18'),
    submitBy: moment('2024-04-18 17:00:00'),
    recommendBy: moment('2024-04-19 17:00:00'),
    reviewed: span('2024-05-06', '2024-05-24'),
    publicisedAt: moment('2024-06-04 10:00:00'),
    announcedAt: moment('2024-06-13 15:30:00'),
    periodEndBy: day('2025-04-30'),
    appliedOn: span('2025-05-06', '2025-06-20'),
    concludedOn: span('2025-06-23', '2025-09-26'),
    publishedOn: [day('2025-08-15'), day('2025-10-17')],
    concludedShare: 0.97,
    budgetYear: 2025,
    fundedTo: day('2025-09-26'),
    allocatedOn: span('2025-11-10', '2025-12-05'),
  },
  '2024-2': {
    mark: '2024B',
    share: 22,
    hasAnnexTasks: false,
    noticeOn: day('2024-07-08'),
    opensOn: day('2024-07-15'),
    submitBy: moment('2024-08-22 17:00:00'),
    recommendBy: moment('2024-08-23 17:00:00'),
    reviewed: span('2024-09-09', '2024-09-27'),
    publicisedAt: moment('2024-10-15 10:00:00'),
    announcedAt: moment('2024-10-24 16:00:00'),
    periodEndBy: day('2025-08-31'),
    appliedOn: span('2025-09-08', '2025-10-24'),
    concludedOn: span('2025-10-27', '2026-01-23'),
    publishedOn: [day('2025-12-19'), day('2026-02-06')],
    concludedShare: 0.92,
    budgetYear: 2026,
    fundedTo: day('2026-01-23'),
    allocatedOn: span('2026-03-09', '2026-04-17'),
  },
  '2025': {
    mark: '2025',
    share: 60,
    hasAnnexTasks: true,
    opensOn: day('2025-03-03'),
    reviewed: span('2025-05-06', '2025-05-23'),
    publicisedAt: moment('2025-06-03 10:00:00'),
    announcedAt: moment('2025-06-12 16:00:00'),
    appliedOn: span('2026-03-02', '2026-04-24'),
    concludedOn: span('2026-04-13', '2026-06-19'),
    publishedOn: [day('2026-05-15'), day('2026-06-26')],
    concludedShare: 0.76,
    budgetYear: 2026,
    fundedTo: day('2026-05-29'),
    allocatedOn: span('2026-06-03', '2026-06-18'),
  },
};

/**
 * The batches of the province in order, those that have a calendar here. A date that
 * the notice gives wins over an invented one; a batch without either is an Error.
 */
export function batches(): Batch[] {
  return reference('batches', ['batch', 'title', 'notice', 'submit_by', 'recommend_by', 'period_end_by']).flatMap(
    (row) => {
      const invented = INVENTED[row.batch];
      if (!invented) return [];
      const [notice] = reference(`notices/${row.notice}/notice`, ['issued_on']);
      const fixed = <T>(name: string, given: string, read: (text: string) => T, otherwise: T | undefined): T => {
        if (given !== '') return read(given);
        if (otherwise === undefined) throw new Error(`test/province/batches.ts: batch ${row.batch} has no ${name}`);
        return otherwise;
      };
      const batch = {
        ...invented,
        id: row.batch,
        title: row.title,
        noticeOn: fixed('issued_on', notice?.issued_on ?? '', day, invented.noticeOn),
        submitBy: fixed('submit_by', row.submit_by, moment, invented.submitBy),
        recommendBy: fixed('recommend_by', row.recommend_by, moment, invented.recommendBy),
        periodEndBy: fixed('period_end_by', row.period_end_by, day, invented.periodEndBy),
      };
      return [batch];
    }
  );
}

/** The evening before the city's uploads close, the earliest moment at which a city sends its list. */
export function listsFrom(batch: Batch): number {
  return Math.min(batch.submitBy + 90 * 60, batch.recommendBy - 6 * HOUR);
}

/** The last three days in which most submit. */
export function rushFrom(batch: Batch): number {
  return batch.submitBy - 2 * DAY - 9 * HOUR;
}
