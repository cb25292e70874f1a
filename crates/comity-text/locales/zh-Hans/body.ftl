# 文书正文：供有权查阅者阅读的文字、人员、证据材料和附件。

body-authoritative = 作准文本语言
body-reference = 文号
body-text = 正文
body-heading = { $name }（{ $language }）

body-contacts = 联系方式
body-contact-requesting = 请求机关
body-contact-confirmation = 请求真实性确认人
body-contact-investigating = 办案机关
body-contact-judicial = 检察机关或者法院
body-column-role = 身份
body-column-office = 单位
body-column-person = 联系人
body-column-reach = 电话、电子邮箱、地址
body-column-hours = 办公时间
body-column-file = 案卷号

body-column-law = 法律或者命令
body-column-article = 条款

body-column-class = 数据类别
body-column-identifiers = 标识
body-column-custodian = 持有人
body-column-from = 起
body-column-until = 止
body-identifier-at = { $identifier }，时间{ $time }
body-identifier-wallet = 虚拟货币钱包

body-persons = 有关人员
body-column-reference = 代号
body-column-identity = 身份信息
body-person-minor = { $role }（未成年人）
body-person-unnamed = 未载明姓名

body-custody = 证据保管链
body-column-exhibit = 物证
body-column-at = 时间
body-column-by = 办理人
body-column-action = 事项
body-column-place = 地点和方法
body-column-changes = 改动
body-column-witnesses = 见证人

body-translator = 译者
body-attachments = 附件
body-column-name = 名称
body-column-size = 大小
body-column-fingerprint = 指纹
