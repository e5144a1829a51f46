-- title: 最近一次核查
-- grain: 一个单位的一个核查事项一行；同日有几条的，以妨碍的为准，其次是不认得的
-- undated_result: 没有核查日期、又不是不妨碍的一条，与有日期的分不出先后。
with ranked as (
  select
    applicant_id,
    item,
    result,
    coalesce(means, 'unknown') as means,
    checked_on,
    (coalesce(checked_on, date '0001-01-01'), means is not distinct from 'barred', means is null, result) as lateness,
  from lifecycle.checks
)
select
  applicant_id,
  item,
  arg_max(result, lateness) as result,
  arg_max(means, lateness) as means,
  max(checked_on) as checked_on,
  max(result) filter (checked_on is null and means <> 'clear') as undated_result,
from ranked
group by applicant_id, item
