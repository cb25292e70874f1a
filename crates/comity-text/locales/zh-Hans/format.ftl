# 时间、时长、列举与数量。

format-date = { $year }年{ $month }月{ $day }日
format-time = { $year }年{ $month }月{ $day }日{ $clock }（{ $zone }）
format-time-near = { $month }月{ $day }日{ $clock }

format-month-1 = 1
format-month-2 = 2
format-month-3 = 3
format-month-4 = 4
format-month-5 = 5
format-month-6 = 6
format-month-7 = 7
format-month-8 = 8
format-month-9 = 9
format-month-10 = 10
format-month-11 = 11
format-month-12 = 12

format-span-s = { $large }秒
format-span-min = { $large }分钟
format-span-min-and = { $large }分{ $small }秒
format-span-h = { $large }小时
format-span-h-and = { $large }小时{ $small }分
format-span-d = { $large }天
format-span-d-and = { $large }天{ $small }小时

format-list-none = 无
format-list-more = { $start }、{ $item }
format-list-last = { $start }和{ $item }
format-parts-more = { $start }；{ $item }
format-sentences-more = { $start }{ $item }

count-entries = { $count }条记录
count-cases = { $count }件
count-items = { $count }项
count-acts = { $count }份文书
count-attachments = { $count }个附件

detail-line = 第{ $line }行
detail-column = 第{ $line }行{ $column }列
detail-lines = 第{ $line }行与第{ $first }行相同
detail-more = { $why }详情：{ $detail }。
