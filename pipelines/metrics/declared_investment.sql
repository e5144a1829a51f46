-- title: 申报实际投入
-- format: yuan
-- definition: 各项目验收时申报的实际投入之和
sum(p.declared_investment)
