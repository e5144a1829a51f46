import { describe, expect, it } from 'vitest';
import { daysLeft, isWorkday, nextDigest, nextOpening, plainCalendar, workdaysBetween } from '#alerts';
import { play, type RawAlert, type RawRow, type RawStep, type Sequence, type Told } from './sequence.ts';

const recipients = [
  { id: '处室', roles: ['division'], channels: ['mail'] },
  { id: '济南', roles: ['city'], city: '济南市', channels: ['mail'] },
  { id: '潍坊', roles: ['city'], city: '潍坊市', channels: ['mail', 'robot'] },
  { id: '处长', roles: ['head'], channels: ['mail'] },
];

const fail: RawAlert = { name: 'fail', to: ['division', 'city'] };
const jinan: RawRow = { key: 'P1', city: '济南市' };
const weifang: RawRow = { key: 'P2', city: '潍坊市' };

const found = (at: string, rows: RawRow[] | 'unknown', name = 'fail'): RawStep => ({ at, rows: { [name]: rows } });
const tick = (at: string): RawStep => ({ at, tick: true });

/** What is told, a line a message: `2026-03-02T10:00 处室 opened P1`; of several channels the first. */
function told(steps: RawStep[], { alert = fail, ...more }: Partial<Sequence> & { alert?: RawAlert } = {}): string[] {
  const { messages } = played(steps, { alert, ...more });
  return messages
    .filter(({ channel }) => channel === 'mail')
    .map(({ at, to, items }) => `${at} ${to} ${items.map(said).join(', ')}`);
}

const said = ({ what, key, days, count, many }: Told['messages'][number]['items'][number]): string =>
  [what, many ?? key, days, count].filter((part) => part !== undefined).join(' ');

const played = (steps: RawStep[], { alert = fail, ...more }: Partial<Sequence> & { alert?: RawAlert } = {}): Told =>
  play({ alerts: [alert], recipients, steps, ...more });

const monday = '2026-03-02T09:00';

describe('what was gone before it was told', () => {
  it('is told when it is back, though it is the same incident: nobody had heard of it', () => {
    const steps = [
      found('2026-03-06T09:00', []),
      found('2026-03-06T20:00', [jinan]),
      found('2026-03-08T20:00', []),
      found('2026-03-09T10:00', [jinan]),
      found('2026-03-09T11:00', []),
      tick('2026-03-10T11:00'),
    ];
    expect(told(steps)).toEqual([
      '2026-03-09T10:00 处室 opened P1',
      '2026-03-09T10:00 济南 opened P1',
      '2026-03-10T11:00 处室 resolved P1',
      '2026-03-10T11:00 济南 resolved P1',
    ]);
  });

  it('is told once where it is back before the office opens', () => {
    const steps = [
      found('2026-03-06T09:00', []),
      found('2026-03-06T20:00', [jinan]),
      found('2026-03-07T20:00', []),
      found('2026-03-08T10:00', [jinan]),
    ];
    expect(told(steps, { until: '2026-03-09T17:00' })).toEqual([
      '2026-03-09T08:30 处室 opened P1',
      '2026-03-09T08:30 济南 opened P1',
    ]);
    expect(played(steps, { until: '2026-03-09T17:00' }).dropped).toEqual([]);
  });
});

