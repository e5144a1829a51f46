-- title: 财政支持台账
-- grain: 交来的一行一行
with typed as (
  select
    * exclude (file_order),
    parsers.code("统一社会信用代码") as applicant_id,
    parsers.name("项目名称") as project_name,
    parsers.choice("资金级次", 'prior_support', 'level') as level,
    parsers.year("年度") as year,
    parsers.money("金额", "金额_单位") as amount,
    parsers.name("文号") as document,
  from sources.prior_support
)
select
  columns('^[a-z_]+$'),
  row(
    applicant_id,
    project_name,
    level,
    parsers.same(year, "年度"),
    parsers.same(amount, "金额"),
    document
  )::varchar as row_key,
from typed
