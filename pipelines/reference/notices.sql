-- title: 通知
-- grain: 一份通知一行，每份一个文件夹；is_at_hand 为假的，正文不在手边，条款、任务、限额和期限都未知；is_open 为真的还没有录全，靠它的结论一律待核
-- key: notice
-- needs: title
-- more: note, is_sample
-- stated: issued_on
-- words: title
select n.notice, n.title, n.issued_on::date as issued_on, n.issued_on_clause, coalesce(n.is_sample::boolean, false) as is_sample, t.is_at_hand,
  exists (from sources.open_items as o where o.notice = n.notice) as is_open,
from raw.notice as n
join sources.notices as t using (notice)
order by n.issued_on nulls first, n.notice