describe('what changes', () => {
  const alert: RawAlert = { ...fail, when_changed: true };
  it('before anybody heard of it is told as it is, once', () => {
    const steps = [
      found('2026-03-06T09:00', []),
      found('2026-03-06T20:00', [{ ...jinan, value: 1 }]),
      found('2026-03-07T20:00', [{ ...jinan, value: 2 }]),
    ];
    const { messages } = played(steps, { alert, until: '2026-03-09T17:00' });
    expect(messages.map(({ to, items }) => [to, items.map(({ what }) => what)])).toEqual([
      ['处室', ['opened']],
      ['济南', ['opened']],
    ]);
  });

  it('and is as it was told before it is told again is not told', () => {
    const steps = [
      found('2026-03-05T09:00', []),
      found('2026-03-05T10:00', [{ ...jinan, value: 1 }]),
      found('2026-03-06T20:00', [{ ...jinan, value: 2 }]),
      found('2026-03-07T20:00', [{ ...jinan, value: 1 }]),
    ];
    expect(told(steps, { alert, until: '2026-03-09T17:00' })).toHaveLength(2);
  });

  it('is told where it was away and is back as another', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [{ ...jinan, value: 1 }]),
      found('2026-03-02T11:00', []),
      found('2026-03-02T12:00', [{ ...jinan, value: 2 }]),
    ];
    expect(told(steps, { alert }).slice(2)).toEqual([
      '2026-03-02T12:00 处室 changed P1',
      '2026-03-02T12:00 济南 changed P1',
    ]);
  });

  it('is 0 as well as any other number', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [{ ...jinan, value: 3 }]),
      found('2026-03-02T11:00', [{ ...jinan, value: 0 }]),
    ];
    expect(told(steps, { alert }).slice(2)).toHaveLength(2);
  });

  it('in whom it is about is told to whom it is about now, and its end to nobody who may not hear of it', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [jinan]),
      found('2026-03-02T11:00', [{ key: 'P1', city: '潍坊市' }]),
      found('2026-03-02T12:00', []),
      tick('2026-03-03T12:00'),
    ];
    expect(told(steps)).toEqual([
      '2026-03-02T10:00 处室 opened P1',
      '2026-03-02T10:00 济南 opened P1',
      '2026-03-02T11:00 潍坊 opened P1',
      '2026-03-03T12:00 处室 resolved P1',
      '2026-03-03T12:00 潍坊 resolved P1',
    ]);
  });
});

describe('unknown', () => {
  it('at the first evaluation is told, and the first that is known is the first one', () => {
    const steps = [
      found(monday, 'unknown'),
      found('2026-03-02T10:00', [jinan, weifang]),
      found('2026-03-02T11:00', [jinan, weifang, { key: 'P3', city: '济南市' }]),
    ];
    expect(told(steps)).toEqual([
      '2026-03-02T09:00 处室 unknown *',
      '2026-03-02T10:00 处室 baseline * 2',
      '2026-03-02T10:00 济南 baseline * 1',
      '2026-03-02T10:00 潍坊 baseline * 1',
      '2026-03-02T11:00 处室 opened P3',
      '2026-03-02T11:00 济南 opened P3',
    ]);
  });

  it('of one row is told once, opens nothing of it, and lets the others be', () => {
    const unknown = { ...weifang, unknown: true };
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [unknown, jinan]),
      found('2026-03-02T11:00', [unknown, jinan]),
      found('2026-03-02T12:00', [unknown]),
      tick('2026-03-03T12:00'),
    ];
    expect(told(steps)).toEqual([
      '2026-03-02T10:00 处室 opened P1, unknown *',
      '2026-03-02T10:00 济南 opened P1',
      '2026-03-03T12:00 处室 resolved P1',
      '2026-03-03T12:00 济南 resolved P1',
    ]);
  });

  it('closes nothing that was away', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [jinan]),
      found('2026-03-02T11:00', []),
      found('2026-03-02T12:00', 'unknown'),
      tick('2026-03-04T12:00'),
      found('2026-03-04T13:00', []),
    ];
    const lines = told(steps);
    expect(lines.filter((line) => line.includes('resolved')).map((line) => line.slice(0, 16))).toEqual([
      '2026-03-04T13:00',
      '2026-03-04T13:00',
    ]);
  });

  it('is told again after all was known', () => {
    const steps = [
      found(monday, []),
      ...['10', '11', '12', '13'].map((hour, at) => found(`2026-03-02T${hour}:00`, at % 2 === 0 ? 'unknown' : [])),
    ];
    expect(told(steps)).toEqual(['2026-03-02T10:00 处室 unknown *', '2026-03-02T12:00 处室 unknown *']);
  });

  it('that is known again before the office opens is not told', () => {
    const steps = [found('2026-03-06T09:00', []), found('2026-03-06T20:00', 'unknown'), found('2026-03-07T09:00', [])];
    const { messages, dropped } = played(steps, { until: '2026-03-09T17:00' });
    expect([messages, dropped]).toEqual([[], [['fail', '*', '处室', 'gone']]]);
  });

  it('reminds nobody of what may be gone', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', [jinan]),
      found('2026-03-02T11:00', 'unknown'),
      tick('2026-03-05T09:00'),
    ];
    const alert = { ...fail, remind_workdays: 1, escalate: { after_workdays: 1, to: 'head' } };
    expect(told(steps, { alert }).filter((line) => /reminder|escalated/.test(line))).toEqual([]);
  });
});

