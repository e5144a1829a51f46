-- title: 投资完成率
-- format: percent
-- definition: 核定实际投入 ÷ 同一批项目的实施期内计划投资；只含已出验收结论且两数都已知的项目
-- n: verified
sum(p.verified_of_planned)::double / nullif(sum(p.planned_of_verified), 0)::double
