-- title: 单位类型前后不一
-- subject: organisation
-- reads: applications
-- needs: limits.applicant_projects[服务商], limits.applicant_projects[制造业企业]
-- settle: 核实它是服务商还是制造业企业，把各项目的单位类型改成一致。
-- 同一单位在不同项目里既填服务商又填制造业企业：待核，先按较严的限额；未提交、已撤回的项目不算。
select
  o.organisation_id as subject_id,
  o.year,
  o.batches,
  o.city,
  o.cities,
  'review' as verdict,
  format(
    '{} 在不同项目里既为服务商又为制造业企业，{}',
    o.organisation,
    coalesce('按较严的限额 ' || o."limit" || ' 个', '限额未知')
  ) as message,
  {year: o.year, used: o.used, "limit": o."limit"} as evidence,
from marts.places as o
where o.rule = 'applicant_type_conflict' and o.has_two_types and o.own + o.partner_in > 0
