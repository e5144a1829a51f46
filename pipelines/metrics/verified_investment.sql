-- title: 核定实际投入
-- format: yuan
-- definition: 已出验收结论（通过或不通过）的项目核定实际投入之和；未出结论的项目不计入，也不当作 0
sum(p.verified_investment)
