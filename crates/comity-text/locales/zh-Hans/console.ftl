# 工作台：页框、登录、待办、案件。

console-language-name = 中文
console-skip = 跳到正文
console-rooms = 栏目
console-room-desk = 待办
console-room-cases = 案件
console-room-drafts = 拟稿
console-room-translations = 翻译
console-room-counterparts = 对方
console-room-record = 往来记录
console-room-reports = 报告
console-room-administration = 本方管理
console-sign-in = 登录
console-sign-out = 退出
console-name = 用户名
console-password = 密码
console-one-time-code = 一次性验证码
console-one-time-code-hint = 验证器应用显示的六位数字，或者恢复码。
console-link-for = 此链接以{ $who }的身份登录。
console-link-once = 仅可使用一次。
console-times-in = 时间按{ $zone }显示。
console-both-times = { $here }；{ $party }{ $there }
console-clock = 按本人所选时区（{ $zone }）填写。
console-clocks = 按本人所选时区（{ $zone }）填写；{ $party }为{ $there }。
console-help = 帮助
console-code = 代码：{ $code }
console-to-desk = 返回待办
console-news = 有新内容到达。
console-keys = 快捷键
console-keys-search = 转到搜索框
console-close = 关闭
console-exercise = 推演
console-pages = 分页
console-page-before = 上一页
console-page-next = 下一页
console-late-by = 已逾期{ $span }
console-in = 还有{ $span }

desk-title = 有{ $count }件事待办
desk-nothing = 目前没有待办事项
desk-nothing-why = 没有到期事项，没有待会签、待签发、待翻译的文稿和待确认的申请，对方也没有新的来文。
desk-to-cases = 查看全部案件
desk-needs = 待办事项
desk-due = 期限
desk-waits = 已等待
desk-what = 事项
desk-owes = 应办内容
desk-matter = 编号
desk-with = 相关方
desk-since = 已等待{ $span }
desk-releases = 待签发
desk-confirms = 待第二人确认
desk-confirm = 确认：{ $what }
desk-confirm-role = 确认授予角色：{ $role }
desk-whom = 对象
desk-asked-by = 申请人
desk-asked = { $who }交办
desk-translations = 待翻译
desk-translate = 翻译：{ $act }
desk-translations-all = 查看全部待翻译内容
desk-office-title = 本单位有{ $count }件应办事项
desk-office = 本单位应办事项
desk-owed = 对方应办
desk-more = 另有{ $count }项时限
desk-returned = 退回修改
desk-mend = 修改：{ $act }
desk-sent-back = { $who }退回
desk-release = 签发：{ $act }
desk-draft = 文稿{ $draft }
desk-by = { $who }拟
desk-say-again = 重新发出：{ $act }
desk-spoke = 阅读来文：{ $act }
desk-stalled = 与{ $party }的往来记录有一部分无法读取，待办事项可能不全，请告知系统管理员。
desk-channels = 通道
desk-channels-well = { $count ->
    [1] 与{ $party }的通道正常；{ $span }前收到对方动态
   *[other] 全部{ $count }条通道正常；其中与{ $party }的通道最久没有动态，最近一次在{ $span }前
}
desk-channels-others = { $count ->
    [1] 与{ $party }的通道正常
   *[other] 其余{ $count }条通道正常
}
desk-channels-more = 另有{ $count }条通道不正常
desk-channels-none = 尚无与对方的通道
desk-channel-wrong = { $party }：{ $state }

cases-title = { $count ->
    [0] 没有案件
   *[other] 共{ $count }件案件
}
cases-status = 状态
cases-urgency = 紧急程度
cases-sort = 排序
cases-sort-deadline = 期限最近的在前
cases-sort-updated = 最近变动的在前
cases-sort-opened = 最近提出的在前
cases-any = 不限
cases-filter = 筛选
cases-none = 没有符合筛选条件的案件。
cases-all = 显示全部案件
cases-due = 最近期限
cases-case = 案件
cases-what = 事由
cases-with = 请求方向
cases-items = 项目
cases-asked-them = 我方请求{ $party }
cases-asked-us = { $party }请求我方

case-page-reads = 本角色只可查看此案件；文书由经办人、法律顾问、分析人员和值班人员拟写。
case-page-untitled = 案件
case-page-exercise = 这是推演，时限单独计算，不计入任何统计。
case-page-clocks = 时限
case-page-tracks = 双方往来
case-page-we = 我方（{ $party }）
case-page-they = 对方（{ $party }）
case-page-void = 无效：
case-page-text = 正文
case-page-foreign = 正文的格式为本程序所不识。
case-page-erased = 正文已经清除。
case-page-closed = 正文不能用我方密钥打开。
case-page-absent = 此处没有正文。
case-page-pending = 尚无系统回执
case-page-delivered = 系统回执
case-page-complete = 系统回执，附件齐全
case-page-received = 已收到
case-page-entry = 记录第{ $entry }号
case-page-home = 本方内部
case-page-never = 承办情况、备注和标签不会离开本方。

err-console-page-absent =
    .what = 没有这个页面。
    .why = 此地址没有内容，或者无权查看。
    .next = 返回待办，或者询问提供地址的人。
err-console-form-forged =
    .what = 表单未被接受。
    .why = 它不是由当前会话的页面提交的。
    .next = 重新打开页面后再提交。
err-console-too-many-at-once =
    .what = 同时进行的事项过多。
    .why = 正在传送或者扫描的文件、事件流，每人各以{ $most }个为限，全体另有总数限制。
    .next = 请待其中一部分结束后重试。
err-console-form-unread =
    .what = 表单未被接受。
    .why = 表单过长，或者有栏目缺失或类型不符。
    .next = 返回检查各栏目后再提交。
err-console-bug =
    .what = 页面未能生成。
    .why = 这不应当发生。
    .next = 请重试；如果再次发生，把代码和时间告知系统管理员。
err-console-not-loopback =
    .what = 工作台没有启动。
    .why = { $address }不是本机环回地址，而工作台只提供未加密的连接。
    .next = 在127.0.0.1上启动，并在前面设置使用TLS的代理。
