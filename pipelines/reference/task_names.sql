-- title: 揭榜任务的写法
-- grain: 一个批次的一种写法一行，只留文字和数字，字母大写；两项任务都可以这样写的，不收
with spelled as (
  select batch, task_no, task, unnest(['', task] || aliases) as name
  from reference.tasks
),
numbered as (
  select batch, task_no, task, unnest([
    name,
    task_no || name,
    '任务' || task_no || name,
    '任务' || if(task_no < 10, '', if(task_no < 20, '', '一二三四五六七八九'[task_no // 10]) || '十') || coalesce('一二三四五六七八九'[nullif(task_no % 10, 0)], '') || name,
  ]) as name
  from spelled
),
folded as (
  select batch, task_no, task, upper(regexp_replace(name, '[^\pL\pN]', '', 'g')) as spelling
  from numbered
)
select batch, spelling, min(task_no) as task_no, min(task) as task,
from folded
where spelling not in ('', '任务')
group by batch, spelling
having count(distinct task_no) = 1
