# 工作台：按承办情况列出案件、已存视图、检索，以及案件的承办情况。

registry-ways = 案件范围
registry-all = 全部
registry-mine = 本人承办
registry-office = 本单位承办
registry-nobody = 尚未分办
registry-title-mine = { $count ->
    [0] 本人没有承办案件
   *[other] 本人承办{ $count }件
}
registry-title-office = { $count ->
    [0] 本单位没有承办案件
   *[other] 本单位承办{ $count }件
}
registry-title-nobody = { $count ->
    [0] 没有案件等待分办
   *[other] { $count }件尚未分办
}
registry-none = 没有可以查看的案件。案件分办至本人或者本单位，或者获许可查看之后，即列于此处。
registry-none-mine = 本人不是任何案件的经办人或者代办人。来文由收发人员分办；本人提出的案件由本人承办。
registry-none-office = 本单位及其下属单位没有承办案件。
registry-none-nobody = 来文均已分办。新的来文在分办之前列于此处。
registry-them = 对方
registry-category = 类别
registry-offences = 罪名类别
registry-assistance = 协助类型
registry-holder = 承办
registry-held-by = 承办：{ $who }
registry-nobodys = 尚未分办
registry-views = 已存视图
registry-view-keep = 将此列表存为视图
registry-view-name = 视图名称
registry-view-hint = 不超过60个字符。仅本人可见；同名视图将被替换。
registry-view-save = 保存视图
registry-view-off = 移除
registry-view-off-one = 移除：视图“{ $name }”
registry-export = 将此列表存为文件：只含代码和时间，不含文书正文；最多{ $count }件。
registry-export-csv = CSV
registry-export-json = JSON
registry-done-assigned = 已办理。案件已由他人承办，本人不再能够查看。

registry-who = 承办情况
registry-nobodys-why = 本案尚未分办，仅收发人员和值班人员可以查看。
registry-owner = 承办单位
registry-office-to = 单位
registry-officer = 经办人
registry-deputy = 代办人
registry-guests = 另许可查看
registry-shut-out = 取消许可
registry-shut-out-one = 取消许可：{ $who }
registry-assign = 分办
registry-assign-anew = 重新分办
registry-assign-hint = 未选单位的，以经办人所属单位为准；二者均未选的，案件恢复为尚未分办。
registry-assign-do = 分办
registry-refer = 本方内部转交
registry-refer-hint = 属本方内部事项，不会发往对方。现承办单位和人员仍可查看案件。
registry-refer-do = 转交
registry-reason = 理由（记入内部备注）
registry-let-in = 许可他人查看
registry-let-in-hint = 获许可者可以查看案件，但不得再许可他人。
registry-let-in-who = 单位或者人员
registry-let-in-do = 许可查看
registry-choose = 请选择
registry-choose-none = 无
registry-offices = 单位
registry-people = 人员

search-field = 检索案件
search-do = 检索
search-title = 检索案件
search-title-words = 含有“{ $words }”的案件
search-what = 在可以查看的案件中，检索文书正文、项目清单、编号，以及本方的备注和标签。
search-how = 可输入中文或者英文词语的任意部分。所输入的内容须全部见于同一案件。
search-none = 可以查看的案件中没有相符的。请减少检索词，或者只输入词语的一部分。
search-behind = 索引正在更新，稍后可能检索到更多案件。
search-off = 检索已关闭：本方未建立检索索引。请用筛选条件查找案件。
search-off-short = 检索已关闭
