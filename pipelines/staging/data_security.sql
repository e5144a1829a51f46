-- title: 数据安全评估表
-- grain: 交来的一行一行
with typed as (
  select
    parsers.project("项目编号") as project_id,
    parsers.choice("评估结果", 'data_security', 'assessment') as assessment,
    parsers.day("评估日期") as assessed_on,
    parsers.name("评估机构") as assessor,
    source_file,
    source_sheet,
    source_row,
  from sources.data_security
)
select *, row(project_id, assessment, assessed_on, assessor)::varchar as row_key,
from typed
