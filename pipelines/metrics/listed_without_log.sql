-- title: 揭榜无流程记录
-- format: count
-- definition: 揭榜项目中没有流程记录的：评审揭榜、有验收结论或下达了奖补，算作揭榜，是否公示、公布不能判断
coalesce(sum(p.listed_without_log), 0)::bigint
