-- title: 终止项目数
-- format: count
-- definition: 有终止记录或验收结论为终止的项目数
coalesce(sum(p.terminated), 0)::bigint
