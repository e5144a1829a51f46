-- title: 限额
-- grain: 一个批次对一类对象的一项限额一行，按批次的通知
-- key: notice, name, applies_to
-- needs: name, applies_to, at_most, unit, is_in_principle, clause
-- names: name = applicant_projects | group_projects | supported_projects | period_years | period_months | clean_years | needs of rules, applies_to = applicant_types.applicant_type | directions.direction | 集团 | 实施期 | 申报单位 | needs of rules, unit = 个 | 年 | 个月 | 天 | 元 | 万元
-- stated: at_most
select
  b.batch,
  l.notice,
  l.name,
  l.applies_to,
  l.at_most::integer as at_most,
  l.unit,
  l.is_in_principle::boolean as is_in_principle,
  l.clause,
  l.source_file,
  l.source_row,
from raw.limits as l
join reference.batches as b using (notice)
