-- title: 有通知没有送到
-- to: system
-- kind: event
-- note: 试了一天没有送到、或者对方不收的，一封一条。
select
  message as key,
  format('经“{}”发的一封通知没有送到：{}。', channel, coalesce(nullif(why, ''), '原因没有说')) as message,
  {outbox: message, channel: channel, status: status, since: since} as evidence,
from system_outbox
where status in ('given up', 'refused')
