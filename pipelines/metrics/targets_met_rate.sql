-- title: 指标完成率
-- format: percent
-- definition: 完成指标数 ÷ 约定指标数；只含两数都已知的项目
-- n: targets_known
sum(p.targets_met)::double / nullif(sum(p.targets_agreed), 0)::double
