-- title: 通知条款
-- grain: 一条一行；引文与 data/reference/notice-2025.md 逐字相同
select id, title, notice, quotation,
from raw.clauses
