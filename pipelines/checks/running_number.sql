-- title: 编号像是流水号
-- definition: 一张表的编号从上到下是 1、2、3，不像申报系统给出的编号，照收，待核；记在第一行
with numbered as (
  select *, try_cast(parsers.id(value) as integer) as number
  from sources.cells
  where kind in ('id', 'project') and value is not null
),
sheets as (
  select source, source_file, source_sheet, name, header, min(source_row) as source_row, max(number) as most,
  from numbered
  group by source, source_file, source_sheet, name, header
  having min(number) = 1 and max(number) = count(*) and count(distinct number) = count(*) and count(number) = count(*)
)
select
  source,
  source_file,
  source_sheet,
  source_row,
  header as "column",
  '1' as value,
  header || if(most = 1, '是 1', '从 1 到 ' || most) || '，像是流水号，不是申报系统给出的编号；别的表也这样编号，就会张冠李戴' as problem,
  '换成申报系统给出的编号，同一项目在各张表里一致' as fix,
  'mark' as effect,
from sheets
