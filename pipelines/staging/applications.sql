-- title: 项目基本信息表
-- grain: 交来的一行一行；is_*_to_the_month 是那个日期只写到月
with typed as (
  select
    cells.id("项目编号") as project_id,
    cells.batch("批次") as batch,
    cells.text("项目名称") as project_name,
    cells.code("统一社会信用代码") as applicant_id,
    cells.text("申报单位") as applicant,
    coalesce(cells.choice("单位类型", 'applications', 'applicant_type'), cells.text("单位类型")) as applicant_type,
    cells.choice("企业性质", 'applications', 'ownership') as ownership,
    cells.text("所属集团") as group_name,
    cells.yes_no("是否子公司") as is_subsidiary,
    cells.yes_no("省级公司推荐函") as has_provincial_letter,
    cells.codes("联合单位信用代码") as partner_ids,
    cells.city("推荐市") as city,
    coalesce(cells.choice("建设性质", 'applications', 'construction'), cells.text("建设性质")) as construction,
    cells.start_day("响应内容起始日期") as period_start,
    cells.end_day("实施期止") as period_end,
    coalesce(cells.moment("响应内容起始日期").month is not null, false) as is_start_to_the_month,
    coalesce(cells.moment("实施期止").month is not null, false) as is_end_to_the_month,
    cells.text("实施地点") as site,
    cells.money("项目总投资", "项目总投资_单位") as total_investment,
    cells.money("实施期内计划投资", "实施期内计划投资_单位") as planned_investment,
    cells.text("联系人") as contact,
    cells.text("联系电话") as phone,
    "揭榜任务" as task_cell,
    "县（市、区）" as county_cell,
    cells.blank("实施期内计划投资", 'money') as is_planned_as_total,
    source_file,
    source_sheet,
    source_row,
  from sources.applications
)
select
  * exclude (task_cell, county_cell, is_planned_as_total)
  replace (if(is_planned_as_total, total_investment, planned_investment) as planned_investment),
  cells.task_no(task_cell, batch) as task_no,
  cells.task(task_cell, batch) as task,
  cells.county(county_cell, city) as county,
  project_id as row_key,
from typed
