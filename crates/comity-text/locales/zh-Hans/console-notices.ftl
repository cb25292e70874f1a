# 工作台：事件推送与邮件提醒。两者均不涉及案件内容。

house-webhooks = 事件推送

hook-title = { $count ->
    [0] 尚未设置事件推送
   *[other] { $count }个事件推送
}
hook-one-title = 事件推送：{ $label }
hook-why = 事件推送告知本方其他系统有事发生：只有类型、通道、案件和时间，不含文书内容。推送按“Standard Webhooks”签名，所告知的仅限所属人员或者单位有权知悉的案件。
hook-none = 请在下方新建，并将密钥交给接收系统的管理人员。
hook-make = 新建事件推送
hook-address = 接收地址
hook-address-hint = 例如“https://board.house.example/comity”。设定后不能更改。
hook-owner = 所属
hook-owner-hint = 所属人员或者单位无权知悉的，不予推送。设定后不能更改。
hook-kinds = 推送范围
hook-kind = 类型
hook-kind-act-received = 收到文书
hook-kind-act-sent = 发出文书
hook-kind-deadline-passed = 时限届满
hook-since = 状态起始时间
hook-by = 新建人
hook-next = 下次重试
hook-tries = 已失败{ $count }次
hook-state-proposed = 等待第二人确认
hook-state-active = 推送中
hook-state-paused = 已停止
hook-state-failed = 多次失败，已终止
hook-state-gone = 接收方已撤销
hook-secret = 该事件推送的密钥
hook-secret-once = 密钥只显示这一次。请交给接收系统，用以核验签名。
hook-secret-before = 原密钥一日之内同时签名。
hook-waits = 须由新建人以外的安全管理员确认接收地址和所属，确认之前不予推送。
hook-ended = 已不再推送：接收方连续三日没有应答，或者答复已经撤销。接收方恢复后可以继续，从中断处接续。
hook-test = 发送测试
hook-pause = 停止
hook-resume = 继续推送
hook-rotate = 更换密钥
hook-deliveries = 最近的推送
hook-deliveries-none = 尚无推送。
hook-taken = 已接收
hook-not-taken = 未接收
hook-answer = 应答
hook-answered = HTTP { $status }
hook-id = 编号

house-done-hook-removed = 该事件推送已移除。
house-done-hook-confirmed = 已确认。自现在起推送。
house-done-hook-paused = 已停止推送。
house-done-hook-resumed = 已继续推送。
house-done-hook-tested = 正在发送测试，结果见下表。

notices-title = 邮件提醒
notices-why = 邮件只提醒有待办事项，写明类型和数量，不含案件内容；具体事项请登录查看。
notices-no-mail = 本系统未配置邮件服务器，不发送邮件。所作选择仍予保存。
notices-address = 邮件地址
notices-address-hint = 留空则不接收邮件。更换地址须经确认。
notices-confirmed = 地址已确认。
notices-confirm = 确认地址
notices-confirm-why = 验证码已发往{ $address }。在此输入验证码之前，不向该地址发送其他邮件。
notices-code = 八位验证码
notices-code-again = 重新发送验证码
notices-wants = 提醒事项
notices-want-assigned = 分办给本人的案件
notices-want-clear = 等待本人会签或者代签的文稿
notices-want-release = 等待本人签发的文稿
notices-want-returned = 本人拟稿被退回
notices-want-translate = 交由本人或者所在单位翻译的文本
notices-want-deadline = 本人承办的案件时限临近
notices-want-spoke = 本人承办的案件中对方最后发文
notices-hours = 提前小时数
notices-rhythm = 频率
notices-at-once = 即时
notices-daily = 每日一次，上午八时

account-done-notices = 选择已保存。
account-done-notices-code = 新的验证码已发出。
account-done-notices-confirmed = 地址已确认。
