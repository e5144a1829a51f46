-- title: 申报项目数
-- format: count
-- definition: 已提交且未撤回的项目数
coalesce(sum(p.applied), 0)::bigint
