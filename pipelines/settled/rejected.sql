-- title: 不能用的行
-- grain: 一行一行
select distinct source, source_file, source_sheet, source_row
from settled.defects
where effect = 'row'
