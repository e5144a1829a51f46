-- title: 拟奖补
-- format: yuan
-- definition: 奖补资金表里拟奖补金额之和，不论是否已经下达
sum(p.subsidy_proposed)
