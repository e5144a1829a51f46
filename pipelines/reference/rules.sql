-- title: 通知里的规则
-- grain: 一份通知的一条规则一行：出自哪一条、哪句话、多严、管一个批次还是一个年度、看哪个时点；通知没有写、本系统约定的提示，条款写“管理提示”，没有原文；off 是这份通知不用它的理由；quoted_from 是条文引自哪一份，通知不在手边的才写
-- key: notice, rule
-- needs: rule
-- names: rule = rules, clause = clauses.id | 管理提示, quoted_from = notice.notice, severity = error | warning | info, scope = batch | year, moment = submit_by | recommend_by | publicised | published | allocated | today
select
  notice,
  rule,
  coalesce(quoted_from, notice) as quoted_from,
  clause,
  quotation,
  severity,
  scope,
  moment,
  off,
  source_file,
  source_row,
from raw.rules
