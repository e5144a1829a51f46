-- takes: cell, kind
-- title: 占着格子、不是内容的写法
-- definition: formula 没有算出的公式，error 表格软件的错误提示，same 同上一类，later 留待以后填，word 只有 0、是否、问号或叉，名称列里还有“测试”“单位名称”和没有号的文号；不是这些的为空。answer 列里“待定”“否”可以是答案，text 列里 0 可以是内容
case
  when parsers.worded(cell, kind) then null
  when kind = 'id' and regexp_matches(cell, '^\s*=\s*(?:[A-Z.]{1,12}\(|"[^"]*"\s*&)') then 'formula'
  when length(cell) <= 20 then list_transform(
    [parsers.tight(cell)],
    lambda tight: case
      when regexp_full_match(
        tight,
        '(?i)#(N/A|REF!|VALUE!|NAME\?|名称\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!|UNKNOWN!|GETTING_DATA)(#N/A)?'
          || '|#N/AN/A|#{2,}|(Err|错误):?\d{3}'
      )
        then 'error'
      when regexp_full_match(tight, '(?i)[(]?(同[上前左]|同上[行述格]|[如同]上所?述?|上同|ditto)[)]?|[〃″"”“〞〝]+')
        then 'same'
      when kind = 'answer' then null
      when regexp_full_match(
        tight,
        '(?i)[(]?('
          || '(?:文号)?待(定|补|补充|填|填写|填报|核|核实|核定|查|确认|明确|完善|下达|发文|商|议|办|提供|更新)|TBD|TBC|TODO'
          || '|详?见附[件表]\d{0,2}|详?见[另后]附|附[件表]\d{0,2}|[另后]附|后补|[另后]补|稍后补充|补充中|略|详?见(备注|原件|材料|申报书|说明|正文|下)'
          || '|暂(缺|不明|未定|未填|未发文|未下达)|[-—]*请(?:选择|填写|填报|填|输入).*|尚?未(定|明确|确定|下达|发文)|不详|未知|不清楚|不明'
          || ')[)]?'
      )
        then 'later'
      when kind = 'text' then null
      when kind = 'name' and regexp_full_match(tight, '(?i).*[〕\])}】]第?[xX×*_某○]*号') then 'later'
      when kind = 'name' and not parsers.blank(cell, 'name') and regexp_full_match(
        tight,
        '(?i)测试(数据|项目|公司|单位|企业|集团)?\d{0,3}|test\d{0,3}|-?\d{1,4}|(申报|牵头)?(单位|企业|公司|项目)(名称|全称)|集团(名称)?|[xX×*某]{2,}号'
          || '|[本我](公司|单位|企业|集团)|自身|独立(法人|企业|公司|单位|核算)|单[体一](法人|企业|公司)|不是|不隶属|不存在|非国有企业|民营(企业)?|非集团.{0,2}'
          || '|(不是|不属于?|不隶属于?|没有|未加入|未隶属于?|不涉及|无)(任何|上级|所属|隶属)*(企业)?(集团|子公司|关联|隶属|上级)(公司|企业|成员)?|非子公司'
          || '|无[无。.!]|[\["“](无|没有)[\]"”]|无[(].*[)]|(无|NONE)[/、](否|无)|N\.A\.?|NONE\.?|INF|\{\}|\[\]'
      )
        then 'word'
      when regexp_full_match(
        tight,
        '(?i)-?0+(\.0+)?|[是否有√×✓✗对错]|TRUE|FALSE|YES|NO|[?!*#…~^=+·•]+'
          || '|[xX×]{2,}|[xX×*某]{2,}(有限)?(责任)?(公司|集团|单位|企业|项目|厂)'
      )
        then 'word'
    end
  )[1]
end
