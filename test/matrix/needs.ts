import { isWhole, type Capability, type Scope } from '#spec';

/**
 * What each door asks of whoever reads at it, written down here a second time and by hand: a route that says another
 * need, or none of these, is found. Files of tables need `files` besides.
 */
export const needs: Readonly<Record<Capability | 'nobody', readonly string[]>> = {
  nobody: [
    '/api/health',
    '/api/ready',
    '/api/openapi.json',
    '/api/session',
    '/api/account',
    '/api/alerts/count',
    '/api/begin',
    '/api/guide',
    '/api/guide/{book}',
    '/api/guide/pictures/{picture}.webp',
  ],
  sums: [
    '/api/briefs',
    '/api/briefs/{name}',
    '/api/dashboards',
    '/api/dashboards/{name}',
    '/api/dashboards/{name}/{panel}',
    '/api/dashboards/{name}/{panel}.{ending}',
    '/api/filters',
    '/api/metrics',
    '/api/keys.json',
    '/api/papers/code',
    '/api/published',
    '/api/query',
    '/api/verify',
  ],
  rows: [
    '/api/alerts',
    '/api/alerts/settings',
    '/api/alerts/{incident}',
    '/api/changes',
    '/api/changes/by-file',
    '/api/changes/files',
    '/api/changes/lines',
    '/api/changes/projects',
    '/api/changes/reference',
    '/api/changes/verdicts',
    '/api/compliance',
    '/api/decisions',
    '/api/decisions/allowed',
    '/api/explain',
    '/api/findings',
    '/api/findings/{rule}/{subject}/{span}',
    '/api/forms',
    '/api/groups',
    '/api/loads',
    '/api/loads/{load}',
    '/api/loads/{load}/defects.{ending}',
    '/api/loads/{load}/files/{hash}/rows.{ending}',
    '/api/loads/{load}/reconciliation.{ending}',
    '/api/matters',
    '/api/notices',
    '/api/notices/compare',
    '/api/organisations',
    '/api/outbox',
    '/api/papers',
    '/api/papers/standing',
    '/api/papers/{code}',
    '/api/projects',
    '/api/projects/{id}',
    '/api/projects/{id}/audit',
    '/api/projects/{id}/changes',
    '/api/projects/{id}/moments',
    '/api/receipts/{receipt}',
    '/api/repeats',
    '/api/revisions',
    '/api/revisions/{id}',
    '/api/sources',
    '/api/sources/{name}/template.xlsx',
    '/api/support',
    '/api/turned-away',
  ],
  files: [
    '/api/briefs/{name}/report.docx',
    '/api/dashboards/{name}.xlsx',
    '/api/forms/{name}/filled.xlsx',
    '/api/findings.xlsx',
    '/api/ledger.xlsx',
    '/api/loads/{load}/files/{hash}/marked.xlsx',
    '/api/loads/{load}/receipt.xlsx',
    '/api/papers/{code}/seal.json',
    '/api/uploads/{id}/files/{hash}/marked.xlsx',
  ],
  upload: ['/api/jobs/{id}', '/api/uploads', '/api/uploads/{id}'],
  propose: ['/api/decisions/preview'],
  record: ['/api/record', '/api/record.csv'],
  personal: [],
  shared: [],
  publish: [],
  decide: [
    '/api/scenarios',
    '/api/scenarios/quota',
    '/api/scenarios/quota.sql',
    '/api/scenarios/quota/{city}',
    '/api/scenarios/subsidy',
    '/api/scenarios/subsidy.ts',
  ],
  enter: ['/api/entering', '/api/entering/drafts/{id}', '/api/entering/judge', '/api/entering/table'],
  revise: [],
  seal: [],
  package: ['/api/packages', '/api/packages/{id}.zip'],
  accounts: ['/api/accounts', '/api/entering/access', '/api/entering/access/drafts/{id}', '/api/entering/access/table'],
  versions: ['/metrics', '/api/examination', '/api/retention', '/api/versions', '/api/versions/prune'],
  settings: [],
};

const byDoor = new Map(
  Object.entries(needs).flatMap(([need, doors]) => doors.map((door) => [door, need as Capability | 'nobody'] as const))
);

