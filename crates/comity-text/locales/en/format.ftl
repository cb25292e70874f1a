# Times, spans, lists and counts.

format-date = { $day } { $month } { $year }
format-time = { $day } { $month } { $year } { $clock } { $zone }
format-time-near = { $day } { $month } { $clock }

format-month-1 = Jan
format-month-2 = Feb
format-month-3 = Mar
format-month-4 = Apr
format-month-5 = May
format-month-6 = Jun
format-month-7 = Jul
format-month-8 = Aug
format-month-9 = Sep
format-month-10 = Oct
format-month-11 = Nov
format-month-12 = Dec

format-span-s = { $large } s
format-span-min = { $large } min
format-span-min-and = { $large } min { NUMBER($small, minimumIntegerDigits: 2) } s
format-span-h = { $large } h
format-span-h-and = { $large } h { NUMBER($small, minimumIntegerDigits: 2) } min
format-span-d = { $large } d
format-span-d-and = { $large } d { $small } h

format-list-none = none
format-list-more = { $start }, { $item }
format-list-last = { $start } and { $item }
format-parts-more = { $start }; { $item }
format-sentences-more = { $start } { $item }

count-entries = { $count ->
    [one] { $count } entry
   *[other] { $count } entries
}
count-cases = { $count ->
    [one] { $count } case
   *[other] { $count } cases
}
count-items = { $count ->
    [one] { $count } item
   *[other] { $count } items
}
count-acts = { $count ->
    [one] { $count } act
   *[other] { $count } acts
}
count-attachments = { $count ->
    [one] { $count } attachment
   *[other] { $count } attachments
}

detail-line = line { $line }
detail-column = line { $line }, column { $column }
detail-lines = line { $line } says the same as line { $first }
detail-more = { $why } Detail: { $detail }.
