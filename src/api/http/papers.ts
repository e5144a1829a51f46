import { existsSync } from 'node:fs';
import { can, type Reader } from '#access';
import { recordFile } from '#pipeline';
import { handedInOf, putDecisions } from '#query';
import {
  askPage,
  compareNumbers,
  readRegister,
  sayPaper,
  type Asked,
  type AskSource,
  type Paper,
  type Register,
  type Told,
  type Watched,
} from '#seals';
import { readRevisions, type Revision } from '#revisions';
import { covers, Refusal, type Scope } from '#spec';
import { openStore, paperStream } from '#store';
import type { Lease } from '#warehouse';
import { tagOf } from './etag.ts';
import type { Api, PaperNow } from './context.ts';

/** Seconds that the numbers of one paper may take. */
const patience = 15;

type Asking = Pick<Api, 'warehouse' | 'decisions' | 'catalogOf' | 'dashboards' | 'briefs' | 'build'>;

/** What is on record of papers, each asked again once a version and head of decisions. */
export interface Papers {
  register(): Register;
  /** The notices of changes to them, drafts too. */
  revisions(): Revision[];
  /** What a paper's page says in its own version; a text says why it cannot be asked. */
  then(paper: Paper): Promise<Watched | string>;
  /** What it says in the current version. */
  now(paper: Paper): Promise<Watched | string>;
  /** The numbers of a page in a version, as a scope sees it. */
  ask(path: string, lease: Lease, scope: Scope): Promise<Asked>;
  /** The same of a version by its name, by what counted up to a decision; a text says why it cannot be asked. */
  askThen(path: string, moment: { version: string; head: string; scope: Scope }): Promise<Asked | string>;
  /** Of which page a paper is: a notice of changes is of that of the paper that it corrects. */
  pageOf(paper: Paper): string;
  told(paper: Paper, seen: Register): Promise<Told>;
}

/** Those of a register that a reader may be told of: made of nothing but rows that they may see. */
export const seenBy = ({ papers, keys }: Register, { scope }: Pick<Reader, 'scope'>): Register => ({
  papers: papers.filter(({ statement }) => covers(scope, statement.scope)),
  keys,
});

export const maySeal = (reader: Reader): boolean => can(reader, 'seal');

export const buildTag = ({ build }: Pick<Api, 'build'>): string => (build === null ? '' : tagOf(build));

