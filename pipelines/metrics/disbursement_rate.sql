-- title: 拨付率
-- format: percent
-- definition: 已拨付奖补 ÷ 已下达奖补
-- n: supported
sum(p.subsidy_paid)::double / nullif(sum(p.subsidy_allocated), 0)::double
