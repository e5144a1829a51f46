-- title: 流程、验收、奖补的每一行都归到项目名下，或者还没有到
-- left: 采用的行
-- right: 归到项目的行，加上晚于截至日的行
with later as (
  select source, count(*) as rows
  from marts.caveats
  where kind = 'not_yet' and is_whole
  group by source
),
sides as (
  select '流程记录' as what, 'events' as source, (select count(*) from validated.events) as used, (select count(*) from marts.events) as counted
  union all
  select '验收结果', 'acceptances', (select count(*) from validated.acceptances), (select count(*) from marts.acceptances)
  union all
  select '奖补资金', 'subsidies', (select count(*) from validated.subsidies), (select count(*) from marts.subsidies)
)
select s.what, s.used as left_side, s.counted + coalesce(l.rows, 0) as right_side
from sides as s
left join later as l using (source)
order by s.what
