-- title: 各市推荐名额表
-- grain: 交来的一行一行
with typed as (
  select
    parsers.batch("批次") as batch,
    parsers.city("市") as city,
    parsers.integer("推荐名额") as quota,
    source_file,
    source_sheet,
    source_row,
  from sources.quotas
)
select *, batch || ' ' || city as row_key,
from typed
