-- title: 制造业企业年度项目数超限
-- clause: 二（五）
-- quotation: 单个制造业企业每年度参与的项目不超过1个
-- severity: error
-- subject: organisation
-- reads: applications
-- settle: 核实这个单位是不是制造业企业：它只作联合单位，没有填过单位类型。
-- 牵头、联合与往年在建未验收的合计（申报口径）。只作联合单位的，类型不明，超过此限的待核。
with limits as (
  select b.batch, b.year, l.at_most,
  from reference.limits as l
  join reference.batches as b using (batch)
  where l.name = 'applicant_projects' and l.applies_to = '制造业企业'
),
judged as (
  select o.*, l.batch, l.at_most, case when o.applicant_type is null then 'review' when o.used > l.at_most then 'fail' else 'pass' end as verdict,
  from marts.organisations as o
  join limits as l using (year)
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
    case verdict
      when 'review' then format('单位类型不明，若为制造业企业则超过 {} 个', at_most)
      when 'fail' then format('超过 {} 个', at_most)
      else format('未超过 {} 个', at_most)
    end
  ) as message,
  {year: year, own: own, partner_in: partner_in, carried_over: carried_over, used: used, "limit": at_most, used_listed: used_listed} as evidence,
from judged
