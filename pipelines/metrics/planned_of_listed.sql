-- title: 揭榜项目计划投资
-- format: yuan
-- definition: 揭榜项目的实施期内计划投资之和；没有填写的按总投资计，其中多少另列
sum(p.planned_of_listed)
