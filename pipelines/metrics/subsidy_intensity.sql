-- title: 奖补强度
-- format: percent
-- definition: 净奖补（下达减去收回）÷ 核定实际投入；只含验收通过、有奖补且核定实际投入已知的项目
-- n: supported_verified
sum(p.subsidy_of_verified)::double / nullif(sum(p.verified_of_supported), 0)::double
