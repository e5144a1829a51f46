-- title: 已收回奖补
-- format: yuan
-- definition: 各项目已收回奖补金额之和
sum(p.subsidy_recovered)
