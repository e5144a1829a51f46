-- title: 投资核减率
-- format: percent
-- definition: （申报实际投入 − 核定实际投入）÷ 申报实际投入；只含已出验收结论且两数都已知的项目，负数即核增
-- n: verified_declared
sum(p.reduced_of_declared)::double / nullif(sum(p.declared_of_verified), 0)::double
