-- title: 流程节点
-- grain: 有流程记录的项目一行；*_at 取自全部记录，*_seq 只取仍作数的记录
-- passing: 只有项目现状用
select
  project_id,
  arg_min(happened_at, seq) filter (step = '提交') as submitted_at,
  arg_max(happened_at, seq) filter (step = '县区推荐') as county_recommended_at,
  arg_max(happened_at, seq) filter (step = '市推荐') as recommended_at,
  arg_max(happened_on, seq) filter (step = '撤回') as withdrawn_on,
  arg_min(happened_on, seq) filter (step = '终止' and not is_void) as stopped_on,
  max(seq) filter (step = '提交' and not is_void) as submitted_seq,
  max(seq) filter (step = '退回' and not is_void) as returned_seq,
  max(seq) filter (step = '撤回' and not is_void) as withdrawn_seq,
  max(seq) filter (step = '县区推荐' and not is_void) as county_recommended_seq,
  max(seq) filter (step = '市推荐' and not is_void) as recommended_seq,
  max(seq) filter (step = '省退回' and not is_void) as sent_back_seq,
  bool_or(step = '终止' and not is_void) as is_stopped,
  arg_max(step, seq) filter (step in ('提交', '退回', '县区推荐', '市推荐', '省退回') and not is_void) as last_step,
  arg_max(happened_on, seq) filter (step in ('提交', '退回', '县区推荐', '市推荐', '省退回') and not is_void) as last_step_on,
from lifecycle.timeline
group by project_id
