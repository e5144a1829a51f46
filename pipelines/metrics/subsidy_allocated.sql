-- title: 已下达奖补
-- format: yuan
-- definition: 各项目已下达奖补金额之和，一个项目多次下达的相加
sum(p.subsidy_allocated)
