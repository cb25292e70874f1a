# 纸面、终端和页面上的卷宗；文书的状态和办理时限。

dossier-title = { $type }：{ $id }
dossier-requesting = 请求方
dossier-requested = 被请求方
dossier-status = 状态
dossier-items = 项目
dossier-items-progress = { $total }项中已办理{ $done }项
dossier-evidence = 证据材料
dossier-time-limits = 办理时限
dossier-record = 往来记录
dossier-column-effect = 效力
dossier-column-entry = 记录号
dossier-column-time = 载明时间
dossier-column-party = 发出方
dossier-column-act = 文书
dossier-column-item = 结果
dossier-column-number = 数量
dossier-column-exhibit = 物证
dossier-column-class = 数据类别
dossier-column-custody = 证据保管链
dossier-column-step = { $step }，{ $time }（{ $party }）
dossier-items-open = 尚未答复
dossier-no-acts = 尚无往来文书。

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
state-applied = 有效
state-on-the-side = 已记载

entry-line = 记录第{ $index }号，{ $time }，{ $party }：{ $act }
time-stated = 载明时间
time-proven = 证实时间

clock-column-clock = 时限
clock-column-allowed = 时限长度
clock-column-result = 结果
clock-column-pauses = 暂停
clock-by = 依{ $party }所述
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
missing-line = { $field }（{ $key }）：{ $must }
