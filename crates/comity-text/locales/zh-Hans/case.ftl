# 终端、纸面和页面上的案件。

case-title = 案件{ $id }
case-requesting = 请求方
case-requested = 被请求方
case-status = 状态
case-urgency = 紧急程度
case-assistance = 协助类型
case-offence = 犯罪类别
case-opened = 提出时间
case-office = 单位
case-duty = 值班编号
case-profile = 请求类别
case-exercise = 推演
case-escalated = 已上报上一级
case-disputed = 有争议
case-channel = 渠道
case-items = 项目
case-items-progress = { $total }项中已办理{ $done }项
case-conditions = 条件
case-condition-undertaken = 已在记录第{ $index }号中作出书面保证
case-condition-waiting = 等待书面保证
case-evidence = 证据材料
case-preservation = 保全至{ $until }
case-time-limits = 办理时限
case-record = 往来记录
case-no-acts = 尚无往来文书。

side-ours = 我方
side-theirs = 对方

state-pending = 待发出
state-sent = 已发出
state-delivered = 对方系统已接收
state-complete = 附件齐全
state-receipt-next = 我方系统回执将随下次交换发出
state-void = 无效：{ $rule }
state-not-understood = 尚不能识别
state-unreadable = { $party }认定不可读
state-on-the-side = 不影响状态

entry-number = 记录第{ $index }号
entry-line = 记录第{ $index }号，{ $time }，{ $party }：{ $act }
time-stated = 载明时间
time-proven = 证实时间

clock-limit = 时限
clock-target = 应于{ $time }前办理
clock-overdue = 逾期{ $span }
clock-left = 剩余{ $span }
clock-paused = 扣除{ $span }（{ $reason }）
clock-stands = 暂停计时：{ $reason }
clock-by-answerer = 依被请求方自己所述
clock-by-requester = 依请求方自己所述
owed-by = { $party }应当办理：{ $due }，自记录第{ $index }号起算
owed-nothing = 没有应办事项。

missing-title = 请求书不能发出，以下项目缺失或者不符合要求：
missing-line = { $field }：{ $must }
