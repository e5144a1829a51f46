-- title: 流程、验收、奖补的每一行都归到项目名下
-- left: 采用的行
-- right: 归到项目的行
select '流程记录' as what, (select count(*) from validated.events) as left_side, (select count(*) from marts.events) as right_side
union all
select '验收结果', (select count(*) from validated.acceptances), (select count(*) from marts.acceptances)
union all
select '奖补资金', (select count(*) from validated.subsidies), (select count(*) from marts.subsidies)
