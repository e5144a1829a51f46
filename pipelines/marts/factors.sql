-- title: 分配因素
-- grain: 一个年度一个市一个因素一行；没有交来的没有行，不是 0
-- searched: factor
-- year: 数据的年度
-- city: 市
-- factor: 因素
-- amount: 数值 — 按交来的单位；交来时空着的为空
-- unit: 单位
-- origin: 来源
-- document: 文号
-- doubt: 待核 — 导入时对这个数、它的单位说了什么
with doubted as (
  select source_file, source_sheet, source_row, string_agg(problem, '；' order by problem) as doubt,
  from (
    select source_file, source_sheet, source_row, problem
    from warnings.defects
    where source = 'factors'
    union
    select source_file, source_sheet, source_row, problem
    from checks.defects
    where source = 'factors' and effect = 'mark'
  )
  group by all
)
select
  f.year,
  f.city,
  f.factor,
  f.amount,
  f.unit,
  f.origin,
  f.document,
  d.doubt,
  f.source_file,
  f.source_sheet,
  f.source_row,
from validated.factors as f
left join doubted as d using (source_file, source_sheet, source_row)
order by f.year, f.factor, f.city
