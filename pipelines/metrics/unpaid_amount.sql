-- title: 已下达、还没有拨付的金额
-- format: yuan
-- definition: 下达金额已知，拨付日期和拨付金额都没有的各笔，下达金额之和
sum(p.unpaid_amount)
