-- title: 在建项目数
-- format: count
-- definition: 已揭榜、尚无验收结论、未终止的项目数
coalesce(sum(p.in_progress), 0)::bigint
