import { proofHref, proofHrefOf, type Provable, type Row, type Ledger, type Notice, type Support } from '#spec';
import type { Province } from './province.ts';
import type { Check } from './walk.ts';

/**
 * Walks every number of the pages that are no dashboards, under these filters:
 * the notice by rule and city, the findings, the slot ledger, the caps.
 */
export async function walkPages(province: Province, asked: URLSearchParams, check: Check): Promise<void> {
  const { tally } = check;
  const place = { params: asked, filters: province.filters };
  const read = <T>(address: string) => province.json<T>(`${address}${asked}`);
  const numbers = async (at: string, proof: Provable, row: Row, names: readonly string[]) => {
    for (const name of names) {
      tally.numbers += 1;
      const href = proofHref({ proof }, row, name, place);
      if (href === null) tally.differences.push(`${at}: ${name} leads nowhere`);
      else await check.number(`${at} ${asked}`, href, name, (row[name] ?? null) as number | null);
    }
  };
  const verdicts = ['failed', 'in_review', 'passed', 'undecided', 'decided', 'reopened'];
  const notice = await read<Notice>('/api/compliance?');
  const inCity = { ...notice.proof, keys: [...notice.proof.keys, 'city'] };
  for (const { notice: name, rule, counts, cities } of notice.clauses.flatMap(({ notice, rules }) =>
    rules.map((each) => ({ ...each, notice }))
  )) {
    await numbers('compliance', notice.proof, { rule, notice: name, ...counts }, verdicts);
    for (const { city, ...found } of cities)
      await numbers('compliance', inCity, { rule, notice: name, city, ...found }, verdicts);
  }
  for (const wanted of [
    [
      ['verdict', 'fail'],
      ['verdict', 'review'],
    ],
    [
      ['verdict', 'pass'],
      ['severity', 'warning'],
    ],
    [['decision', 'open']],
    [['decision', 'decided']],
    [],
  ] as const) {
    tally.numbers += 1;
    const { total } = await read<{ total: number }>(
      `/api/findings?${new URLSearchParams(wanted.map(([...each]) => each))}&limit=1&`
    );
    const keys = wanted.map(([name, value]) => [name, value] as const);
    await check.number(
      `findings ${asked}`,
      proofHrefOf({ metric: 'findings', of: 'findings', keys }, province.filters, asked),
      'findings',
      total
    );
  }
  for (const name of ['organisations', 'groups']) {
    const { rows, proof } = await read<Ledger>(`/api/${name}?limit=500&`);
    for (const row of rows)
      await numbers(name, proof, { ...row }, ['used', 'limit', 'left', 'used_listed', 'left_listed']);
  }
  const { caps, capsProof } = await read<Support>('/api/support?');
  for (const cap of caps) await numbers('support', capsProof, cap, ['supported', 'at_most', 'places_left']);
}
