-- title: 其中按总投资计
-- format: yuan
-- definition: 揭榜项目里没有填写实施期内计划投资的，按总投资计入计划投资的金额
sum(p.planned_as_total_of_listed)
