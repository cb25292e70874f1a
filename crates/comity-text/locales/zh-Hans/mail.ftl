# 邮件提醒。邮件离开本方，只写类型和数量。

mail-subject = { $host }有待办事项
mail-lead = { $host }有以下待办事项：
mail-count-assigned = 新分办案件{ $count }件
mail-count-clear = 待会签文稿{ $count }份
mail-count-release = 待签发文稿{ $count }份
mail-count-returned = 本人拟稿被退回{ $count }份
mail-count-translate = 交由本人或者所在单位翻译的文本{ $count }份
mail-count-deadline = { $hours }小时内到期或者已逾期的时限{ $count }项
mail-count-spoke = 对方最后发文的案件{ $count }件
mail-foot = 具体事项请登录查看。本邮件不含链接，请使用已知的地址。提醒事项可在账户的“邮件提醒”中更改。
mail-code-subject = 请确认在{ $host }使用的邮件地址
mail-code-lead = 请在{ $host }账户的“邮件提醒”中输入以下验证码：
mail-code-foot = 验证码一小时内有效。如非本人操作，不必理会。