describe('the first evaluation', () => {
  it('counts anew in the scope that its reader has when it is sent', () => {
    const steps: RawStep[] = [
      found('2026-03-06T20:00', [jinan, weifang, { key: 'P3', city: '潍坊市' }]),
      { at: '2026-03-07T10:00', recipient: { id: '济南', city: '潍坊市' } },
      { at: '2026-03-07T11:00', recipient: { id: '潍坊', removed: true } },
    ];
    expect(told(steps, { until: '2026-03-09T17:00' })).toEqual([
      '2026-03-09T08:30 处室 baseline * 3',
      '2026-03-09T08:30 济南 baseline * 2',
    ]);
  });

  it('tells the end of none of them, and reminds nobody', () => {
    const steps = [
      found(monday, [jinan]),
      tick('2026-03-04T09:00'),
      found('2026-03-04T10:00', []),
      tick('2026-03-05T10:00'),
    ];
    expect(told(steps, { alert: { ...fail, remind_workdays: 1 } })).toEqual([
      '2026-03-02T09:00 处室 baseline * 1',
      '2026-03-02T09:00 济南 baseline * 1',
    ]);
  });

  it('of what happened tells their number too', () => {
    const steps = [found(monday, [jinan]), found('2026-03-02T10:00', [jinan, weifang])];
    expect(told(steps, { alert: { ...fail, kind: 'event' } })).toEqual([
      '2026-03-02T09:00 处室 baseline * 1',
      '2026-03-02T09:00 济南 baseline * 1',
      '2026-03-02T10:00 处室 event P2',
      '2026-03-02T10:00 潍坊 event P2',
    ]);
  });
});

describe('deadlines', () => {
  const alert: RawAlert = { ...fail, kind: 'deadline', within: [7, 3, 1] };
  const due = (day: string): RawRow => ({ key: '济南市', city: '济南市', due: day });
  const told_ = (steps: RawStep[], more: Partial<Sequence> = {}) =>
    told(steps, { alert, ...more }).filter((line) => line.includes('处室'));

  it('that are moved are told and begin anew', () => {
    const steps = [
      found('2025-04-14T09:00', [due('2025-04-25T17:00')]),
      tick('2025-04-18T09:00'),
      found('2025-04-21T09:00', [due('2025-05-09T17:00')]),
      tick('2025-04-24T09:00'),
      tick('2025-05-06T09:00'),
    ];
    expect(told_(steps)).toEqual([
      '2025-04-18T09:00 处室 due 济南市 7',
      '2025-04-21T09:00 处室 moved 济南市',
      '2025-05-06T09:00 处室 due 济南市 3',
    ]);
  });

  it('that are moved to what is over are told as over', () => {
    const steps = [
      found('2025-04-14T09:00', [due('2025-05-25T17:00')]),
      found('2025-04-15T09:00', [due('2025-04-14T17:00')]),
    ];
    expect(told_(steps)).toEqual(['2025-04-15T09:00 处室 moved 济南市, overdue 济南市']);
  });

  it('are told with the days that are left when it is sent', () => {
    const steps = [found('2025-04-14T09:00', [due('2025-04-26T17:00')]), tick('2025-04-19T09:00')];
    expect(told_(steps, { until: '2025-04-21T09:00' })).toEqual(['2025-04-21T08:30 处室 due 济南市 5']);
  });

  it('that are over when it is sent are told as over, once', () => {
    const steps = [
      found('2025-04-14T09:00', [due('2025-04-20T17:00')]),
      found('2025-04-18T19:00', [due('2025-04-20T17:00')]),
      tick('2025-04-21T08:30'),
      tick('2025-04-21T09:00'),
    ];
    const lines = told_(steps);
    expect(lines).toEqual(['2025-04-14T09:00 处室 due 济南市 6', '2025-04-21T08:30 处室 overdue 济南市']);
  });

  it('that are done and then not done are told of the same threshold once', () => {
    const steps = [
      found('2025-04-14T09:00', [due('2025-04-25T17:00')]),
      tick('2025-04-18T09:00'),
      found('2025-04-18T10:00', []),
      found('2025-04-18T11:00', [due('2025-04-25T17:00')]),
      tick('2025-04-24T09:00'),
      found('2025-04-24T10:00', []),
      found('2025-04-30T10:00', [due('2025-04-25T17:00')]),
    ];
    expect(told_(steps)).toEqual([
      '2025-04-18T09:00 处室 due 济南市 7',
      '2025-04-24T09:00 处室 due 济南市 1',
      '2025-04-30T10:00 处室 overdue 济南市',
    ]);
  });

  it('that nobody knows are neither told nor forgotten', () => {
    const steps = [
      found('2025-04-14T09:00', [due('2025-04-25T17:00')]),
      found('2025-04-17T09:00', 'unknown'),
      tick('2025-04-18T09:00'),
      found('2025-04-21T09:00', [due('2025-04-25T17:00')]),
    ];
    expect(told_(steps)).toEqual(['2025-04-17T09:00 处室 unknown *', '2025-04-21T09:00 处室 due 济南市 4']);
  });

  it('of a day alone are in time to its end', () => {
    expect(daysLeft('2025-04-25T23:59', '2025-04-25')).toBe(0);
    expect(daysLeft('2025-04-26T00:00', '2025-04-25')).toBe('overdue');
  });
});

