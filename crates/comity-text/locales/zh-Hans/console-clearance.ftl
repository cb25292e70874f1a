# 工作台：文稿会签的经过，以及文稿前后的变化。

clearance-title = 会签
clearance-step = 步骤
clearance-office = 会签单位
clearance-stands = 情况
clearance-clock = 期限
clearance-deputy = 代签
clearance-later = 尚未送会
clearance-asked = 会签中
clearance-cleared = { $who }已会签，{ $at }
clearance-line = 第{ $step }步{ $office }：{ $state }
clearance-line-clock = 第{ $step }步{ $office }：{ $state }，{ $clock }
clearance-hours = { $count }小时
clearance-until = { $span }；期限{ $at }
clearance-no-deputy = 无
clearance-deputy-at-once = { $who }，随时可以代签
clearance-deputy-late = { $who }，逾期后可以代签
clearance-planned = 文稿提交后，按步骤依次送以上单位会签。
clearance-waits-others = 等待以上单位会签。目前无须本人会签。
clearance-for = 代表{ $office }会签。
clearance-for-which = 代表哪个单位
clearance-remark = 会签意见
clearance-clear = 同意会签
clearance-case-looks = 因本单位会签本案文稿，可以查看本案件。

drafts-group-clearing = 会签中
drafts-to-clear = 有{ $count }份文稿待会签
draft-did-cleared = { $who }代表{ $office }会签
draft-did-cleared-remark = { $who }代表{ $office }会签：{ $reason }
draft-did-sent-back-office = { $who }代表{ $office }退回修改：{ $reason }
draft-because-clearance = 须经有关单位会签，再由他人签发。

draft-changes-since-cleared = { $who }会签（{ $at }）之后的变化
draft-changes-since-sent-back = { $who }退回修改（{ $at }）之后的变化
draft-changes-since-submitted = { $who }首次提交（{ $at }）之后的变化
draft-changes-before = 修改前
draft-changes-now = 修改后
draft-changes-part = { $name }（{ $more }）
draft-changes-list = 共{ $rows }行：新增{ $added }行，去掉{ $gone }行
draft-changes-file = 已附
draft-changes-no-file = 未附
draft-changes-other-file = 同名的另一文件

desk-clears = 待会签
desk-clear = 会签：{ $act }
