# 工作台：本人账户。

wrong-title = 尚未接受

account-title = 本人账户：{ $who }
account-title-link = 设置登录方式
account-must-set-up = 尚未设置登录方式。
account-link-once = 所用链接仅可使用一次：请在离开之前设置。
account-first = 本方尚未登记任何人员。使用此链接的人员即为首任系统管理员。
account-first-register = 登记并继续
account-back = 本人账户
account-manage = 管理
account-save = 保存
account-remove = 移除
account-remove-one = 移除{ $label }
account-end = 结束
account-label = 名称
account-added = 添加时间

account-ways = 登录方式
account-is-set = 已设置
account-is-not-set = 未设置
account-password-first = 设置密码和一次性验证码
account-password-change = 修改密码
account-password-new = 新密码
account-password-hint = 至少12个字符。几个互不相关的词语易记而难猜。
account-password-again = 再次输入新密码
account-by-certificate = 使用智能卡证书登录
account-present = 当前密码
account-others-end = 其他会话随即结束。
account-codes = 重新设置一次性验证码
account-codes-short = 一次性验证码
account-codes-why = 原应用显示的验证码不再有效。
account-app = 验证器应用
account-app-how = 请用应用扫描此二维码。
account-app-picture = 密钥的二维码，与下方文字相同
account-app-link = 在本设备上打开应用
account-app-text = 或者在应用中输入此密钥：
account-app-code = 应用当前显示的六位数字。
account-set-up = 密码和一次性验证码已设置，并已登录。

account-recovery = 恢复码
account-recovery-title = 请保存这些恢复码
account-recovery-left = { $count ->
    [0] 已无剩余
   *[other] 剩余{ $count }个
}
account-recovery-draw = 重新生成
account-recovery-why = 应用不在手边时，每个恢复码可与密码一起登录一次。
account-recovery-once = 只显示这一次。请打印或者抄录，并与计算机分开保管。
account-recovery-kept = 已保存

account-certificates = 客户端证书
account-certificates-title = { $count ->
    [0] 没有可用于登录的证书
   *[other] { $count }个证书可用于登录
}
account-certificates-count = { $count ->
    [0] 无
   *[other] { $count }个
}
account-certificates-none = 请添加智能卡的证书，即可不用密码登录。
account-certificates-not-taken = 本方规则尚未指定核验证书的代理。在此之前，任何证书均不能用于登录。
account-certificate = 证书或者指纹
account-certificate-hint = 以“BEGIN CERTIFICATE”开头的证书文本，或者其SHA-256指纹。
account-certificate-label-hint = 例如卡面编号。
account-certificate-add = 添加证书
account-fingerprint = SHA-256指纹

account-passkeys = 通行密钥
account-passkey-one = 通行密钥
account-passkeys-title = { $count ->
    [0] 没有可用于登录的通行密钥
   *[other] { $count }个通行密钥可用于登录
}
account-passkeys-count = { $count ->
    [0] 无
   *[other] { $count }个
}
account-passkeys-none = 请添加通行密钥，即可不用密码登录。
account-passkeys-why = 通行密钥存放在手机、计算机或者安全密钥中，以指纹、面容或者PIN码解锁，只应答本工作台，他处无从骗取。
account-passkeys-script = 使用通行密钥须启用脚本，且浏览器须予支持。否则请使用密码和一次性验证码。
account-passkey-add = 添加通行密钥
account-passkey-first = 设置通行密钥
account-passkey-host = 登录地址
account-passkey-used = 最近使用
account-passkey-unused = 从未使用
account-passkey-label-hint = 写明存放之处，例如“手机”。仅可用于登录{ $host }。
account-passkey-make = 生成通行密钥
account-passkey-make-how = 浏览器将询问“{ $label }”的存放之处，并要求验证指纹、面容或者PIN码。
account-passkey-make-do = 继续
account-passkey-failed = 未能完成：浏览器或者密钥拒绝，或者已超时。请重试，或者改用其他方式。
account-by-passkey = 使用通行密钥登录
account-by-password = 或者使用密码和验证码
account-confirm = 使用通行密钥确认
account-confirm-why = 更改登录方式或结束会话之前，须确认仍为本人。使用通行密钥确认后，五分钟内有效。

account-tokens = 令牌
account-tokens-title = { $count ->
    [0] 没有代为操作的令牌
   *[other] { $count }个令牌可代为操作
}
account-tokens-count = { $count ->
    [0] 无令牌
   *[other] { $count }个令牌
}
account-tokens-none = 令牌供本人的程序以本人名义使用接口，权限由本人限定。
account-token-make = 生成令牌
account-token-made = 令牌已生成
account-token-once = 只显示这一次。请存放在程序保管密钥之处。
account-token-label-hint = 写明用途，以便日后辨认。
account-token-scopes = 权限范围
account-token-scopes-hint = 不超过本人自身的权限。
account-token-until = 最后一日
account-token-until-hint = 自今日起不超过一年。
account-token-ends = 到期时间
account-token-over = 已到期
account-token-used = 最近使用
account-token-unused = 从未使用
account-token-revoke = 撤销
account-token-revoke-one = 撤销{ $label }
account-scope-cases-read = 阅读案件
account-scope-cases-write = 撰写文稿和备注，登记、分办
account-scope-release = 签发和退回修改
account-scope-record-read = 查阅往来记录，取出凭据
account-scope-reports-read = 阅读和编制报告
account-scope-counterparts = 查看对方，进行交换
account-scope-admin = 管理人员和本方事务
account-scope-events = 跟踪事件

account-preferences = 偏好
account-language = 页面语言
account-language-browser = 随浏览器
account-zone = 时间显示为
account-zone-now = 现在是{ $time }。与UTC的时差全年不变；实行夏令时的，时钟调整后应当重新选择。
account-person = 在本方
account-sessions = { $count ->
    [0] 无会话
   *[other] { $count }个会话
}
account-sessions-caption = 已登录之处
account-sessions-end-others = 结束其他所有会话
account-session-agent = 浏览器
account-session-unnamed = 未载明
account-session-how = 登录方式
account-session-opened = 登录时间
account-session-used = 最近使用
account-session-ends = 结束时间
account-session-this = 当前会话
account-session-end = 结束{ $opened }的会话
account-how-passkey = 通行密钥
account-how-password = 密码和验证码
account-how-certificate = 证书
account-how-link = 设置链接
account-how-visit = 演示链接
account-how-token = 令牌

account-done-preferences = 偏好已保存。
account-done-password = 密码已修改。
account-done-codes = 此后以新应用显示的验证码为准。
account-done-session = 会话已结束。
account-done-sessions = 其他所有会话已结束。
account-done-certificate = 证书已添加。
account-done-certificate-removed = 该证书不再用于登录。
account-done-passkey = 此后可使用该通行密钥登录。
account-done-passkey-removed = 该通行密钥不再用于登录。
account-done-token-revoked = 令牌已撤销。

err-console-present-password =
    .what = 当前密码不正确。
    .why = 只有知道当前密码的人员才能更改登录方式和结束会话。
    .next = 请输入登录时所用的密码。
err-console-present-passkey =
    .what = 尚未确认仍为本人。
    .why = 只有持有通行密钥的人员才能更改登录方式和结束会话。
    .next = 请先使用通行密钥确认，再提交表单。
err-console-password-differs =
    .what = 两次输入的新密码不同。
    .why = 输入有误将无法登录。
    .next = 请两次输入同一新密码。
