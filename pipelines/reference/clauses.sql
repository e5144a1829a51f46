-- title: 通知条款
-- grain: 一条一行，按通知的先后；标题与引文与 data/reference/notice-2025.md 逐字相同
-- key: id
-- needs: title, notice, quotation
select id, title, notice, heading, (rowid + 1)::integer as position, quotation,
from raw.clauses
order by position