describe('whoever answers for it', () => {
  const alert: RawAlert = {
    ...fail,
    remind_workdays: 1,
    escalate: { after_workdays: 2, to: 'head' },
    when_changed: true,
  };
  const ack: RawStep = { at: '2026-03-02T11:00', ack: { alert: 'fail', key: 'P1', by: '济南' } };
  const opened = [found(monday, []), found('2026-03-02T10:00', [{ ...jinan, value: 1 }])];

  it('is reminded each working day, and it goes further up once', () => {
    const steps = [...opened, ...['03', '04', '05', '06', '07', '08', '09'].map((day) => tick(`2026-03-${day}T09:00`))];
    const lines = told(steps, { alert });
    expect(lines.filter((line) => line.includes('处长'))).toEqual(['2026-03-04T09:00 处长 escalated P1']);
    expect(lines.filter((line) => line.includes('济南 reminder')).map((line) => line.slice(0, 10))).toEqual([
      '2026-03-03',
      '2026-03-04',
      '2026-03-05',
      '2026-03-06',
      '2026-03-09',
    ]);
  });

  it('after a gap is reminded once', () => {
    const lines = told([...opened, tick('2026-03-06T09:00'), tick('2026-03-06T10:00')], { alert });
    expect(lines.filter((line) => line.includes('济南 reminder'))).toEqual(['2026-03-06T09:00 济南 reminder P1']);
  });

  it('who acknowledged is let be, until it changes', () => {
    const steps = [
      ...opened,
      ack,
      tick('2026-03-04T09:00'),
      found('2026-03-04T10:00', [{ ...jinan, value: 2 }]),
      tick('2026-03-05T09:00'),
      tick('2026-03-06T09:00'),
    ];
    expect(told(steps, { alert }).slice(2)).toEqual([
      '2026-03-04T10:00 处室 changed P1',
      '2026-03-04T10:00 济南 changed P1',
      '2026-03-05T09:00 处室 reminder P1',
      '2026-03-05T09:00 济南 reminder P1',
      '2026-03-06T09:00 处室 reminder P1',
      '2026-03-06T09:00 济南 reminder P1',
      '2026-03-06T09:00 处长 escalated P1',
    ]);
  });

  it('who acknowledged in time is not reminded by what was queued', () => {
    const steps: RawStep[] = [
      ...opened,
      tick('2026-03-03T18:00'),
      { at: '2026-03-04T08:00', ack: { alert: 'fail', key: 'P1', by: '济南' } },
    ];
    const { messages, dropped } = played(steps, { alert, until: '2026-03-04T09:00' });
    expect(messages.filter(({ items }) => items.some(({ what }) => what === 'reminder'))).toEqual([]);
    expect(dropped).toEqual([
      ['fail', 'P1', '处室', 'acknowledged'],
      ['fail', 'P1', '济南', 'acknowledged'],
    ]);
  });

  it('hears of the end where it went further up', () => {
    const steps = [...opened, tick('2026-03-04T09:00'), found('2026-03-04T10:00', []), tick('2026-03-05T10:00')];
    expect(told(steps, { alert }).filter((line) => line.includes('resolved'))).toEqual([
      '2026-03-05T10:00 处室 resolved P1',
      '2026-03-05T10:00 济南 resolved P1',
      '2026-03-05T10:00 处长 resolved P1',
    ]);
  });
});

