-- title: 制造业企业年度项目数超限
-- subject: organisation
-- reads: applications, acceptances
-- needs: limits.applicant_projects[服务商], limits.applicant_projects[制造业企业]
-- settle: 单位类型不明的，核实这个单位是不是制造业企业；往年项目验收日期未填的，在验收结果表里补填。
-- follows: used_listed
-- 牵头、联合与往年在建未验收的合计（申报口径）。只作联合单位的，类型不明，超过此限的待核；往年项目的验收日期未填，加上它就超过的，也待核。
with limits as (
  select p.batches as period, min(l.at_most) as at_most,
  from lifecycle.limit_periods as p
  left join reference.limits as l on l.batch = p.batch and l.name = 'applicant_projects' and l.applies_to = '制造业企业'
  where p.rule = 'manufacturer_limit'
  group by p.batches
),
judged as (
  select
    o.* replace (if(o.used > l.at_most and o.used_today <= l.at_most, o.today, null) as today),
    l.at_most,
    case
      when l.at_most is null or o.applicant_type is null then 'review'
      when o.used > l.at_most then 'fail'
      when o.used + o.undated > l.at_most then 'review'
      else 'pass'
    end as verdict,
  from marts.places as o
  join limits as l using (period)
  where o.rule = 'manufacturer_limit' and o.own + o.partner_in > 0 and (o.applicant_type = '制造业企业' or (o.applicant_type is null and coalesce(o.used > l.at_most, true)))
)
select
  organisation_id as subject_id,
  year,
  batches,
  rests_on,
  city,
  cities,
  applicant_type,
  verdict,
  format(
    '{} {}参与 {} 个（牵头 {}、联合 {}、往年在建未验收 {}），{}',
    coalesce(organisation, organisation_id), span, used, own, partner_in, carried_over,
    case
      when at_most is null then '限额未知'
      when verdict = 'review' and applicant_type is not null then format('另有往年项目 {} 个验收日期未填、读不出或存疑，若到 {} 尚未验收则超过 {} 个', undated, counted_on, at_most)
      when verdict = 'review' then format('单位类型不明，若为制造业企业则超过 {} 个', at_most)
      when verdict = 'fail' then format('超过 {} 个', at_most)
      else format('未超过 {} 个', at_most)
    end
  ) as message,
  counted_on as judged_on,
  today,
  {year: year, own: own, partner_in: partner_in, carried_over: carried_over, undated: undated, used: used, "limit": at_most, used_listed: used_listed} as evidence,
from judged
