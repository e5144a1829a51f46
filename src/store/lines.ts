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
