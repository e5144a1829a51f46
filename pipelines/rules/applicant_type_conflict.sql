-- title: 单位类型前后不一
-- clause: 二（五）
-- quotation: 单个制造业企业每年度参与的项目不超过1个
-- severity: error
-- subject: organisation
-- reads: applications
-- settle: 核实它是服务商还是制造业企业，把各项目的单位类型改成一致。
-- 同一单位在不同项目里既填服务商又填制造业企业：待核，先按较严的限额；未提交、已撤回的项目不算。
select
  o.organisation_id as subject_id,
  b.batch,
  o.city,
  'review' as verdict,
  format('{} 在不同项目里既为服务商又为制造业企业，按较严的限额 {} 个', o.organisation, o."limit") as message,
  {year: o.year, used: o.used, "limit": o."limit"} as evidence,
from marts.organisations as o
join reference.batches as b on b.year = o.year and b.notice is not null
where o.has_two_types and o.used > 0
