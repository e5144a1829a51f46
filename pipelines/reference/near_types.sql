-- title: 近于某个单位类型的写法
-- grain: 一个词一行：单位类型里有这个词、又不是所列的类型的，待核，不当作不符
-- key: word
-- needs: word, applicant_type
-- names: applicant_type = applicant_types.applicant_type
select word, applicant_type,
from raw.near_types
