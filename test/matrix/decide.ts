import { recordFile } from '#pipeline';
import { createRecorder, openStore, recordDecisions, recordReply, type Decision } from '#store';
import { openFile, readCurrent } from '#warehouse';
import { createTokens } from './tokens.ts';

/**
 * Somebody decided findings about projects, firms and groups of several cities, in words that stand nowhere else; first
 * of all those that are about the project of another.
 */
export async function writeDecisions(warehouse: string): Promise<void> {
  const current = await readCurrent(warehouse);
  if (!current) throw new Error(`nothing is published in ${warehouse}`);
  const reading = await openFile(current.path, current.path);
  const tokens = createTokens(2_000_000);
  try {
    const sql = `select rule, subject_kind, subject_id, coalesce(batch, batches, year::varchar) as span, verdict, message, notice,
        evidence::varchar as evidence
      from marts.findings
      where verdict in ('fail', 'review') and subject_kind in ('project', 'organisation', 'city')
        and coalesce(batch, batches, year::varchar) is not null
      qualify row_number() over (partition by subject_kind, city order by (evidence ->> 'other') is null, md5(rule || subject_id)) <= 2`;
    const rows = (await (await reading.read('matrix', sql)).rows()) as Record<string, string>[];
    const decisions = rows.map((row): Decision => {
      const { rule = '', subject_kind = '', subject_id = '', span = '', verdict = '', message = '' } = row;
      return {
        rule,
        subjectKind: subject_kind,
        subjectId: subject_id,
        span,
        state: 'decided',
        conclusion: 'pass',
        basis: `会议${tokens.text()}`,
        document: `文${tokens.text()}`,
        attachment: `纪要${tokens.text()}`,
        person: { name: `某人${tokens.text()}`, isVerified: false },
        on: '2026-06-30',
        notice: row.notice ?? null,
        version: current.receipt.version,
        verdict,
        message,
        judged: JSON.parse(row.evidence ?? '{}') as Record<string, unknown>,
        withdraws: null,
      };
    });
    writeEvents(warehouse, rows);
    const store = openStore(recordFile(warehouse));
    const at = '2026-06-30T12:00:00+08:00';
    try {
      recordDecisions(store, decisions, { at, seen: '' });
      const matters = `select project_id, kind from marts.matters qualify row_number() over (partition by city order by project_id, kind) <= 1`;
      for (const { project_id = '', kind = '' } of (await (await reading.read('matrix', matters)).rows()) as Record<
        string,
        string
      >[])
        recordReply(
          store,
          {
            subjectId: project_id,
            kind,
            note: `已催办${tokens.text()}`,
            name: 'division',
            isVerified: true,
            on: '2026-06-30',
            version: current.receipt.version,
          },
          at
        );
    } finally {
      store.close();
    }
  } finally {
    reading.close();
  }
}

/** What an office writes down of what people take: with the numbers of projects in it. */
function writeEvents(warehouse: string, rows: readonly Record<string, string>[]): void {
  const recorder = createRecorder(recordFile(warehouse), () => '2026-06-30T12:00:00+08:00', console.error);
  const projects = rows.flatMap(({ subject_kind: kind, subject_id: id = '' }) => (kind === 'project' ? [id] : []));
  for (const id of projects.slice(0, 4)) {
    recorder.record({
      stream: 'use',
      by: 'jinan',
      event: 'reveal',
      details: { version: 'v', projects: [id], asked: 1 },
    });
    recorder.record({ stream: 'use', by: 'jinan', event: 'export', details: { what: `/api/projects/${id}` } });
  }
  recorder.close();
}
