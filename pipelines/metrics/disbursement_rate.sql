-- title: 拨付率
-- format: percent
-- definition: 已拨付奖补 ÷ 已下达奖补，只含下达金额已知的各笔；拨付日期和金额都没有的是还没有拨付，记 0；有拨付日期而没有金额的是未知，两边都不计，另列。按预算年度看即资金执行率
-- n: allocations
-- outside: payments_unknown
sum(p.paid_of_allocated)::double / nullif(sum(p.allocated_settled), 0)::double
