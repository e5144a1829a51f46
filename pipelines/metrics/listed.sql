-- title: 揭榜项目数
-- format: count
-- definition: 已公布、且未撤回、未撤销的项目数；一条流程记录都没有的，评审揭榜、有验收结论或下达了奖补的也算
coalesce(sum(p.listed), 0)::bigint
