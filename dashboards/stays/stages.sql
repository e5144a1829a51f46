-- middle: 停留中位数 (天)
-- worst: 停留最久 (天)
-- unsure_note: 还往不往下走未知的
select
  s.stage,
  case when count(*) = count(s.under_way) then sum(s.under_way) end as under_way,
  median(s.stayed_days) filter (s.under_way = 1) as middle,
  max(s.stayed_days) filter (s.under_way = 1) as worst,
  case when count(*) = count(s.undated) then sum(s.undated) end as undated,
  case when count(*) = count(s.closed) then sum(s.closed) end as closed,
  sum(s.unsure) as unsure,
  if(sum(s.unsure) > 0, format('未知：{} 个不知道还往不往下走', sum(s.unsure)), null) as unsure_note,
from stays as s
left join reference.stages as r on r.stage = s.stage
group by s.stage, r.position
having count_if(s.progress <> '已了结') > 0
order by r.position nulls last
