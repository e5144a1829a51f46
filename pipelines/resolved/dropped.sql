-- title: 没有采用的行
-- grain: 一行一行；why 是 rejected（有误）或 superseded（已被取代）
select source, source_file, source_sheet, source_row, 'rejected' as why
from resolved.rejected
union all
select source, source_file, source_sheet, source_row, 'superseded' as why
from resolved.superseded
