-- title: 通知条款
-- grain: 一份通知的一条一行，按通知的先后；标题与引文与通知文件夹里的 notice.md 逐字相同
-- key: notice, id
-- needs: id, title, quotation
select notice, id, title, heading, source_row - 1 as position, quotation,
from raw.clauses
order by notice, position
