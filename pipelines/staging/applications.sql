-- title: 项目基本信息表
-- grain: 交来的一行一行；is_*_to_the_month 是那个日期只写到月；没有填写计划投资的按总投资计，planned_basis 写明
-- 先读格子，再到对照表里查：放在一步里，同样的写法要一行一行地再读。
with cells as (
  select
    parsers.id("项目编号") as project_id,
    "批次" as batch,
    parsers.name("项目名称") as project_name,
    parsers.code("统一社会信用代码") as applicant_id,
    parsers.name("申报单位") as applicant,
    "单位类型" as type_cell,
    parsers.text("单位类型") as applicant_type,
    "企业性质" as ownership,
    parsers.name("所属集团") as group_name,
    parsers.yes_no("是否子公司") as is_subsidiary,
    parsers.yes_no("省级公司推荐函") as has_provincial_letter,
    parsers.codes("联合单位信用代码") as partner_ids,
    "推荐市" as city,
    "建设性质" as construction_cell,
    parsers.text("建设性质") as construction,
    started.starts as period_start,
    ended.ends as period_end,
    coalesce(started.month is not null, false) as is_start_to_the_month,
    coalesce(ended.month is not null, false) as is_end_to_the_month,
    parsers.text("实施地点") as site,
    parsers.money("项目总投资", "项目总投资_单位") as total_investment,
    parsers.money("实施期内计划投资", "实施期内计划投资_单位") as planned_investment,
    parsers.yes_no("数据安全自评估") as data_security_self,
    parsers.name("联系人") as contact,
    parsers.text("联系电话") as phone,
    "揭榜任务" as task_cell,
    "县（市、区）" as county_cell,
    parsers.blank("实施期内计划投资", 'money') as is_planned_as_total,
    source_file,
    source_sheet,
    source_row,
  from (
    select *, parsers.moment("响应内容起始日期") as started, parsers.moment("实施期止") as ended
    from sources.applications
  )
),
typed as (
  select
    * exclude (type_cell, construction_cell)
    replace (
      parsers.batch(batch) as batch,
      coalesce(parsers.choice(type_cell, 'applications', 'applicant_type'), applicant_type) as applicant_type,
      parsers.choice(ownership, 'applications', 'ownership') as ownership,
      parsers.city(city) as city,
      coalesce(parsers.choice(construction_cell, 'applications', 'construction'), construction) as construction
    ),
  from cells
),
found as (
  select *, parsers.county(county_cell, city) as county_found
  from typed
)
select
  * exclude (task_cell, county_cell, county_found, is_planned_as_total)
  replace (if(is_planned_as_total, total_investment, planned_investment) as planned_investment),
  case
    when is_planned_as_total and total_investment is not null then '总投资'
    when planned_investment is not null then '计划投资'
  end as planned_basis,
  parsers.task_no(task_cell, batch) as task_no,
  parsers.task(task_cell, batch) as task,
  coalesce(
    (
      select c.merged_into
      from reference.county_changes as c
      where c.batch = found.batch and c.city = found.city and c.county = found.county_found
    ),
    county_found
  ) as county,
  project_id as row_key,
from found
