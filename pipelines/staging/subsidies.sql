-- title: 奖补资金表
-- grain: 交来的一行一行；一个项目可以有几行，金额相加
with typed as (
  select
    cells.project("项目编号") as project_id,
    cells.integer("预算年度") as budget_year,
    cells.money("拟奖补金额", "拟奖补金额_单位") as subsidy_proposed,
    cells.text("下达文号") as document,
    cells.day("下达日期") as allocated_on,
    cells.money("下达金额", "下达金额_单位") as subsidy_allocated,
    cells.day("拨付日期") as paid_on,
    cells.money("拨付金额", "拨付金额_单位") as subsidy_paid,
    cells.money("收回金额", "收回金额_单位") as subsidy_recovered,
    source_file,
    source_sheet,
    source_row,
  from sources.subsidies
)
select
  *,
  row(
    project_id, budget_year, subsidy_proposed, document, allocated_on, subsidy_allocated, paid_on, subsidy_paid, subsidy_recovered
  )::varchar as row_key,
from typed
