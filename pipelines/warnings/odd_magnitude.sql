-- title: 金额与别的文件差了几位
-- definition: 同一批次、同一列金额，这个文件的中位数与其他文件的相差约 1000 倍以上，多半是元和万元弄混，照收，待核；两边行数够、两边的数基本分得开才说；别的文件的只说个大概，不是哪一行的数；记在第一行
with batches as (
  select source, source_file, source_sheet, source_row, parsers.batch(value) as batch,
  from sources.cells
  where kind = 'batch'
),
of_projects as (
  select parsers.id(c.value) as project_id, any_value(b.batch) as batch,
  from sources.cells as c
  join batches as b using (source, source_file, source_sheet, source_row)
  where c.kind = 'id'
  group by all
),
places as (
  from batches
  union all
  select c.source, c.source_file, c.source_sheet, c.source_row, p.batch,
  from sources.cells as c
  join of_projects as p on p.project_id = parsers.id(c.value)
  semi join (from sources.contracts where kind = 'money') using (source)
  where c.kind = 'project' and c.source not in (select source from batches)
),
read as materialized (
  select *, parsers.money(value, unit) as amount,
  from sources.cells
  where kind = 'money'
),
amounts as (
  select
    c.source,
    c.source_file,
    c.source_sheet,
    c.source_row,
    c.name,
    c.header,
    c.value,
    p.batch,
    log10(c.amount::double) as size,
  from read as c
  anti join resolved.rejected using (source, source_file, source_sheet, source_row)
  anti join resolved.superseded using (source, source_file, source_sheet, source_row)
  left join places as p using (source, source_file, source_sheet, source_row)
  where c.amount > 0
),
files as (
  select
    source,
    name,
    header,
    batch,
    source_file,
    count(*) as rows,
    quantile_cont(size, [0.2, 0.5, 0.8]) as sizes,
    arg_min({'sheet': source_sheet, 'row': source_row, 'value': value}, (source_row, source_sheet)) as first,
  from amounts
  group by all
),
-- 其他文件合在一起的中位数在它们各自的中位数之间：各自的都差不多，就没有要比的。
doubted as (
  select *,
  from files
  window same as (partition by source, name, batch)
  qualify max(sizes[2]) over same - min(sizes[2]) over same >= 2.5
),
sized as (
  select f.*, count(*) as other_rows, quantile_cont(a.size, [0.2, 0.5, 0.8]) as other_sizes,
  from doubted as f
  join amounts as a
    on a.source = f.source and a.name = f.name and a.batch is not distinct from f.batch and a.source_file <> f.source_file
  group by all
),
compared as (
  select
    *,
    sizes[1] as low,
    sizes[2] as middle,
    sizes[3] as high,
    other_sizes[1] as other_low,
    other_sizes[2] as other_middle,
    other_sizes[3] as other_high,
  from sized
)
select
  source,
  source_file,
  first.sheet as source_sheet,
  first."row" as source_row,
  header as "column",
  first.value,
  '这个文件的' || header || '一半在 ' || parsers.plain((10 ** middle / 10000)::decimal(36, 2)) || ' 万元' || if(middle > other_middle, '以上', '以下')
    || '，同批次其他文件的一半在约 ' || parsers.plain(round(10 ** other_middle / 10000, 4 - floor(other_middle)::integer)::decimal(36, 2)) || ' 万元' || if(middle > other_middle, '以下', '以上')
    || '，差了约 ' || round(abs(middle - other_middle))::integer || ' 位，很可能单位不一样' as problem,
  '核对两边填的是元还是万元，把单位写在表头里；数额属实则不用改' as fix,
  'mark' as effect,
from compared
where (low > other_high or high < other_low)
  and (
    (rows >= 3 and other_rows >= 5 and abs(middle - other_middle) >= 3.3)
    or (rows >= 3 and other_rows >= 3 and abs(middle - other_middle) >= 3.5)
    or (rows >= 10 and other_rows >= 20 and abs(middle - other_middle) >= 2.7)
  )
