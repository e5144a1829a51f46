-- title: 净奖补
-- format: yuan
-- definition: 已下达奖补减去已收回奖补；两样都没有写的不计入
sum(p.subsidy_net)
