# 工作台：审计日志，及其条目所载事项。

house-trail-title = { $count ->
    [0] 审计日志尚无条目
   *[other] 审计日志共有{ $count }条
}
house-trail-holds = 哈希链完整，刚刚核验。
house-trail-whole = 哈希链完整：{ $count ->
   *[other] 共{ $count }条
}
house-trail-whole-why = 每一条均与前一条相符。请将最后一个链值另行抄录：此后改动条目者无法重现该值。
house-trail-broken = 哈希链断开，位置：{ $number }
house-trail-broken-next = 存储被从外部改动。请原样保留主目录副本，并与最近的备份比对。
house-trail-long = 审计日志较长，按需核验哈希链。
house-trail-check = 核验整条哈希链
house-trail-link = 最后一个链值
house-trail-who = 人员
house-trail-did = 事项
house-trail-about = 对象包含
house-trail-what = 对象
house-trail-since = 自
house-trail-until = 至
house-trail-at = 时间
house-trail-number = 序号
house-trail-search = 查找
house-trail-none = 没有符合条件的条目。
house-trail-further = 目前没有符合条件的条目，更早的条目尚未查找。
house-trail-all = 显示全部条目
house-trail-older = 更早的条目
house-trail-export = 导出符合条件的条目：

trail-backed-up = 备份
trail-case-assigned = 分办案件
trail-case-let-in = 许可查看案件
trail-case-referred = 转交案件
trail-case-registered = 登记案件
trail-case-shut-out = 取消查看案件的许可
trail-certificate-added = 添加证书
trail-certificate-removed = 移除证书
trail-channel-reopened = 重新开启通道
trail-counterpart-zone-set = 设置对方的时区
trail-credential-revoked = 吊销身份凭证的密钥
trail-credential-rotated = 更新身份凭证
trail-credential-trusted = 信任身份凭证
trail-draft-cleared = 代表单位会签文稿
trail-draft-discarded = 废弃文稿
trail-draft-edited = 修改文稿
trail-draft-made = 拟稿
trail-draft-sent-back = 将文稿退回修改
trail-draft-submitted = 送签文稿
trail-erased = 清除内容
trail-grant-asked = 申请角色或者恢复登录
trail-grant-declined = 驳回申请
trail-hold-lifted = 解除停止销毁
trail-hold-put = 停止销毁
trail-identity-exported = 导出解密密钥
trail-labelled = 设置标签
trail-link-made = 生成设置链接
trail-link-revoked = 撤销链接
trail-note-added = 添加备注
trail-office-moved = 更改上级单位
trail-office-put = 添加或者更改单位
trail-office-removed = 移除单位
trail-passkey-added = 添加通行密钥
trail-passkey-failed = 通行密钥验证未通过
trail-passkey-removed = 移除通行密钥
trail-passkey-used = 使用通行密钥
trail-password-removed = 移除密码
trail-password-set = 设置密码
trail-person-added = 登记或者调整人员
trail-person-disabled = 停用人员
trail-person-enabled = 恢复人员
trail-person-moved = 调整人员单位
trail-recovery-drawn = 生成恢复码
trail-recovery-used = 使用恢复码
trail-role-granted = 授予角色
trail-role-removed = 取消角色
trail-said = 签发文书
trail-session-revoked = 结束会话
trail-sign-in-failed = 登录失败
trail-signed-in = 登录
trail-signed-out = 退出
trail-token-made = 生成令牌
trail-token-revoked = 撤销令牌
trail-totp-removed = 移除一次性验证码
trail-totp-set = 设置一次性验证码
