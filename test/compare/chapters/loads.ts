import { draw } from '../draw.ts';
import { isObject, objectsIn, textOf, type Json } from '../json.ts';
import { askPages, type Ask, type Chapter } from '../chapter.ts';

const states = ['loaded', 'superseded', 'rejected', 'total', 'blank'];

/** Every version: its receipt, its files row by row, its defects, what balances in it, and the workbooks given back. */
export const loads: Chapter = async (ask, { versions }, { seed, many }) => {
  await ask('/api/loads?limit=500');
  for (const version of versions) {
    const load = `/api/loads/${version}`;
    const receipt = await ask(load);
    const followed = await ask(`/api/receipts/${version}`);
    if (isObject(followed)) await ask(`/api/receipts/${textOf(followed.number)}`);
    await ask(`${load}/receipt.xlsx`);
    await askDefects(ask, load, receipt, followed);
    await askBalance(ask, load, (leads) =>
      draw(`${seed} ${load}`, [...leads.entries()], many(200), ([at]) => String(at))
    );
    const hashes = [...new Set(objectsIn(receipt, 'files').map(({ sha256 }) => textOf(sha256)))];
    for (const hash of draw(`${seed} files`, hashes, many(hashes.length))) await askFile(ask, `${load}/files/${hash}`);
  }
};

async function askDefects(ask: Ask, load: string, receipt: Json, followed: Json): Promise<void> {
  await askPages(ask, `${load}/defects.json?`);
  const checks = objectsIn(receipt, 'defects').map(({ check }) => textOf(check));
  const compared = isObject(followed) && isObject(followed.compared);
  await Promise.all([
    ...['csv', 'arrow'].map((format) => ask(`${load}/defects.${format}`)),
    ...[...new Set(checks)].map((check) => ask(`${load}/defects.json?check=${check}`)),
    ...['file', 'row', 'cell', 'mark'].map((effect) => ask(`${load}/defects.json?effect=${effect}`)),
    ...(compared ? ['cured', 'remaining', 'fresh'] : []).map((fate) => ask(`${load}/defects.json?compared=${fate}`)),
  ]);
}

/** What balances: all pairs, each kind of them, and where the sides of drawn pairs lead. */
async function askBalance(ask: Ask, load: string, some: (leads: string[]) => [number, string][]): Promise<void> {
  const answers = await askPages(ask, `${load}/reconciliation.json?`);
  const [first = null] = answers;
  const balanced = [...objectsIn(first, 'identities'), ...objectsIn(first, 'assertions')];
  await Promise.all([
    ...['csv', 'arrow'].map((format) => ask(`${load}/reconciliation.${format}`)),
    ...balanced.map(({ name }) => ask(`${load}/reconciliation.json?limit=5&identity=${textOf(name)}`)),
  ]);
  // One after another: a server before this comparison holds one query
  // while it waits for the next, and two such wait for each other.
  for (const { name, compared } of balanced) {
    for (const pair of [1, 2, 3].filter((each) => each <= Number(compared))) {
      await ask(`${load}/reconciliation.json?identity=${textOf(name)}&pair=${pair}`);
    }
  }
  const leads = answers
    .flatMap((answer) => objectsIn(answer, 'rows'))
    .flatMap((row) => [row.left_leads, row.right_leads])
    .map((lead) => (isObject(lead) ? textOf(lead.path) : ''))
    .filter((path) => path.startsWith('/api/'));
  await Promise.all(some([...new Set(leads)]).map(([, path]) => ask(path)));
}

async function askFile(ask: Ask, file: string): Promise<void> {
  await askPages(ask, `${file}/rows.json?`);
  await Promise.all([
    ...states.map((state) => ask(`${file}/rows.json?state=${state}`)),
    ...['csv', 'arrow'].map((format) => ask(`${file}/rows.${format}`)),
    ask(`${file}/rows.json?row=3`),
    ask(`${file}/marked.xlsx`),
  ]);
}
