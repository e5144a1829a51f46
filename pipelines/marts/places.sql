-- title: 单位占用的名额，按限额管到哪里合计
-- grain: 一条限额规则、一个单位、一个年度一行（通知管到批次的，一个批次一行）；通知在手边的才有
-- rule: 规则
-- year: 年度
-- batches: 批次
-- period: 限额按哪些批次合计
-- span: 说给人看的期间
-- undated: 往年项目，验收日期未填 (个, count)
-- rests_on: 结转所看的往年批次
-- today: 结转的项目到截至日不再占用的，怎样了
with carry as (
  select p.rule, p.batches, string_agg(distinct c.from_batch, '、' order by c.from_batch) as rests_on,
  from lifecycle.limit_periods as p
  join reference.carry_overs as c on c.batch = p.batch
  group by p.rule, p.batches
),
periods as (
  select p.rule, p.year, p.batches, p.is_of_year, bool_or(p.is_at_hand) as is_at_hand, any_value(c.rests_on) as rests_on,
  from lifecycle.limit_periods as p
  left join carry as c using (rule, batches)
  where p.rule in ('provider_limit', 'manufacturer_limit', 'applicant_type_conflict')
  group by p.rule, p.year, p.batches, p.is_of_year
),
undated as (
  select c.organisation_id, c.year, count(*)::integer as undated,
  from lifecycle.counted_at as c
  join lifecycle.carried as r on r.organisation_id = c.organisation_id and r.into_batch = c.counted_batch
  where not r.is_certain
  group by c.organisation_id, c.year
),
freed as (
  select organisation_id, year, string_agg(distinct today, '、' order by today) as today,
  from lifecycle.places_taken
  where today is not null
  group by organisation_id, year
),
of_year as (
  select p.rule, p.batches as period, format('{} 年度', o.year) as span, o.organisation_id, o.organisation, o.year, o.batches,
    o.counted_on, o.city, o.cities, o.applicant_type, o.has_two_types, o.own, o.partner_in, o.carried_over, o.used, o.used_today,
    o.used_listed, o."limit", coalesce(u.undated, 0) as undated, f.today, p.rests_on,
  from periods as p
  join marts.organisations as o using (year)
  left join undated as u on u.organisation_id = o.organisation_id and u.year = o.year
  left join freed as f on f.organisation_id = o.organisation_id and f.year = o.year
  where p.is_of_year and p.is_at_hand
),
of_batch as (
  select p.rule, p.batches as period, format('{} 批次', t.batch) as span, o.organisation_id, o.organisation, o.year, t.batch as batches,
    t.counted_on, o.city, o.cities, o.applicant_type, o.has_two_types, t.own, t.partner_in, t.carried_over,
    t.own + t.partner_in + t.carried_over as used, t.own + t.partner_in + t.carried_over - t.freed as used_today,
    t.used_listed, l.at_most as "limit", t.undated, t.today, p.rests_on,
  from periods as p
  join lifecycle.batch_places as t on t.batch = p.batches
  join marts.organisations as o on o.organisation_id = t.organisation_id and o.year = t.year
  left join reference.limits as l on l.batch = t.batch and l.name = 'applicant_projects' and l.applies_to = o.applicant_type
  where not p.is_of_year and p.is_at_hand
)
from of_year
union all by name
from of_batch
