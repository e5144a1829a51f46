import { plainCode } from '#seals';
import { covers, isWhole, type Scope } from '#spec';
import { readReceipt } from '#warehouse';
import { nowhere } from './pools.ts';
import type { Asker } from './readers.ts';
import { papersOf } from './papers-of.ts';
import type { Found, Probe } from './walk.ts';

/**
 * Papers, as whoever may see them does: their numbers are asked again as of those who sealed them, and hold. What was
 * sealed or printed of others is not there, and what is not there is not said to be nowhere by who sees a part.
 */
export function papersFor(warehouse: string, asker: Asker): Probe[] {
  const { capabilities, scope, account } = asker;
  if (account === null || !capabilities.has('rows')) return [];
  const papers = papersOf(warehouse);
  const theirs = papers.filter(({ statement }) => covers(scope, statement.scope));
  const others = papers.filter((each) => !theirs.includes(each));
  const holding = theirs.map(({ code, statement }) =>
    probe(asker, '/api/papers/{code}', `/api/papers/${code}`, (told, version) => {
      const { standing, broken } = told as { standing: string; broken: number | null };
      // What was sealed of the version before holds no longer.
      const isIt = statement.version === version ? standing === 'in_force' && broken === 0 : standing === 'changed';
      return isIt ? [] : [`a paper of ${statement.version} is ${standing}, ${broken} broken`];
    })
  );
  const said = [...others.map(({ code }) => code), nowhere.code].map((code) =>
    probe(asker, '/api/verify', `/api/verify?text=${code}`, (told) => {
      const { answer, sentence } = told as { answer: string; sentence: string };
      const isOfAll = !sentence.includes('您看得到的');
      return [
        ...(answer === 'unknown' ? [] : [`a paper of others is ${answer}`]),
        ...(isOfAll === isWhole(scope) ? [] : [`of a part it is said: ${sentence.slice(0, 80)}`]),
      ];
    })
  );
  return [...holding, ...said, ...(isWhole(scope) ? [] : [printed(asker)])];
}

/** The code of a page that another city printed: it tells what their scope and address are, and is nobody else's. */
const printed = (asker: Asker): Probe => ({
  door: '/api/verify',
  asker,
  address: 'the code of a page of another city',
  async ask(now): Promise<Found> {
    const of = asker.scope.city?.includes('烟台市') ? '潍坊市' : '烟台市';
    const { version } = now;
    const { sha256: fingerprint = '' } = (await readReceipt(now.folder, version)) ?? {};
    const codeOf = (scope: Scope) =>
      plainCode({ path: '/', version, fingerprint, head: now.decided().at(-1)?.id ?? '', scope });
    const own = String((await now.ask(asker, '/api/papers/code?path=/')).body);
    if (!own.includes(codeOf(asker.scope))) return found([`the code of a page is made otherwise: ${own}`]);
    const code = codeOf({ city: [of] });
    const { body } = await now.ask(asker, `/api/verify?text=${code}&address=/`);
    const { answer } = JSON.parse(String(body)) as { answer: string };
    return found(answer === 'unknown' ? [] : [`the code of ${of} ${answer}`]);
  },
});

const probe = (
  asker: Asker,
  door: string,
  address: string,
  wrong: (told: unknown, version: string) => string[]
): Probe => ({
  door,
  asker,
  address: `${address}, what it says`,
  async ask(now): Promise<Found> {
    const { status, body } = await now.ask(asker, address);
    return found(
      status === 200 ? wrong(JSON.parse(String(body)), now.version) : [`${status}: ${String(body).slice(0, 120)}`]
    );
  },
});

const found = (leaks: readonly string[]): Found => ({ isAnswered: true, leaks, mine: [], foreign: [], told: null });
