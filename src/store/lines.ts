import type { Entry } from './entry.ts';

/** Which lines of a record are asked for. */
export interface LineSearch {
  stream?: string | undefined;
  event?: string | undefined;
  by?: string | undefined;
  /** Days: from the first moment of one to the last of the other. */
  since?: string | undefined;
  until?: string | undefined;
}

/** The condition of such a question in SQL, and what is bound to it. */
export function conditionOf(search: LineSearch): { where: string; values: Record<string, string> } {
  const asked = Object.entries(search).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const]
  );
  return {
    where:
      asked.length === 0 ? '' : `where ${asked.map(([name]) => conditions[name as keyof LineSearch]).join(' and ')}`,
    values: Object.fromEntries(asked.map(([name, value]) => [`$${name}`, value])),
  };
}

/** What a line is about, whatever its stream calls it. */
export const eventSql = `coalesce(body ->> '$.event', body ->> '$.state', stream)`;

const conditions: Record<keyof LineSearch, string> = {
  stream: 'stream = $stream',
  event: `${eventSql} = $event`,
  by: '"by" = $by',
  since: 'substr(at, 1, 10) >= $since',
  until: 'substr(at, 1, 10) <= $until',
};

/**
 * What a line says besides its event, for people. Of what was decided no judged values, of what was replied no words;
 * whoever may see no rows is not told either which project or organisation it was about.
 */
export function detailsOf({ stream, body }: Pick<Entry, 'stream' | 'body'>, { hasRows }: { hasRows: boolean }): string {
  const said = JSON.parse(body) as Record<string, unknown>;
  return Object.entries(said)
    .filter(([name, value]) => value !== null && name !== 'event' && (toldOf[stream]?.has(name) ?? true))
    .filter(([name]) => hasRows || !ofRows.has(name))
    .map(([name, value]) => `${name}=${Array.isArray(value) ? value.join('&') : String(value)}`)
    .map((text) => (hasRows ? text : text.replaceAll(subjects, '$1…')))
    .join('，');
}

const toldOf: Readonly<Record<string, ReadonlySet<string>>> = {
  decisions: new Set(['rule', 'subjectKind', 'subjectId', 'span', 'conclusion', 'notice', 'version', 'withdraws']),
  replies: new Set(['subjectId', 'kind', 'on', 'version']),
};

/** Which projects, organisations and cities it was about. */
const ofRows = new Set(['subjectId', 'projects']);

/** Where an address names what it is about. */
const subjects =
  /((?:^|&|filters=)(?:project|project_id|subject_id)=|\/api\/projects\/|\/api\/findings\/\w+\/)[^&/，]+/g;
