-- title: 更正的文件
-- grain: 一种表里被更正的一个文件一行；by_file 的名字说是更正，别的字与它相同，在同一个文件夹里（不在的，别处只有一个）
with files as (
  select
    source,
    source_file,
    min(file_order) as file_order,
    parsers.file_stem(source_file) as stem,
    parsers.says_correction(source_file) as is_correction,
    regexp_extract(source_file, '^(.*/)?', 0) as folder,
  from sources.files
  where status = 'read'
  group by source, source_file
),
usable as (
  select distinct source, source_file
  from staging.rows
  anti join resolved.rejected using (source, source_file, source_sheet, source_row)
),
scopes as (
  select source_file, list(dimension || '=' || value order by dimension, value) filter (dimension is not null) as scope
  from sources.owned
  group by source_file
),
pairs as (
  select
    old.source,
    old.source_file,
    new.source_file as by_file,
    new.file_order,
    old.folder = new.folder as is_beside,
    bool_or(old.folder = new.folder) over (partition by new.source, new.source_file) as has_one_beside,
    count(*) over (partition by new.source, new.source_file) as candidates,
  from files as new
  join files as old using (source, stem)
  left join scopes as ns on ns.source_file = new.source_file
  left join scopes as os on os.source_file = old.source_file
  semi join usable on usable.source = new.source and usable.source_file = new.source_file
  where new.is_correction
    -- An account corrects what was handed in for the same rows, the division whatever there is.
    and (ns.source_file is null or (os.source_file is not null and os.scope is not distinct from ns.scope))
    and old.source_file <> new.source_file
    and (not old.is_correction or old.file_order < new.file_order)
)
select source, source_file, arg_max(by_file, file_order) as by_file,
from pairs
where is_beside or (not has_one_beside and candidates = 1)
group by source, source_file
