-- title: 验收结果表
-- grain: 交来的一行一行
-- 一个项目有几次结论的，整改以后又通过，是经过：按结论和第几次认行，后交的同一结论是更正。同一文件里同一天的两个结论，有一次日期没有填的，
-- 分不出先后，不算经过。
-- 先读格子，再到对照表里查。
with cells as (
  select
    parsers.project("项目编号") as project_id,
    parsers.day("申请日期") as applied_on,
    parsers.day("验收日期") as concluded_on,
    "验收结论" as result,
    parsers.money("申报实际投入", "申报实际投入_单位") as declared_investment,
    parsers.money("核定实际投入", "核定实际投入_单位") as verified_investment,
    parsers.text("核减原因") as reduction_reason,
    parsers.number("验收得分") as score,
    parsers.integer("约定指标数") as targets_agreed,
    parsers.integer("完成指标数") as targets_met,
    parsers.day("发布日期") as published_on,
    not parsers.blank("发布日期", 'day') and published_on is null as is_publication_unread,
    source_file,
    source_sheet,
    source_row,
  from sources.acceptances
),
typed as (
  select * replace (parsers.choice(result, 'acceptances', 'result') as result),
  from cells
)
select
  *,
  case
    when project_id is null then null
    when bool_or(concluded_on is null) over (partition by project_id) then project_id
    when count(*) over (partition by project_id, source_file, concluded_on) > 1 then concat_ws(' ', project_id, concluded_on)
    else concat_ws(' ', project_id, result, dense_rank() over (partition by project_id, source_file, result order by concluded_on))
  end as row_key,
from typed
