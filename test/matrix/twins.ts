import { isWhole } from '#spec';
import { nowhere } from './pools.ts';
import type { Asker } from './readers.ts';
import type { Found, Probe } from './walk.ts';

/** What is there and out of scope, and the same of what is not there. */
interface Twin {
  door: string;
  foreign: string;
  absent: string;
  /** What was written, to be taken out of the answers. */
  names: readonly [foreign: string, absent: string];
}

/**
 * What is out of scope answers as what does not exist, in status and words: a 403 for one and a 404 for the other would
 * tell which is which. So does a search.
 */
export const twinsOf = (version: string, asker: Asker, foreign: Foreign): Probe[] =>
  [...listOf(version, foreign), ...(isOfProvince(asker) ? [] : hidden)].map(
    ({ door, foreign: there, absent, names }): Probe => ({
      door,
      asker,
      address: `${there} | ${absent}`,
      isReading: true,
      async ask(opened): Promise<Found> {
        const [seen, nothing] = [await opened.ask(asker, there), await opened.ask(asker, absent)];
        const said = ({ status, body, headers }: typeof seen, name: string) =>
          `${status} ${String(headers['content-disposition'] ?? '')} ${String(body)}`
            .replaceAll(name, '…')
            .replaceAll(encodeURIComponent(name), '…');
        const [one, other] = [said(seen, names[0]), said(nothing, names[1])];
        const leaks = one === other ? [] : [`${one.slice(0, 160)} ≠ ${other.slice(0, 160)}`];
        return { isAnswered: false, leaks, mine: [], foreign: [], told: null };
      },
    })
  );

/** What is of the province alone is an address that there is not, for somebody who sees less. */
const hidden: readonly Twin[] = ['', '/quota', '/quota/济南市', '/quota.sql', '/subsidy'].map((end) => {
  const [foreign = '', absent = ''] = ['scenarios', 'nothing'].map((name) => encodeURI(`/api/${name}${end}`));
  return { door: '/api/scenarios', foreign, absent, names: ['scenarios', 'nothing'] };
});

const isOfProvince = ({ account, capabilities, scope }: Asker): boolean =>
  account === null || (capabilities.has('decide') && isWhole(scope));

/** What is there of those out of scope. */
export interface Foreign {
  papers: readonly string[];
  revisions: readonly string[];
  projects: readonly string[];
  firms: readonly string[];
  tokens: readonly string[];
  hashes: readonly string[];
  uploads: readonly string[];
}

function listOf(version: string, { projects, firms, tokens, hashes, uploads, papers, revisions }: Foreign): Twin[] {
  const pairs = (door: string, values: readonly string[], absent: string, address: (value: string) => string): Twin[] =>
    values.map((value) => ({ door, foreign: address(value), absent: address(absent), names: [value, absent] }));
  const { project, firm, token, hash, upload, code, revision } = nowhere;
  return [
    ...['', '/audit', '/moments', '/changes'].flatMap((end) =>
      pairs(`/api/projects/{id}${end}`, projects, project, (id) => `/api/projects/${id}${end}`)
    ),
    ...pairs('/api/query', projects, project, (id) => `/api/explain?metric=projects&project_id=${id}`),
    ...pairs('/api/repeats', projects, project, (id) => `/api/repeats?project=${id}`),
    ...pairs('/api/findings', projects, project, (id) => `/api/findings?subject_id=${id}`),
    ...pairs('/api/findings', firms, firm, (id) => `/api/findings?subject_id=${id}`),
    ...pairs('/api/decisions', projects, project, (id) => `/api/decisions?subject_id=${id}`),
    ...pairs(
      '/api/findings/{rule}/{subject}/{span}',
      projects,
      project,
      (id) => `/api/findings/late_submission/${id}/2025`
    ),
    ...['projects', 'organisations', 'groups', 'repeats'].flatMap((list) =>
      [
        ...projects.map((one) => [one, project] as const),
        ...firms.map((one) => [one, firm] as const),
        ...tokens.map((one) => [one, token] as const),
      ].flatMap(([value, absent]) => pairs(`/api/${list}`, [value], absent, (text) => `/api/${list}?search=${text}`))
    ),
    ...['rows.json', 'rows.csv', 'marked.xlsx'].flatMap((end) =>
      pairs(`/api/loads/{load}/files/{hash}/${end}`, hashes, hash, (one) => `/api/loads/${version}/files/${one}/${end}`)
    ),
    ...['', '/seal.json'].flatMap((end) =>
      pairs(`/api/papers/{code}${end}`, papers, code, (one) => `/api/papers/${one}${end}`)
    ),
    ...pairs('/api/verify', papers, code, (one) => `/api/verify?text=${one}`),
    ...pairs('/api/revisions/{id}', revisions, revision, (id) => `/api/revisions/${id}`),
    ...pairs('/api/uploads/{id}', uploads, upload, (id) => `/api/uploads/${id}`),
  ];
}