/** The same of what changes something. */
export const deeds: Readonly<Record<Capability | 'nobody', readonly string[]>> = {
  // Of one's own session and account, and of nobody else's.
  nobody: [
    'POST /api/session',
    'POST /api/session/code',
    'POST /api/session/end',
    'POST /api/session/end-all',
    'DELETE /api/session',
    'POST /api/account/password',
    'POST /api/account/factor/begin',
    'POST /api/account/factor/confirm',
    'POST /api/account/factor/remove',
    'POST /api/account/feeds',
    'POST /api/account/feeds/{id}/withdraw',
    'POST /api/account/tokens',
    'POST /api/account/tokens/{id}/revoke',
  ],
  upload: [
    'POST /api/uploads',
    'POST /api/uploads/{id}/dry-run',
    'POST /api/uploads/{id}/choices/{as}',
    'DELETE /api/uploads/{id}',
    'POST /api/uploads/{id}/cancel',
    'DELETE /api/jobs/{id}',
  ],
  publish: ['POST /api/uploads/{id}/load'],
  propose: ['POST /api/decisions', 'POST /api/matters/replies', 'POST /api/alerts/{incident}/acknowledge'],
  decide: ['POST /api/decisions/{id}/withdraw'],
  personal: ['POST /api/personal'],
  accounts: [
    'POST /api/accounts',
    'POST /api/accounts/{account}/reset',
    'POST /api/accounts/{account}/grant',
    'POST /api/accounts/{account}/disable',
    'POST /api/accounts/{account}/enable',
    'POST /api/accounts/{account}/end',
    'POST /api/accounts/{account}/unlock',
    'POST /api/entering/access/drafts',
    'POST /api/entering/access/drafts/{id}/save',
  ],
  sums: ['POST /api/verify'],
  rows: [],
  files: [],
  shared: [],
  enter: ['POST /api/entering/drafts', 'POST /api/entering/drafts/{id}/save', 'POST /api/entering/judge'],
  revise: [
    'POST /api/revisions',
    'POST /api/revisions/{id}/cause',
    'POST /api/revisions/{id}/words',
    'POST /api/revisions/{id}/review',
    'POST /api/revisions/{id}/return',
    'POST /api/revisions/{id}/drop',
  ],
  seal: ['POST /api/papers', 'POST /api/papers/{code}/void', 'POST /api/revisions/{id}/issue'],
  package: ['POST /api/packages'],
  versions: [
    'POST /api/retention',
    'POST /api/versions/prune',
    'POST /api/versions/{version}/pin',
    'POST /api/versions/{version}/unpin',
    'POST /api/versions/{version}/publish',
  ],
  settings: [],
  record: [],
};

/** Those that a reader may not do; one that the list does not know is among them. */
export function operationsLackingTo<O extends { method: string; path: string }>(
  operations: readonly O[],
  capabilities: ReadonlySet<Capability>
): O[] {
  return operations.filter((operation) => {
    const need = needOf(operation);
    return need === undefined || (need !== 'nobody' && !capabilities.has(need));
  });
}

const byDeed = new Map(
  Object.entries(deeds).flatMap(([need, some]) => some.map((deed) => [deed, need as Capability | 'nobody'] as const))
);

/** undefined: the list does not know it. */
export const needOf = ({ method, path }: { method: string; path: string }): Capability | 'nobody' | undefined =>
  byDeed.get(`${method} ${path}`);

/** What a door needs, of either list; undefined: none knows it. */
export const needOfDoor = (door: string): Capability | 'nobody' | undefined => byDoor.get(door) ?? byDeed.get(door);

/**
 * What is wrong with an answer: whoever lacks what the door needs is refused by the gate, before anything is looked at:
 * who did not sign in by 401, whoever did in the words of the need. null: nothing.
 */
export function wrongly(
  door: string,
  { status, body }: { status: number; body: Buffer },
  { account, capabilities, scope }: { account: string | null; capabilities: ReadonlySet<Capability>; scope: Scope }
): string | null {
  if (!door.startsWith('/api/') && door !== '/metrics') return null;
  const need = byDoor.get(door);
  if (need === undefined) return 'a door that the list of needs does not know';
  // What is filled in holds for the province: who sees a part of it is refused there.
  if (need === 'enter' && capabilities.has(need) && !isWhole(scope))
    return status === 400 || (status === 403 && String(body).includes('"not_of_province"'))
      ? null
      : `${status} to who sees a part`;
  if (need === 'nobody' || capabilities.has(need)) return null;
  // It tells the machine itself more, and is refused at its own door.
  if (door === '/metrics') return status < 400 ? `${status} without ${need}` : null;
  // What is of the province alone is not there for who does not see it.
  if (account !== null && door.startsWith('/api/scenarios'))
    return status === 404 && String(body).includes('"not_found"') ? null : `${status} without ${need}`;
  const isOfGate = account === null ? status === 401 : status === 403 && String(body).includes(`"needs":"${need}"`);
  return isOfGate ? null : `${status} without ${need}`;
}
