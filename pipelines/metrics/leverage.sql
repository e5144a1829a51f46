-- title: 撬动比
-- format: ratio
-- definition: 核定实际投入 ÷ 净奖补（下达减去收回），即 1 元奖补对应的核定投入；只含验收通过、有奖补且核定实际投入已知的项目。描述性指标，不说明因果
-- n: supported_verified
sum(p.verified_of_supported)::double / nullif(sum(p.subsidy_of_verified), 0)::double
