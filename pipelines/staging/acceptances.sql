-- title: 验收结果表
-- grain: 交来的一行一行
with typed as (
  select
    cells.project("项目编号") as project_id,
    cells.day("申请日期") as applied_on,
    cells.day("验收日期") as concluded_on,
    cells.choice("验收结论", 'acceptances', 'result') as result,
    cells.money("申报实际投入", "申报实际投入_单位") as declared_investment,
    cells.money("核定实际投入", "核定实际投入_单位") as verified_investment,
    cells.text("核减原因") as reduction_reason,
    cells.number("验收得分") as score,
    cells.integer("约定指标数") as targets_agreed,
    cells.integer("完成指标数") as targets_met,
    cells.day("发布日期") as published_on,
    source_file,
    source_sheet,
    source_row,
  from sources.acceptances
)
select *, project_id as row_key,
from typed
