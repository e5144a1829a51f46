import { existsSync } from 'node:fs';
import { can, type Reader } from '#access';
import { recordFile } from '#pipeline';
import { handedInOf, putDecisions } from '#query';
import {
  askPage,
  brokenOf,
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
  /** What a paper's page says in its own version; a text says why it cannot be asked. */
  then(paper: Paper): Promise<Watched | string>;
  /** What it says in the current version. */
  now(paper: Paper): Promise<Watched | string>;
  /** The numbers of a page in a version, as a scope sees it. */
  ask(path: string, lease: Lease, scope: Scope): Promise<Asked>;
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
  let known: { head: string; register: Register } | null = null;

  function register(): Register {
    const path = recordFile(api.warehouse.folder);
    if (!existsSync(path)) return { papers: [], keys: [] };
    const store = openStore(path, { readOnly: true });
    try {
      const head = store.last(paperStream)?.hash ?? '';
      if (known?.head !== head) known = { head, register: readRegister(store.entries(paperStream)) };
      return known.register;
    } finally {
      store.close();
    }
  }

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

  /** Asks a paper's page of a version. What a version does not know of it is told in words, what fails is not kept. */
  async function again({ statement }: Paper, version: string, head: string): Promise<Watched | string> {
    const lease = await api.warehouse.lease(version).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
    if (lease === null) return `版本 ${version} 已经清理，或者读不出来`;
    try {
      if (version === statement.version && lease.receipt.sha256 !== statement.fingerprint)
        return `版本 ${version} 的数据文件不是当时的那一个`;
      const source = await sourceOf(lease, statement.scope, head);
      if (typeof source === 'string') return source;
      const asked = await askPage(statement.path, source).catch((error: unknown) => {
        if (error instanceof Refusal && error.status < 500 && error.status !== 408) return error.message;
        throw error;
      });
      return compareNumbers(statement, typeof asked === 'string' ? asked : asked.numbers);
    } finally {
      lease.release();
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
    // A notice of changes is of two versions, and no later one changes what it says of them.
    const version = api.warehouse.version();
    return version === null ? '还没有发布过版本' : once(paper, version, api.decisions.now().head);
  };
  const then = (paper: Paper): Promise<Watched | string> => once(paper, paper.statement.version, paper.statement.head);

  return {
    register,
    now,
    then,
    async ask(path, lease, scope) {
      const source = await sourceOf(lease, scope, api.decisions.now().head);
      if (typeof source === 'string') throw new Refusal(503, 'record_damaged', source);
      return askPage(path, source);
    },
    async told(paper, seen) {
      const { statement } = paper;
      const isSamePage = (other: Paper) =>
        other.position > paper.position &&
        other.statement.path === statement.path &&
        JSON.stringify(other.statement.scope) === JSON.stringify(statement.scope) &&
        other.voided === null;
      return sayPaper(statement, {
        then: await then(paper),
        now: await now(paper),
        revisions: revisionsOf(paper, seen),
        later: seen.papers.filter(isSamePage).map(({ code }) => code),
        voided: paper.voided,
        isOtherBuild: statement.build !== buildTag(api),
      });
    },
  };
}

/** The numbers of the notices of changes that are signed for a paper. */
export const revisionsOf = ({ code }: Pick<Paper, 'code'>, { papers }: Register): string[] =>
  papers.flatMap(({ statement, voided }) =>
    statement.kind === 'revision' && voided === null && statement.path === `/papers/${code}` ? [statement.title] : []
  );

/** Of each paper that counts how many of its numbers no longer hold; null where nobody can ask it. */
export async function papersNow(papers: Pick<Papers, 'register' | 'now'>): Promise<PaperNow[]> {
  const rows: PaperNow[] = [];
  for (const paper of papers.register().papers.filter(({ voided }) => voided === null)) {
    const { code, statement } = paper;
    const watched = await papers.now(paper);
    const cities = statement.scope.city ?? [];
    rows.push({
      code,
      title: statement.title,
      city: cities.length === 1 ? cities[0]! : null,
      sealed_at: statement.sealedAt.slice(0, 19).replace('T', ' '),
      broken: typeof watched === 'string' || watched.reason !== null ? null : brokenOf(watched),
      numbers: statement.numbers.length,
    });
  }
  return rows;
}
