-- takes: read, cell
-- title: 比较两行用的值
-- definition: 读出的值；读不出的用格子里的字
coalesce(read::varchar, parsers.tight(cell))
