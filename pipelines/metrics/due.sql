-- title: 应验收数
-- format: count
-- definition: 已揭榜、未终止、未撤销，实施期止在截至日以前的项目数；实施期止未知的不计入
coalesce(sum(p.due), 0)::bigint
