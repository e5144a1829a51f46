-- title: 核查记录的含义
-- grain: 一条核查记录一行；结果里写有的最长的一种已知写法决定含义，都不认得的为空，待核
with meanings as (
  select
    c.source_file,
    c.source_sheet,
    c.source_row,
    arg_max(r.means, (length(r.result), r.means = 'barred')) as means,
  from validated.checks as c
  join reference.check_results as r on r.item = c.item and contains(cells.tight(c.result), r.result)
  group by c.source_file, c.source_sheet, c.source_row
)
select c.applicant_id, c.item, c.result, m.means, c.from_on, c.until_on, c.checked_on,
from validated.checks as c
left join meanings as m using (source_file, source_sheet, source_row)
