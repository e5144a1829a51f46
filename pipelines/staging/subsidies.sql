-- title: 奖补资金表
-- grain: 交来的一行一行；一个项目可以有几行，金额相加
with typed as (
  select
    * exclude (file_order),
    parsers.project("项目编号") as project_id,
    parsers.year("预算年度") as budget_year,
    parsers.money("拟奖补金额", "拟奖补金额_单位") as subsidy_proposed,
    parsers.name("下达文号") as document,
    parsers.day("下达日期") as allocated_on,
    parsers.money("下达金额", "下达金额_单位") as subsidy_allocated,
    parsers.day("拨付日期") as paid_on,
    parsers.money("拨付金额", "拨付金额_单位") as subsidy_paid,
    parsers.money("收回金额", "收回金额_单位") as subsidy_recovered,
    not parsers.blank("拨付日期", 'day') and paid_on is null or not parsers.blank("拨付金额", 'money') and subsidy_paid is null as is_payment_unread,
    not parsers.blank("收回金额", 'money') and subsidy_recovered is null as is_recovery_unread,
  from sources.subsidies
)
select
  columns('^[a-z_]+$'),
  row(
    project_id,
    parsers.same(budget_year, "预算年度"),
    parsers.same(subsidy_proposed, "拟奖补金额"),
    document,
    parsers.same(allocated_on, "下达日期"),
    parsers.same(subsidy_allocated, "下达金额"),
    parsers.same(paid_on, "拨付日期"),
    parsers.same(subsidy_paid, "拨付金额"),
    parsers.same(subsidy_recovered, "收回金额")
  )::varchar as row_key,
from typed
