-- title: 要问的核查
-- grain: 一个项目的一个单位、一个核查事项、一个时点一行；asked_for 是为哪件事问的
-- passing: 只有核查的回答用
-- asked_for: 申报（申报单位，规则的时点）、联合（联合单位）、今日（申报单位，截至日）、下达（申报单位，每次下达）
with items as (
  select unnest([
    {rule: 'not_operating', item: '经营状态'},
    {rule: 'safety_accident', item: '安全生产事故'},
    {rule: 'serious_dishonesty', item: '严重失信'},
    {rule: 'abnormal_operation', item: '经营异常'},
    {rule: 'green_threshold', item: '绿色门槛'}
  ], recursive := true)
),
asked as (
  select p.project_id, p.batch, p.city, p.notice, p.applicant_id, p.as_of, m.days, i.rule, i.item,
  from lifecycle.judged_projects as p
  join lifecycle.project_moments as m using (project_id)
  cross join items as i
),
leads as (
  select a.*, least(coalesce(a.days[r.moment], a.as_of), a.as_of) as at_on,
  from asked as a
  left join reference.rules as r on r.notice = a.notice and r.rule = a.rule
),
partners as (
  select a.*, least(coalesce(a.days[r.moment], a.as_of), a.as_of) as at_on,
  from asked as a
  left join reference.rules as r on r.notice = a.notice and r.rule = 'partner_checks'
),
members as (
  select project_id, organisation_id
  from lifecycle.participants
  where not is_lead
),
paid as (
  select distinct s.project_id, p.batch, p.city, p.applicant_id, s.allocated_on, i.item,
  from known.subsidies as s
  join validated.applications as p using (project_id)
  join reference.batches as b using (batch)
  cross join items as i
  where s.subsidy_allocated > 0 and s.allocated_on <= b.as_of and i.item <> '安全生产事故'
)
select '申报' as asked_for, project_id, batch, city, applicant_id as organisation_id, true as is_lead, item, at_on,
from leads
union all
select '今日', project_id, batch, city, applicant_id, true, item, as_of,
from leads
union all
select '联合', p.project_id, p.batch, p.city, m.organisation_id, false, p.item, p.at_on,
from partners as p
join members as m using (project_id)
union all
select '下达', project_id, batch, city, applicant_id, true, item, allocated_on,
from paid
