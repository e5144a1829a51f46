-- takes: id
-- title: 编号里形近的字
-- definition: 俄文 Х、希腊 Χ、罗马数字 Ⅹ 看作 X，O 看作 0，I、L 看作 1，繁体看作简体（魯、濟、東）
-- translate 每一行都要先列一遍对照：只有英文字母的，只对三个。
if(
  strlen(id) = length(id),
  translate(id, 'OIL', '011'),
  translate(
    id,
    'АВЕКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧⅠⅤⅩⅬⅭⅮⅯOIL魯濟濰煙東莊棗臨濱營寧號項業試點數轉標',
    'ABEKMH0PCTYXABEZH1KMN0PTYX1VX1CDM011鲁济潍烟东庄枣临滨营宁号项业试点数转标'
  )
)
