-- title: 计划投资
-- format: yuan
-- definition: 各项目实施期内计划投资之和，没有揭榜的也在内；没有填写的按总投资计
sum(p.planned_investment)
