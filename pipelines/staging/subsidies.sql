-- title: 奖补资金表
-- grain: 交来的一行一行；一个项目可以有几行，金额相加
with typed as (
  select
    * exclude (file_order),
    cells.project("项目编号") as project_id,
    cells.integer("预算年度") as budget_year,
    cells.money("拟奖补金额", "拟奖补金额_单位") as subsidy_proposed,
    cells.text("下达文号") as document,
    cells.day("下达日期") as allocated_on,
    cells.money("下达金额", "下达金额_单位") as subsidy_allocated,
    cells.day("拨付日期") as paid_on,
    cells.money("拨付金额", "拨付金额_单位") as subsidy_paid,
    cells.money("收回金额", "收回金额_单位") as subsidy_recovered,
  from sources.subsidies
)
select
  columns('^[a-z_]+$'),
  row(
    project_id,
    cells.same(budget_year, "预算年度"),
    cells.same(subsidy_proposed, "拟奖补金额"),
    document,
    cells.same(allocated_on, "下达日期"),
    cells.same(subsidy_allocated, "下达金额"),
    cells.same(paid_on, "拨付日期"),
    cells.same(subsidy_paid, "拨付金额"),
    cells.same(subsidy_recovered, "收回金额")
  )::varchar as row_key,
from typed
