import type { Row } from '#spec';

const fen = (yuan: number): number => Math.round(yuan * 100) / 100;

/** What a listed project has at each step from plan to payment, and what lies between, worked out from its amounts. */
export function chainOf(project: Row): Row[] {
  if (project.listed !== 1) return [];
  const amount = (name: string) => (typeof project[name] === 'number' ? project[name] : null);
  const is = (name: string) => project[name] === 1;
  const [plan, declared, verified, allocated, paid, recovered] = [
    'planned_investment',
    'declared_investment',
    'verified_investment',
    'subsidy_allocated',
    'subsidy_paid',
    'subsidy_recovered',
  ].map(amount) as [number | null, number | null, number | null, number | null, number | null, number | null];
  const steps: [string, number | null][] = [
    [project.planned_basis === '总投资' ? '没有填写，按总投资计' : '自己填写的计划', plan],
    ['计划投资', plan],
    [whyUndeclared(is), declared === null && plan !== null ? -plan : null],
    ...between(plan, declared, ['申报少于计划', '申报多于计划', '有申报，没有计划']),
    ['申报实际投入', declared],
    [
      is('concluded') ? '有结论，没有核定' : '申报过，还没有结论',
      verified === null && declared !== null ? -declared : null,
    ],
    ...between(declared, verified, ['核减', '核定多于申报', '有核定，没有申报']),
    ['核定实际投入', verified],
    ...toAllocated(is('accepted'), verified, allocated),
    ['已下达奖补', allocated],
    ...toPaid(amount('allocated_unsettled'), amount('allocated_settled'), amount('paid_of_allocated'), paid),
    ['已拨付奖补', paid],
    ['收回', recovered === null || recovered === 0 ? null : -recovered],
    ['拨付减收回', paid === null && recovered === null ? null : (paid ?? 0) - (recovered ?? 0)],
  ];
  return steps.flatMap(([reason, amount]) =>
    amount === null ? [] : [{ ...project, reason, amount: fen(amount), counted: 1 }]
  );
}

function whyUndeclared(is: (name: string) => boolean): string {
  if (is('terminated')) return '终止，没有申报投入';
  if (!is('in_progress')) return '有结论，没有申报投入';
  return is('due') ? '实施期已满，还没有申报投入' : '实施期未满，或没有写到哪天';
}

function between(
  from: number | null,
  to: number | null,
  [less, more, alone]: readonly [string, string, string]
): [string, number | null][] {
  if (to === null) return [];
  if (from === null) return [[alone, to]];
  return to === from ? [] : [[to < from ? less : more, to - from]];
}

function toAllocated(
  isAccepted: boolean,
  verified: number | null,
  allocated: number | null
): [string, number | null][] {
  const odd: [string, number | null] = ['没有通过或没有核定，而有奖补', allocated];
  if (!isAccepted) return [['验收没有通过', verified === null ? null : -verified], odd];
  if (verified === null) return [odd];
  if (allocated === null) return [['通过了，还没有下达', -verified]];
  return [[allocated <= verified ? '奖补只是核定的一部分' : '奖补多于核定', allocated - verified]];
}

function toPaid(
  unsettled: number | null,
  settled: number | null,
  paidOfSettled: number | null,
  paid: number | null
): [string, number | null][] {
  const apart = fen((paid ?? 0) - (paidOfSettled ?? 0));
  return [
    ['有拨付日期，没有拨付金额', unsettled === null || unsettled === 0 ? null : -unsettled],
    ...(settled === null || paidOfSettled === null || settled === paidOfSettled
      ? []
      : [
          [paidOfSettled < settled ? '还没有拨付，或拨付少于下达' : '拨付多于下达', paidOfSettled - settled] as [
            string,
            number,
          ],
        ]),
    ['有拨付，没有下达金额', apart === 0 ? null : apart],
  ];
}
