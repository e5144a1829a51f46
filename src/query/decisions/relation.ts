import { codes, readColumnLine, type ColumnInfo, type ColumnType } from '#spec';

/** What is bound where decisions are read: the place in the record up to which they count. */
export const decidedTo = 'decided_to';

/** What a finding is known by from version to version, besides its rule and its subject. */
export const spanOf = (finding: string): string => `coalesce(${finding}.year::varchar, ${finding}.batches, '-')`;

/** The decisions that count: of each finding the last, unless it was taken back. */
export const standingDecisions = `(
    select rule, subject_kind, subject_id, span, conclusion, basis, document, attachment, decided_by, decided_on, changed
    from beside.decisions
    where state = 'decided' and position <= $${decidedTo} and (until_position is null or until_position > $${decidedTo})
  )`;

/** The same where nothing was ever decided. */
export const nothingDecided = `(
    select
      null::varchar as rule, null::varchar as subject_kind, null::varchar as subject_id, null::varchar as span,
      null::varchar as conclusion, null::varchar as basis, null::varchar as document, null::varchar as attachment,
      null::varchar as decided_by, null::date as decided_on, null::varchar as changed
    where false
  )`;

const words = (of: Readonly<Record<string, string>>): string => Object.values(of).join('、');

const lines: Readonly<Record<string, readonly [type: ColumnType, line: string]>> = {
  decision: ['string', `核定情况 — ${words(codes.decision)}；规则判通过、没有核定过的空着`],
  conclusion: ['string', `核定结论 — ${words(codes.conclusion)}`],
  basis: ['string', '核定依据'],
  document: ['string', '文号'],
  attachment: ['string', '附件名称'],
  decided_by: ['string', '核定人 — 登录启用以前，姓名是自己报的，注明未核实'],
  decided_on: ['date', '核定日期'],
  changed: ['string', '重开原因 — 核定以后变了的判定依据'],
  undecided: ['number', '未核定 (条, count) — 规则判不通过或待核、还没有核定的核查结论，重开的另计'],
  decided: ['number', '已核定 (条, count) — 有核定、判定依据没有变的核查结论；规则的判定照旧'],
  reopened: ['number', '重开 (条, count) — 核定过、判定依据后来变了的核查结论'],
};

/** The columns that findings are read with besides their own. */
export const decisionColumns: readonly ColumnInfo[] = Object.entries(lines).map(([name, [type, line]]) => {
  const { formula: _formula, ...info } = readColumnLine(name, line);
  return { ...info, name, type };
});

const withDecision = (findings: string, { isPassed }: { isPassed: boolean }): string => `
    select
      f.*${isPassed ? ` replace ('pass' as verdict)` : ''},
      case when d.rule is not null then if(d.changed is null, 'decided', 'reopened')${isPassed ? '' : ` else 'open'`} end as decision,
      d.conclusion, d.basis, d.document, d.attachment, d.decided_by, d.decided_on, d.changed,
      ${isPassed ? '0' : '(d.rule is null)::integer'} as undecided,
      (d.rule is not null and d.changed is null)::integer as decided,
      (d.rule is not null and d.changed is not null)::integer as reopened
    from ${findings} as f
    left join decisions as d
      on d.rule = f.rule and d.subject_kind = f.subject_kind and d.subject_id = f.subject_id and d.span = ${spanOf('f')}
      and f.verdict <> if(d.changed is not null and d.conclusion <> 'fail', 'pass', '')`;

/**
 * The findings with what was decided of them beside; `decisions` is one of the two relations above. Where the values
 * changed and the rule passes now, nobody needs the decision that let it pass before: it is not joined. Each condition
 * compares one side with the other: of any other, each finding would be held against each decision. What passes stands
 * apart, so that who asks for what is open does not look through millions of passes.
 */
export const decidedFindings = `(${withDecision(`(from marts.findings where verdict <> 'pass')`, { isPassed: false })}
    union all${withDecision(`(from marts.findings where verdict = 'pass')`, { isPassed: true })}
  )`;
