-- title: 通知里不用规则判的话
-- grain: 一份通知的一句话一行：不判它的理由
-- key: notice, quotation
-- needs: quotation, reason
-- words: quotation
select notice, clause, quotation, reason,
from raw.answers
