-- title: 同一项目的其他财政支持
-- grain: 财政支持台账里同一申报单位、同名项目的一行；台账里没有的没有行：不知道有没有，不是 0
-- names: project_id, batch, city
-- level: 资金级次
-- year: 年度
-- amount: 金额 (元, yuan)
-- document: 文号
-- is_own: 就是这个项目自己的奖补（文号相同）
-- is_unsure: 可能就是它自己的奖补 — 省级的，年度在本批次当年或以后、未知，文号对不上
with support as (
  select *, parsers.project_name(project_name) as name
  from known.prior_support
),
own as (
  select distinct project_id, document
  from known.subsidies
  where document is not null
)
select
  d.*,
  p.project_name,
  s.level,
  s.year,
  s.amount,
  s.document,
  o.document is not null as is_own,
  o.document is null and s.level = '省级' and coalesce(s.year >= b.year, true) as is_unsure,
  s.source_file,
  s.source_sheet,
  s.source_row,
from lifecycle.comparables as p
join lifecycle.dimensions as d using (project_id)
join reference.batches as b on b.batch = p.batch
join support as s on s.applicant_id = p.organisation_id and s.name = p.name
left join own as o on o.project_id = p.project_id and o.document = s.document
order by p.project_id, s.year, s.source_file, s.source_row
