/** What is yet to be done in the small published province. */
export const mattersToDo = [
  `create table marts.matters as select * from (values
    ('P-1', '智能"工厂"一期', '示例一公司', '2025', '济南市', 'apply', '申请验收', '申报单位', '示例一公司', '逾期', date '2026-03-31', 91, null, 300, null::decimal(18, 2)),
    ('P-1', '智能"工厂"一期', '示例一公司', '2025', '济南市', 'pay', '拨付奖补', '市', '济南市', '未到期', date '2026-12-31', null, 184, null, 500000.00),
    ('P-3', '链主平台', '示例三公司', '2025', '青岛市', 'apply', '申请验收', '申报单位', '示例三公司', '逾期', date '2026-05-31', 30, null, 200, null)
  ) t (project_id, project_name, applicant, batch, city, kind, what, actor, acting, state, due_on, days_late, days_left, waited_days, amount)`,
  `insert into catalog.marts (name, searched) values ('matters', 'project_id, project_name, applicant')`,
  `insert into catalog.columns
    select 'matters', column_name, column_name, if(data_type like 'DECIMAL%', '元', null), null,
      case when data_type = 'INTEGER' or data_type like 'DECIMAL%' then 'number' when data_type = 'DATE' then 'date' else 'string' end, null
    from duckdb_columns() where schema_name = 'marts' and table_name = 'matters' order by column_index`,
];