describe('many at once', () => {
  const many = (count: number): RawRow[] =>
    Array.from({ length: count }, (_, at) => ({ key: `K${String(at).padStart(2, '0')}`, city: '济南市' }));

  it('is their number from 21 on, and 20 lines for 20', () => {
    expect(told([found(monday, []), found('2026-03-02T10:00', many(21))])[0]).toBe('2026-03-02T10:00 处室 opened 21');
    const twenty = played([found(monday, []), found('2026-03-02T10:00', many(20))]);
    expect(twenty.messages[0]!.items).toHaveLength(20);
  });

  it('counts what several evaluations found before it left', () => {
    const alert: RawAlert = { ...fail, deliver: 'digest' };
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', many(12)),
      found('2026-03-02T15:00', many(30)),
      found('2026-03-02T16:00', many(25)),
    ];
    expect(told(steps, { alert, until: '2026-03-03T09:00' })[0]).toBe('2026-03-03T09:00 处室 opened 25');
  });

  it('ends in one message too', () => {
    const steps = [
      found(monday, []),
      found('2026-03-02T10:00', many(25)),
      found('2026-03-02T11:00', []),
      tick('2026-03-03T11:00'),
    ];
    expect(told(steps).at(-1)).toBe('2026-03-03T11:00 济南 resolved 25');
  });
});

describe('who is told', () => {
  it('is nobody whose role was taken while it waited', () => {
    const steps: RawStep[] = [
      found('2026-03-06T09:00', []),
      found('2026-03-06T20:00', [jinan]),
      { at: '2026-03-07T10:00', recipient: { id: '济南', roles: [] } },
      { at: '2026-03-07T11:00', recipient: { id: '处室', removed: true } },
    ];
    const { messages, dropped } = played(steps, { until: '2026-03-09T17:00' });
    expect(messages).toEqual([]);
    expect(dropped).toEqual([
      ['fail', 'P1', '处室', 'out of scope'],
      ['fail', 'P1', '济南', 'out of scope'],
    ]);
  });

  it('is no city of what is of the province', () => {
    expect(told([found(monday, []), found('2026-03-02T10:00', [{ key: 'all' }])])).toEqual([
      '2026-03-02T10:00 处室 opened all',
    ]);
  });

  it('is nobody without a channel', () => {
    const steps: RawStep[] = [
      { at: '2026-03-02T08:00', recipient: { id: '处室', channels: [] } },
      found(monday, []),
      found('2026-03-02T10:00', [jinan]),
    ];
    expect(told(steps)).toEqual(['2026-03-02T10:00 济南 opened P1']);
  });

  it('is told whatever waits when it is not yet due', () => {
    const steps = [found('2026-03-06T09:00', []), found('2026-03-06T20:00', [jinan])];
    expect(played(steps).waiting).toEqual([
      { alert: 'fail', key: 'P1', what: 'opened', to: '处室', due: '2026-03-09T08:30' },
      { alert: 'fail', key: 'P1', what: 'opened', to: '济南', due: '2026-03-09T08:30' },
    ]);
  });
});

describe('the calendar', () => {
  const calendar = { ...plainCalendar, holidays: new Set(['2026-10-01']), workdays: new Set(['2026-10-10']) };
  it('opens at half past eight and is closed at half past five itself', () => {
    expect(nextOpening('2026-03-02T08:30:00', calendar)).toBe('2026-03-02T08:30:00');
    expect(nextOpening('2026-03-02T17:29:59', calendar)).toBe('2026-03-02T17:29:59');
    expect(nextOpening('2026-03-02T17:30:00', calendar)).toBe('2026-03-03T08:30:00');
    expect(nextOpening('2026-03-06T17:30:00', calendar)).toBe('2026-03-09T08:30:00');
  });

  it('has its digest at nine, and after nine the next working day', () => {
    expect(nextDigest('2026-03-02T09:00:00', calendar)).toBe('2026-03-02T09:00:00');
    expect(nextDigest('2026-03-02T09:00:01', calendar)).toBe('2026-03-03T09:00:00');
    expect(nextDigest('2026-10-09T10:00:00', calendar)).toBe('2026-10-10T09:00:00');
  });

  it('knows days off and Saturdays that work', () => {
    const days = ['2026-09-30', '2026-10-01', '2026-10-03', '2026-10-10', '2026-10-11'];
    expect(days.map((day) => isWorkday(day, calendar))).toEqual([true, false, false, true, false]);
    expect(workdaysBetween('2026-10-09T23:00:00', '2026-10-12T01:00:00', calendar)).toBe(2);
  });
});
