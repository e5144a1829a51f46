-- title: 不能用的行
-- grain: 一行一行
select source, source_file, source_sheet, source_row
from resolved.defects
where effect = 'row'
union
select d.source, d.source_file, d.source_sheet, d.source_row
from sources.defects as d
semi join staging.rows using (source, source_file, source_sheet, source_row)
where d.effect = 'row'
