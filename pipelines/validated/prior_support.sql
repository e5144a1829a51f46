-- title: 财政支持台账
-- grain: 采用的一行一行
select s.* exclude (row_key)
from staging.prior_support as s
anti join resolved.dropped as d using (source_file, source_sheet, source_row)
