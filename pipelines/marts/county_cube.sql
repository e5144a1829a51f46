-- title: 分县区汇总
-- grain: 批次、市、县（市、区）、方向、任务、单位类型、企业性质、阶段各一行；名额不分到县区，一律为空
-- quota_unknown: 有项目而名额未导入的市，各批次分别计 (个)
select
  s.* exclude (is_by_county),
  q.* exclude (batch, city, source_file, source_sheet, source_row),
from lifecycle.sums as s
left join marts.quotas as q on false
where is_by_county
order by all
