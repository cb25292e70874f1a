# 案件命令的用语。

case-draft = 拟稿{ $draft }：致{ $party }的{ $act }，{ $state }
case-draft-items = { $count ->
   *[other] { $count }项
}
case-draft-attachment = 附件{ $name }，{ $size }，{ $class }
case-draft-refused = 拟稿尚不能发出：{ $what }
case-draft-ready = 内容齐备：“comity case submit { $draft }”即发出。
case-draft-second = 内容齐备：“comity case submit { $draft }”提交另一人签发。
case-state-draft = 拟稿中
case-state-submitted = 待签发
case-drafts = 拟稿
case-discarded = 拟稿{ $draft }已作废。
case-waits = 拟稿{ $draft }待另一名签发人签发。原因：{ $why }
case-because-always = 本单位要求所有文书均须签发
case-because-profile = 案件的类别
case-because-assistance = 协助种类
case-because-data-class = 数据类别
case-because-tlp = 分享标记
case-said = 已在{ $case }中发出：{ $act }（我方记录第{ $entry }号，文书{ $id }）
case-said-channel = 已向{ $party }发出：{ $act }（我方记录第{ $entry }号，文书{ $id }）
case-passed-over = 略过{ $count }项：{ $why }
case-passed-over-context = 仅作背景
case-passed-over-deleted = 事件中已删除
case-passed-over-malformed = 格式不符
case-passed-over-no-equality = 模式未指明单个对象
case-passed-over-not-an-indicator = 不是指标
case-passed-over-other-object = 模式针对其他对象
case-passed-over-other-pattern-language = 其他模式语言
case-passed-over-other-type = 其他类型
case-passed-over-private-address = 内部地址
case-passed-over-recipient = 收件人地址
case-passed-over-repeated = 重复
case-passed-over-revoked = 已撤销
case-noted = 已在{ $case }上备注；备注不外传。
case-labelled = 已加标签“{ $label }”。
case-unlabelled = 已去掉标签“{ $label }”。
case-list = 案件
case-list-caption = { $count ->
   *[other] 共{ $count }件
}
case-permitted = 我方现在可以发出
case-next-due = 最近时限
case-labels = 标签
case-note = 备注
case-received = 已持有
case-act-head = 记录第{ $entry }号（{ $whose }）：{ $act }，{ $state }
case-act-id = 编号：{ $id }
case-attachment = 附件{ $number }：{ $size }，持有{ $held }/{ $parts }块
case-attachment-erased = 附件{ $number }：{ $size }，已清除（持有{ $held }/{ $parts }块）
case-col-act = 文书
case-col-case = 案件
case-col-clock = 时限
case-col-draft = 拟稿
case-col-due = 到期
case-col-item = 内容
case-col-items = 项目，已了结/全部
case-col-kind = 种类
case-col-parts = 已持有块数
case-col-size = 加密后大小
case-col-status = 状态
case-col-verdict = 依双方所述
case-col-what = 内容
case-col-whose = 请求来自
