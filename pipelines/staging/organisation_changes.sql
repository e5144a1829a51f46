-- title: 单位变更表
-- grain: 交来的一行一行
with typed as (
  select
    * exclude (file_order),
    parsers.code("原统一社会信用代码") as old_id,
    parsers.name("原单位名称") as old_name,
    parsers.code("新统一社会信用代码") as new_id,
    parsers.name("新单位名称") as new_name,
    parsers.choice("变更类型", 'organisation_changes', 'kind') as kind,
    parsers.day("变更日期") as changed_on,
    parsers.name("依据") as document,
  from sources.organisation_changes
)
select
  columns('^[a-z_]+$'),
  row(old_id, new_id, kind, parsers.same(changed_on, "变更日期"), document)::varchar as row_key,
from typed
