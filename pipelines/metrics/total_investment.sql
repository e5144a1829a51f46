-- title: 总投资
-- format: yuan
-- definition: 各项目总投资之和；未知的不计入，也不当作 0
sum(p.total_investment)
