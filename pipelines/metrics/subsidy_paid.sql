-- title: 已拨付奖补
-- format: yuan
-- definition: 各项目已拨付奖补金额之和
sum(p.subsidy_paid)
