-- unsure_note: 还往不往下走未知的
select
  case when count(*) = count(s.under_way) then coalesce(sum(s.under_way), 0) end as under_way,
  case when count(*) = count(s.undated) then coalesce(sum(s.undated), 0) end as undated,
  case when count(*) = count(s.closed) then coalesce(sum(s.closed), 0) end as closed,
  coalesce(sum(s.unsure), 0) as unsure,
  if(sum(s.unsure) > 0, format('未知：{} 个不知道还往不往下走，通知没有录全', sum(s.unsure)), null) as unsure_note,
from stays as s
