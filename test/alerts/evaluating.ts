import { defaults, openAlerts, plainCalendar, takeEvaluation, takeTick, type Context, type Found } from '#alerts';

/* Evaluates one version after the other into a file, from the first that is not there yet, until it is killed. */

const condition = { ...defaults, title: '示例', to: ['division', 'city'] };

export const context: Context = {
  conditions: new Map([
    ['new_fail', { ...condition, name: 'new_fail', holdHours: 1, remindWorkdays: 1 }],
    ['over_quota', { ...condition, name: 'over_quota', whenChanged: true, severity: 'urgent' }],
  ]),
  recipients: [
    { id: 'chu', roles: ['division'], scope: {}, seesRows: true, channels: ['mail', 'robot'] },
    ...['济南市', '青岛市', '潍坊市'].map((city) => ({
      id: city,
      roles: ['city'],
      scope: { city: [city] },
      seesRows: true,
      channels: ['mail'],
    })),
  ],
  calendar: plainCalendar,
};

/** What each condition finds in the nth version: other rows each time, and the same for everybody who asks. */
function foundIn(version: number, alert: string): Found[] | null {
  if ((version * 7 + alert.length) % 11 === 0) return null;
  return Array.from({ length: 12 }, (_, at) => at)
    .filter((at) => (version * 31 + at * 17 + alert.length) % 3 !== 0)
    .map((at) => ({
      key: `${alert}:${at}`,
      about: { city: ['济南市', '青岛市', '潍坊市'][at % 3]! },
      value: String((version + at) % 4),
      message: '示例',
      own: null,
      evidence: { at },
      due: null,
      isUnknown: (version + at) % 13 === 0,
    }));
}

const momentOf = (version: number): string =>
  new Date(Date.UTC(2026, 2, 2) + version * 47 * 60_000).toISOString().slice(0, 19);

/** Evaluates the nth version, and lets the clock pass; false where it was evaluated before. */
export function evaluateVersion(store: ReturnType<typeof openAlerts>, version: number): boolean {
  const at = momentOf(version);
  const outcomes = new Map([...context.conditions.keys()].map((name) => [name, { found: foundIn(version, name) }]));
  const isNew = takeEvaluation(store, `published ${version}`, { at, version: String(version), outcomes }, context);
  takeTick(store, at, context);
  return isNew;
}

if (import.meta.main) {
  const store = openAlerts(process.argv[2]!);
  process.stdout.write('begun\n');
  for (let version = 1; ; version += 1) evaluateVersion(store, version);
}
