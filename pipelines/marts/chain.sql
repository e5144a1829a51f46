-- title: 资金链
-- grain: 揭榜的项目一个、链上的一步一行：计划、申报、核定、下达、拨付各是多少，两步之间差在哪里；一步的数等于前一步加上其间的各差
-- step: 第几步 — 自己填写的计划、计划投资、申报实际投入、核定实际投入、已下达奖补、已拨付奖补、拨付减收回
-- reason: 是多少，或差在哪里 — 与步名相同的是这一步的数，别的是到这一步之前的差
-- position: 次序
-- amount: 金额 (元, yuan) — 差少了的为负
-- counted: 项目数 (个, count)
with facts as (
  select
    p.project_id,
    p.terminated,
    p.in_progress,
    p.due,
    p.concluded,
    p.accepted,
    p.planned_investment as planned,
    p.planned_as_total,
    p.declared_investment as declared,
    p.verified_investment as verified,
    p.subsidy_allocated as allocated,
    p.allocated_settled,
    p.allocated_unsettled,
    p.paid_of_allocated,
    p.subsidy_paid as paid,
    p.subsidy_recovered as recovered,
  from marts.projects as p
  where p.listed = 1
),
steps as (
  select
    f.project_id,
    unnest([
      {position: 5, step: '自己填写的计划', reason: '自己填写的计划', amount: if(planned_as_total is null, planned, null)},
      {position: 9, step: '计划投资', reason: '没有填写，按总投资计', amount: planned_as_total},
      {position: 10, step: '计划投资', reason: '计划投资', amount: planned},
      {position: 21, step: '申报实际投入', reason: '终止，没有申报投入', amount: if(declared is null and terminated = 1, -planned, null)},
      {position: 22, step: '申报实际投入', reason: '实施期未满，或没有写到哪天', amount: if(declared is null and in_progress = 1 and due = 0, -planned, null)},
      {position: 23, step: '申报实际投入', reason: '实施期已满，还没有申报投入', amount: if(declared is null and in_progress = 1 and due = 1, -planned, null)},
      {position: 24, step: '申报实际投入', reason: '有结论，没有申报投入', amount: if(declared is null and terminated = 0 and in_progress = 0, -planned, null)},
      {position: 25, step: '申报实际投入', reason: '申报少于计划', amount: if(declared < planned, declared - planned, null)},
      {position: 26, step: '申报实际投入', reason: '申报多于计划', amount: if(declared > planned, declared - planned, null)},
      {position: 27, step: '申报实际投入', reason: '有申报，没有计划', amount: if(planned is null, declared, null)},
      {position: 30, step: '申报实际投入', reason: '申报实际投入', amount: declared},
      {position: 41, step: '核定实际投入', reason: '申报过，还没有结论', amount: if(verified is null and concluded = 0, -declared, null)},
      {position: 42, step: '核定实际投入', reason: '有结论，没有核定', amount: if(verified is null and concluded = 1, -declared, null)},
      {position: 43, step: '核定实际投入', reason: '核减', amount: if(verified < declared, verified - declared, null)},
      {position: 44, step: '核定实际投入', reason: '核定多于申报', amount: if(verified > declared, verified - declared, null)},
      {position: 45, step: '核定实际投入', reason: '有核定，没有申报', amount: if(declared is null, verified, null)},
      {position: 50, step: '核定实际投入', reason: '核定实际投入', amount: verified},
      {position: 61, step: '已下达奖补', reason: '验收没有通过', amount: if(accepted = 0, -verified, null)},
      {position: 62, step: '已下达奖补', reason: '通过了，还没有下达', amount: if(accepted = 1 and allocated is null, -verified, null)},
      {position: 63, step: '已下达奖补', reason: '奖补只是核定的一部分', amount: if(accepted = 1 and verified is not null and allocated <= verified, allocated - verified, null)},
      {position: 64, step: '已下达奖补', reason: '奖补多于核定', amount: if(accepted = 1 and allocated > verified, allocated - verified, null)},
      {position: 65, step: '已下达奖补', reason: '没有通过或没有核定，而有奖补', amount: if(accepted = 0 or verified is null, allocated, null)},
      {position: 70, step: '已下达奖补', reason: '已下达奖补', amount: allocated},
      {position: 81, step: '已拨付奖补', reason: '有拨付日期，没有拨付金额', amount: if(allocated_unsettled <> 0, -allocated_unsettled, null)},
      {position: 82, step: '已拨付奖补', reason: '还没有拨付，或拨付少于下达', amount: if(paid_of_allocated < allocated_settled, paid_of_allocated - allocated_settled, null)},
      {position: 83, step: '已拨付奖补', reason: '拨付多于下达', amount: if(paid_of_allocated > allocated_settled, paid_of_allocated - allocated_settled, null)},
      {position: 84, step: '已拨付奖补', reason: '有拨付，没有下达金额', amount: nullif(coalesce(paid, 0) - coalesce(paid_of_allocated, 0), 0)},
      {position: 90, step: '已拨付奖补', reason: '已拨付奖补', amount: paid},
      {position: 91, step: '拨付减收回', reason: '收回', amount: if(recovered <> 0, -recovered, null)},
      {position: 95, step: '拨付减收回', reason: '拨付减收回', amount: if(paid is null and recovered is null, null, coalesce(paid, 0) - coalesce(recovered, 0))},
    ], recursive := true),
  from facts as f
)
select
  s.project_id,
  p.project_name,
  d.* exclude (project_id),
  p.applicant,
  s.step,
  s.reason,
  s.position,
  s.amount::decimal(18, 2) as amount,
  1 as counted,
  p.source_file,
  p.source_sheet,
  p.source_row,
from steps as s
join marts.projects as p using (project_id)
join lifecycle.dimensions as d using (project_id)
where s.amount is not null
order by s.project_id, s.position
