-- title: 限额
-- grain: 一个批次对一类对象的一项限额一行
select
  batch,
  name,
  applies_to,
  at_most::integer as at_most,
  unit,
  is_in_principle::boolean as is_in_principle,
  clause,
  'data/reference/limits.csv' as source_file,
  source_row,
from raw.limits
