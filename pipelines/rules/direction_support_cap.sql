-- title: 方向支持数量超限
-- subject: direction
-- reads: subsidies
-- needs: limits.supported_projects[directions.direction if has_support_cap]
-- settle: 在通知的 limits.csv 里补上这个方向的支持数量上限。
-- batch: 批次
-- supported: 支持数量 (个, count)
-- at_most: 支持数量上限 (个, count)
-- 全省合计，同一方向的各项任务合并计算；支持数量是下达奖补金额减去收回金额大于 0 的项目数。不设固定数的方向不涉及。
select
  direction as subject_id,
  year,
  batches,
  direction,
  case when at_most is null or supported is null then 'review' when supported > at_most then 'fail' else 'pass' end as verdict,
  case
    when supported is null then format('{} {}方向支持了几个未知：通知还没有录入任务归哪个方向', batches, direction)
    when at_most is null then format('{} {}方向支持 {} 个，支持数量上限未知', batches, direction, supported)
    when supported > at_most then format('{} {}方向支持 {} 个，超出上限 {} 个', batches, direction, supported, at_most)
    else format('{} {}方向支持 {} 个，未超上限 {} 个', batches, direction, supported, at_most)
  end as message,
  {batch: batches, direction: direction, supported: supported, at_most: at_most} as evidence,
from marts.province_support
