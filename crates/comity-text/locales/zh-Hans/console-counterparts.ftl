# 对方页：通道、身份凭证、以文件形式携带的交换包。

counterparts-title = { $count ->
    [0] 尚无对方
   *[other] 共{ $count }个对方
}
counterparts-none = 尚无通道。由管理员信任对方的身份凭证后即可建立。
counterparts-party = 对方
counterparts-state = 状态
counterparts-state-in-force = 已生效
counterparts-state-waits = 等待对方同样建立
counterparts-state-clock = 我方时钟存疑
counterparts-state-revoked = 对方第{ $serial }号身份凭证已经吊销，须信任新的凭证
counterparts-state-fork = 已停止：{ $party }的记录自相矛盾
counterparts-last = 最近一次交换
counterparts-never = 尚未交换
counterparts-unreceipted = 等待系统回执
counterparts-waiting = { $count }件往来文书等待对方系统回执
counterparts-all-receipted = 我方发出的全部内容均有对方系统回执。
counterparts-bring = 读入交换包
counterparts-bring-why = 用于双方系统之间没有网络或者不得使用网络的情形。签名不成立的内容一概不予采信；重复读入没有影响。
counterparts-pouch-file = 交换包文件
counterparts-bring-do = 打开交换包
counterparts-pouch-title = { $party }的交换包已经打开
counterparts-pouch-brought = { $entries ->
    [0] 其中没有来自{ $party }的新内容。
   *[other] 其中有来自{ $party }的{ $entries }条新记录。我方系统回执将随下次交换发出。
}
counterparts-pouch-fork = 交换包与此前的签名相矛盾
counterparts-pouch-refused = 交换包未被接受
counterparts-pouch-nothing = 没有作出任何改动。
counterparts-to = 前往{ $party }
counterparts-own = 我方身份凭证
counterparts-own-why = 将此文件交给对方，然后通过电话核对安全核对码。
counterparts-own-file = 保存我方身份凭证
counterparts-print = 身份凭证指纹
counterparts-key = 其{ $algorithm }密钥指纹
counterparts-exchange = 立即交换
counterparts-rung = 已要求交换，到达的内容将在此显示。
counterparts-trusted = 身份凭证已受信任。对方同样信任我方后，通道即告建立。
counterparts-take-out = 导出交换包
counterparts-health = 通道
counterparts-generation = 代次
counterparts-logs = 本方所持双方记录
counterparts-log = 记录
counterparts-size = 条数
counterparts-under-receipt = 已有回执
counterparts-signed = 最近签名
counterparts-root = 根值
counterparts-since = 起始时间
counterparts-safety = 安全核对码
counterparts-safety-why = 双方所见相同。请通过电话宣读：若有人居中冒充，所见必不相同。
counterparts-credential = 身份凭证
counterparts-credential-file = 保存身份凭证
counterparts-history = 历次身份凭证，最新的在前
counterparts-past-trusted = 已信任
counterparts-past-seen = 已收到，未信任
counterparts-past-revoked = 已吊销
counterparts-zone = 对方当地时间
counterparts-zone-field = 时区
counterparts-zone-why = 在时限处与我方时间并列显示，不参与任何计算。
counterparts-zone-unknown = 未知
counterparts-zone-do = 保存
counterparts-zone-set = 时区已经保存。
counterparts-fork-title = 同一记录出现两个互相矛盾的版本
counterparts-fork-what = { $party }签署了两份不可能同时为真的内容，如同一本装订成册的登记簿中，同一页出现两份，文字不同而印章相同。
counterparts-fork-means = 原因可能是其系统故障，例如恢复了旧的备份，也可能是有意为之。此处没有丢失任何内容：两个版本均已留存，持有双方身份凭证的任何人都可以自行核对。
counterparts-fork-next = 本通道不再发出任何内容。请通过其他途径与对方联系，然后由双方管理员开启新的代次。
counterparts-fork-found = 发现时间：{ $at }。
counterparts-fork-proof = 保存凭据文件
counterparts-trust-title = 信任身份凭证
counterparts-trust-why = 已收到一份身份凭证文件。在向其加密任何内容之前，须由两人口头核对一组数字。
counterparts-trust-file = 身份凭证文件
counterparts-trust-look = 显示核对码
counterparts-trust-compare = 与{ $party }核对
counterparts-trust-of = 文件载明其为{ $party }的身份凭证。
counterparts-trust-read = 请拨打从其他来源得知的对方电话，由对方宣读其所见的数字，并将听到的数字填入下方。
counterparts-trust-number = 对方宣读的数字
counterparts-trust-number-hint = 共六十位数字，空格不计。
counterparts-trust-do = 信任此身份凭证
counterparts-trust-not = 不信任
counterparts-lag = 间隔
counterparts-ago = { $span }前
counterparts-ago-of = 距最近一次交换{ $span }；对方承诺每{ $rhythm }交换一次
counterparts-fork-past = 此后通道已在新的代次中继续；此项留存备查。
