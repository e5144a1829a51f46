-- title: 限额
-- grain: 一个批次对一类对象的一项限额一行
-- key: batch, name, applies_to
-- needs: name, applies_to, at_most, unit, is_in_principle, clause
-- names: batch = batches.batch, name = applicant_projects | group_projects | supported_projects | period_years | clean_years, applies_to = applicant_types.applicant_type | directions.direction | 集团 | 实施期 | 申报单位, unit = 个 | 年
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
