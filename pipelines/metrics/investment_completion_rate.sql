-- title: 投资完成率
-- format: percent
-- definition: 核定实际投入 ÷ 同一批项目自己填写的实施期内计划投资；只含已出验收结论且两数都已知的项目，没有填写计划投资的不在内
-- n: verified_own_plan
sum(p.verified_of_own_plan)::double / nullif(sum(p.own_plan_of_verified), 0)::double
