-- title: 分县区汇总
-- grain: 批次、市、县（市、区）、方向、任务、单位类型、企业性质、阶段各一行；名额不分到县区，一律为空
-- batch: 批次
-- city: 推荐市
-- county: 县（市、区）
-- direction: 方向
-- task: 揭榜任务
-- applicant_type: 单位类型
-- ownership: 企业性质
-- stage: 阶段
-- projects: 项目数 (个)
-- applied: 申报 (个)
-- county_recommended: 县区推荐 (个)
-- recommended: 市推荐 (个)
-- quota_used: 占用名额 (个)
-- quota_exempt: 不占名额 (个)
-- listed: 揭榜 (个)
-- in_progress: 在建 (个)
-- terminated: 终止 (个)
-- concluded: 已出验收结论 (个)
-- accepted: 验收通过 (个)
-- supported: 已奖补 (个)
-- total_investment: 总投资 (元)
-- planned_investment: 计划投资 (元)
-- declared_investment: 申报实际投入 (元)
-- verified_investment: 核定实际投入 (元)
-- verified: 核定实际投入已知 (个)
-- planned_of_verified: 核定实际投入已知的项目的计划投资 (元)
-- verified_of_planned: 计划投资已知的项目的核定实际投入 (元)
-- declared_of_verified: 核定实际投入已知的项目的申报实际投入 (元)
-- reduced_of_declared: 核减金额，申报与核定都已知 (元)
-- subsidy_proposed: 拟奖补 (元)
-- subsidy_allocated: 已下达奖补 (元)
-- subsidy_paid: 已拨付奖补 (元)
-- subsidy_recovered: 已收回奖补 (元)
-- verified_of_supported: 有奖补且验收通过的项目的核定实际投入 (元)
-- subsidy_of_verified: 同一批项目的已下达奖补 (元)
-- supported_verified: 有奖补、验收通过且核定实际投入已知 (个)
-- targets_agreed: 约定指标数，完成数已知 (项)
-- targets_met: 完成指标数，约定数已知 (项)
-- targets_known: 约定与完成指标数都已知 (个)
-- quota: 推荐名额 (个)
-- quota_unknown: 有项目而名额未导入的市 (个)
select
  * exclude (is_by_county),
  null::integer as quota,
  null::integer as quota_unknown,
from lifecycle.sums
where is_by_county
order by batch, city, county, direction, task, applicant_type, ownership, stage
