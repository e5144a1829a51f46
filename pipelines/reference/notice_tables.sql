-- title: 通知文件夹里的表
-- grain: 一份通知的一张表一行：有几行，是录全之后数出来的；少一行、多一行都算没有录全
-- key: notice, table
-- needs: table, rows
-- more: note
select notice, "table", "rows"::integer as "rows",
from raw.tables