export function createPapers(api: Asking): Papers {
  const kept = new Map<string, Promise<Watched | string>>();
  let known: { head: string; register: Register; revisions: Revision[] } | null = null;

  function onFile(): { register: Register; revisions: Revision[] } {
    const path = recordFile(api.warehouse.folder);
    if (!existsSync(path)) return { register: { papers: [], keys: [] }, revisions: [] };
    const store = openStore(path, { readOnly: true });
    try {
      const head = store.last(paperStream)?.hash ?? '';
      if (known?.head !== head) {
        const entries = store.entries(paperStream);
        known = { head, register: readRegister(entries), revisions: readRevisions(entries) };
      }
      return known;
    } finally {
      store.close();
    }
  }
  const register = (): Register => onFile().register;

  async function sourceOf(lease: Lease, scope: Scope, head: string): Promise<AskSource | string> {
    const decided = api.decisions.at(head);
    if (decided === null) return '那时的核定记录找不到了';
    if (decided.fault !== null) return decided.fault;
    const catalog = await api.catalogOf(lease);
    await putDecisions(lease, catalog, api.decisions, decided);
    const deadline = { seconds: patience, isStreamed: false };
    return {
      context: { reading: lease, beside: lease.beside, handedIn: handedInOf(lease.receipt), deadline },
      known: catalog,
      dashboards: await api.dashboards(),
      scope,
      decided,
      asOf: lease.receipt.asOf,
      briefs: api.briefs,
    };
  }

  function pageOf({ statement }: Paper): string {
    const [, code] = statement.kind === 'revision' ? statement.path.split('/papers/') : [];
    return register().papers.find((each) => each.code === code)?.statement.path ?? statement.path;
  }

  /** Asks a page of a version. What a version does not know of it is told in words, what fails is not kept. */
  async function askOf(
    path: string,
    { version, head, scope, fingerprint }: { version: string; head: string; scope: Scope; fingerprint?: string }
  ): Promise<Asked | string> {
    const lease = await api.warehouse.lease(version).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (lease === null) throw new OtherTables(`版本 ${version} 已经清理，或者读不出来`);
    try {
      if (fingerprint !== undefined && lease.receipt.sha256 !== fingerprint)
        throw new OtherTables(`版本 ${version} 的数据文件不是当时的那一个`);
      const source = await sourceOf(lease, scope, head);
      if (typeof source === 'string') throw new OtherTables(source);
      return await askPage(path, source).catch((error: unknown) => {
        if (error instanceof Refusal && error.status < 500 && error.status !== 408) return error.message;
        throw error;
      });
    } finally {
      lease.release();
    }
  }

  async function again(paper: Paper, version: string, head: string): Promise<Watched | string> {
    const { statement } = paper;
    const isItsOwn = version === statement.version;
    const moment = { version, head, scope: statement.scope, ...(isItsOwn && { fingerprint: statement.fingerprint }) };
    try {
      const asked = await askOf(pageOf(paper), moment);
      return compareNumbers(statement, typeof asked === 'string' ? asked : asked.numbers);
    } catch (error) {
      if (error instanceof OtherTables) return error.message;
      throw error;
    }
  }

  function once(paper: Paper, version: string, head: string): Promise<Watched | string> {
    const key = `${paper.digest} ${version} ${head}`;
    const there = kept.get(key);
    if (there) return there;
    const made = again(paper, version, head);
    made.catch(() => kept.delete(key));
    kept.set(key, made);
    if (kept.size > 2_000) kept.delete(kept.keys().next().value!);
    return made;
  }

  const now = async (paper: Paper): Promise<Watched | string> => {
    const version = api.warehouse.version();
    return version === null ? '还没有发布过版本' : once(paper, version, api.decisions.now().head);
  };
  const then = (paper: Paper): Promise<Watched | string> => once(paper, paper.statement.version, paper.statement.head);

  return {
    register,
    revisions: () => [...onFile().revisions],
    now,
    then,
    pageOf,
    async askThen(path, moment) {
      try {
        return await askOf(path, moment);
      } catch (error) {
        if (error instanceof OtherTables) return error.message;
        throw error;
      }
    },
    async ask(path, lease, scope) {
      const source = await sourceOf(lease, scope, api.decisions.now().head);
      if (typeof source === 'string') throw new Refusal(503, 'record_damaged', source);
      return askPage(path, source);
    },
    async told(paper, seen) {
      const { statement } = paper;
      const is = await now(paper);
      const isSamePage = (other: Paper) =>
        other.position > paper.position &&
        other.statement.path === statement.path &&
        JSON.stringify(other.statement.scope) === JSON.stringify(statement.scope) &&
        other.voided === null;
      return sayPaper(statement, {
        then: await then(paper),
        now: is,
        revisions: revisionsOf(paper, seen),
        unrevised: typeof is === 'string' ? 0 : unrevised(paper, is, seen),
        later: seen.papers.filter(isSamePage).map(({ code }) => code),
        voided: paper.voided,
        isOtherBuild: statement.build !== buildTag(api),
      });
    },
  };
}

/** A version that nothing can be asked of, in words. */
class OtherTables extends Error {}

/**
 * The notices of changes that are signed for a paper as it stands, the oldest first. An edition for a part of its scope
 * says nothing of the whole of it.
 */
export const revisionsFor = ({ code, statement }: Pick<Paper, 'code' | 'statement'>, { papers }: Register): Paper[] =>
  papers.filter(
    (each) =>
      each.statement.kind === 'revision' &&
      each.voided === null &&
      each.statement.path === `/papers/${code}` &&
      JSON.stringify(each.statement.scope) === JSON.stringify(statement.scope)
  );

export const revisionsOf = (paper: Pick<Paper, 'code' | 'statement'>, register: Register): string[] =>
  revisionsFor(paper, register).map(({ statement }) => statement.title);

/** How many numbers of a paper are now neither what it says nor what its last notice says of them. */
export function unrevised(paper: Pick<Paper, 'code' | 'statement'>, now: Watched, register: Register): number {
  const said = new Map(
    (revisionsFor(paper, register).at(-1)?.statement.numbers ?? []).map(({ key, exact }) => [key, exact])
  );
  return now.numbers.filter(
    ({ key, state, now: is }) =>
      (state === 'differs' || state === 'unknown_now') && !(said.has(key) && said.get(key) === (is?.exact ?? null))
  ).length;
}

/** Of each paper that counts how many numbers no longer hold and no notice says so; null where nobody can ask it. */
export async function papersNow(papers: Pick<Papers, 'register' | 'now'>): Promise<PaperNow[]> {
  const rows: PaperNow[] = [];
  const register = papers.register();
  for (const paper of register.papers.filter(({ voided }) => voided === null)) {
    const { code, statement } = paper;
    const watched = await papers.now(paper);
    const cities = statement.scope.city ?? [];
    rows.push({
      code,
      title: statement.title,
      city: cities.length === 1 ? cities[0]! : null,
      sealed_at: statement.sealedAt.slice(0, 19).replace('T', ' '),
      broken: typeof watched === 'string' || watched.reason !== null ? null : unrevised(paper, watched, register),
      numbers: statement.numbers.length,
    });
  }
  return rows;
}
