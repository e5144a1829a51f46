-- title: 验收结果表
-- grain: 交来的一行一行
with typed as (
  select
    parsers.project("项目编号") as project_id,
    parsers.day("申请日期") as applied_on,
    parsers.day("验收日期") as concluded_on,
    parsers.choice("验收结论", 'acceptances', 'result') as result,
    parsers.money("申报实际投入", "申报实际投入_单位") as declared_investment,
    parsers.money("核定实际投入", "核定实际投入_单位") as verified_investment,
    parsers.text("核减原因") as reduction_reason,
    parsers.number("验收得分") as score,
    parsers.integer("约定指标数") as targets_agreed,
    parsers.integer("完成指标数") as targets_met,
    parsers.day("发布日期") as published_on,
    source_file,
    source_sheet,
    source_row,
  from sources.acceptances
)
select *, project_id as row_key,
from typed
