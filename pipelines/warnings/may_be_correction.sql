-- title: 补充还是更正
-- definition: 没有键的表，后交的文件里有行与先交的文件说的是同一项目（单位）的同一环节、年度或事项而写的不同：两行都算，待核；记在第一行
with used as (
  select s.*
  from resolved.standing as s
  anti join resolved.superseded using (source, source_file, source_sheet, source_row)
  where s.subject_key is not null and s.is_added
),
-- 先只比散列：几个文件都说到的没有几个。
spread as (
  select source, hash(subject_key) as hashed
  from used
  group by all
  having min(source_file) < max(source_file)
),
spoken as (
  select u.*
  from used as u
  semi join spread as s on s.source = u.source and s.hashed = hash(u.subject_key)
),
pairs as (
  select
    new.source,
    new.source_file,
    new.source_sheet,
    new.source_row,
    old.source_file as old_file,
    min(old.source_row) as old_row,
  from spoken as new
  join spoken as old on old.source = new.source and old.subject_key = new.subject_key and old.later < new.later
  where old.row_key <> new.row_key and coalesce(old.recurring_key <> new.recurring_key, true)
  group by all
),
subjects as (
  select source, string_agg(header, '、' order by position) as headers,
  from sources.contracts
  where is_subject
  group by source
)
select
  p.source,
  p.source_file,
  arg_min(p.source_sheet, (p.source_row, p.source_sheet)) as source_sheet,
  min(p.source_row) as source_row,
  null as "column",
  null as value,
  '有 ' || count(*) || ' 行的' || s.headers || '在 ' || p.old_file || ' 里已经有过（第 '
    || arg_min(p.old_row, (p.source_row, p.source_sheet)) || ' 行等），写的不同，两份都算了：是补充还是更正？' as problem,
  '是补充就不用改；是更正，就在文件名里写明“更正”、与原来的文件同名，整份重交' as fix,
  'mark' as effect,
from pairs as p
join subjects as s using (source)
group by p.source, p.source_file, p.old_file, s.headers
