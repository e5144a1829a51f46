-- title: 制造业企业年度项目数超限
-- subject: organisation
-- reads: applications, acceptances
-- needs: limits.applicant_projects[服务商], limits.applicant_projects[制造业企业]
-- scope: year
-- settle: 单位类型不明的，核实这个单位是不是制造业企业；往年项目验收日期未填的，在验收结果表里补填。
-- follows: used_listed
-- undated: 往年项目，验收日期未填 (个, count)
-- 牵头、联合与往年在建未验收的合计（申报口径）。只作联合单位的，类型不明，超过此限的待核；往年项目的验收日期未填，加上它就超过的，也待核。
with limits as (
  select b.year, min(l.at_most) as at_most,
  from reference.batches as b
  left join reference.limits as l on l.batch = b.batch and l.name = 'applicant_projects' and l.applies_to = '制造业企业'
  where b.is_at_hand
  group by b.year
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
judged as (
  select
    o.*,
    l.at_most,
    coalesce(u.undated, 0) as undated,
    if(o.used > l.at_most and o.used_today <= l.at_most, f.today, null) as today,
    case
      when l.at_most is null or o.applicant_type is null then 'review'
      when o.used > l.at_most then 'fail'
      when o.used + coalesce(u.undated, 0) > l.at_most then 'review'
      else 'pass'
    end as verdict,
  from marts.organisations as o
  join limits as l using (year)
  left join undated as u on u.organisation_id = o.organisation_id and u.year = o.year
  left join freed as f on f.organisation_id = o.organisation_id and f.year = o.year
  where o.own + o.partner_in > 0 and (o.applicant_type = '制造业企业' or (o.applicant_type is null and coalesce(o.used > l.at_most, true)))
)
select
  organisation_id as subject_id,
  year,
  batches,
  city,
  cities,
  applicant_type,
  verdict,
  format(
    '{} {} 年度参与 {} 个（牵头 {}、联合 {}、往年在建未验收 {}），{}',
    coalesce(organisation, organisation_id), year, used, own, partner_in, carried_over,
    case
      when at_most is null then '年度限额未知'
      when verdict = 'review' and applicant_type is not null then format('另有往年项目 {} 个验收日期未填或读不出，若到 {} 尚未验收则超过 {} 个', undated, counted_on, at_most)
      when verdict = 'review' then format('单位类型不明，若为制造业企业则超过 {} 个', at_most)
      when verdict = 'fail' then format('超过 {} 个', at_most)
      else format('未超过 {} 个', at_most)
    end
  ) as message,
  counted_on as judged_on,
  today,
  {year: year, own: own, partner_in: partner_in, carried_over: carried_over, undated: undated, used: used, "limit": at_most, used_listed: used_listed} as evidence,
from judged
