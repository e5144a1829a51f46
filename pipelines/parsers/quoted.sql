-- takes: cell
-- title: 在一句话里引用一格
'“' || if(length(cell) > 40, left(cell, 40) || '……', cell) || '”'
