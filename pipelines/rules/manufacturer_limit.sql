-- title: 制造业企业年度项目数超限
-- clause: 二（五）
-- quotation: 单个制造业企业每年度参与的项目不超过1个
-- severity: error
-- subject: organisation
-- reads: applications, acceptances
-- settle: 单位类型不明的，核实这个单位是不是制造业企业；往年项目验收日期未填的，在验收结果表里补填。
-- undated: 往年项目，验收日期未填 (个, count)
-- 牵头、联合与往年在建未验收的合计（申报口径）。只作联合单位的，类型不明，超过此限的待核；往年项目的验收日期未填，加上它就超过的，也待核。
with limits as (
  select b.batch, b.year, l.at_most,
  from reference.limits as l
  join reference.batches as b using (batch)
  where l.name = 'applicant_projects' and l.applies_to = '制造业企业'
),
undated as (
  select organisation_id, carried_into_year as year, count(*)::integer as undated,
  from lifecycle.participants
  where is_perhaps_carried_over
  group by organisation_id, carried_into_year
),
judged as (
  select
    o.*,
    l.batch,
    l.at_most,
    coalesce(u.undated, 0) as undated,
    case
      when o.applicant_type is null then 'review'
      when o.used > l.at_most then 'fail'
      when o.used + coalesce(u.undated, 0) > l.at_most then 'review'
      else 'pass'
    end as verdict,
  from marts.organisations as o
  join limits as l using (year)
  left join undated as u on u.organisation_id = o.organisation_id and u.year = o.year
  where o.used > 0 and (o.applicant_type = '制造业企业' or (o.applicant_type is null and o.used > l.at_most))
)
select
  organisation_id as subject_id,
  batch,
  city,
  applicant_type,
  verdict,
  format(
    '{} {} 年度参与 {} 个（牵头 {}、联合 {}、往年在建未验收 {}），{}',
    coalesce(organisation, organisation_id), year, used, own, partner_in, carried_over,
    case
      when verdict = 'review' and applicant_type is not null then format('另有往年项目 {} 个验收日期未填，若到截至日尚未验收则超过 {} 个', undated, at_most)
      when verdict = 'review' then format('单位类型不明，若为制造业企业则超过 {} 个', at_most)
      when verdict = 'fail' then format('超过 {} 个', at_most)
      else format('未超过 {} 个', at_most)
    end
  ) as message,
  {year: year, own: own, partner_in: partner_in, carried_over: carried_over, undated: undated, used: used, "limit": at_most, used_listed: used_listed} as evidence,
from judged
