-- title: 通知的表样
-- grain: 一份通知的表样不同于约定的一处一行：一列叫什么；约定里只随通知才有的列和表，列在这里才有，column 空着的是整张表
-- key: notice, source, column
-- needs: source, header
-- names: source = contracts, column = its columns
select notice, source, "column", header,
from raw.forms
