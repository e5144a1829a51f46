-- title: 投资完成率（含按总投资计）
-- format: percent
-- definition: 核定实际投入 ÷ 同一批项目的计划投资，没有填写计划投资的按总投资计；只含已出验收结论且两数都已知的项目
-- n: verified_planned
sum(p.verified_of_planned)::double / nullif(sum(p.planned_of_verified), 0)::double
