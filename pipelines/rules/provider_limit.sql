-- title: 服务商年度项目数超限
-- clause: 二（五）
-- quotation: 单个服务商每年度参与制造业数字化转型“揭榜挂帅”的项目原则上不超过3个
-- severity: warning
-- subject: organisation
-- reads: applications
-- 牵头、联合与往年在建未验收的合计（申报口径）；制造业企业也填过的单位按较严的限额，不在此条。
select
  o.organisation_id as subject_id,
  b.batch,
  o.city,
  o.applicant_type,
  if(used > "limit", 'fail', 'pass') as verdict,
  format(
    '{} {} 年度参与 {} 个（牵头 {}、联合 {}、往年在建未验收 {}），{}原则上的上限 {} 个',
    coalesce(o.organisation, o.organisation_id), o.year, used, own, partner_in, carried_over, if(used > "limit", '超过', '未超过'), "limit"
  ) as message,
  {year: o.year, own: own, partner_in: partner_in, carried_over: carried_over, used: used, "limit": "limit", used_listed: used_listed} as evidence,
from marts.organisations as o
join reference.batches as b on b.year = o.year and b.notice is not null
where o.applicant_type = '服务商' and "limit" is not null and used > 0
