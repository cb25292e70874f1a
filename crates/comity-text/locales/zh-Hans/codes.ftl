# 各代码表的标签：`code-<代码表>-<代码>`；`codes-<代码表>` 为代码表名称。
# 由测试与 comity-core 的代码表核对。

codes-offence = 犯罪类别
code-offence-illegal-access = 非法侵入
code-offence-illegal-interception = 非法拦截
code-offence-data-interference = 干扰数据
code-offence-system-interference = 干扰系统
code-offence-misuse-of-devices = 滥用设备、工具或者口令
code-offence-ict-forgery = 利用信息系统伪造
code-offence-ict-fraud = 利用信息系统盗窃、诈骗
code-offence-csam = 儿童性侵害材料
code-offence-grooming = 引诱儿童
code-offence-ncii = 未经同意传播私密影像
code-offence-laundering = 洗钱
code-offence-copyright = 侵犯著作权
code-offence-trade-secret = 侵犯商业秘密
code-offence-terror-use = 利用信息网络实施恐怖活动
code-offence-dark-drugs = 利用暗网贩卖毒品
code-offence-online-firearms = 网络贩卖枪支
code-offence-personal-data-trade = 侵犯公民个人信息
code-offence-facilitation = 帮助信息网络犯罪活动
code-offence-provider-duty = 拒不履行信息网络安全管理义务

codes-assistance = 协助类型
code-assistance-preserve = 快速保全
code-assistance-preserve-disclose-path = 披露已保全的传输路径
code-assistance-subscriber = 注册用户信息
code-assistance-registration = 域名注册信息
code-assistance-traffic-stored = 已存储的流量数据
code-assistance-content-stored = 已存储的内容数据
code-assistance-traffic-live = 实时收集流量数据
code-assistance-content-live = 实时拦截内容数据
code-assistance-emergency-disclosure = 紧急披露
code-assistance-takedown = 处置
code-assistance-victim-notify = 通知受害方
code-assistance-malware-analysis = 恶意软件分析
code-assistance-indicators = 威胁指标与分析报告
code-assistance-attribution = 溯源信息
code-assistance-identify-locate = 查找、辨认有关人员
code-assistance-statement = 询问证人
code-assistance-search-seize = 搜查、扣押（含镜像取证）
code-assistance-freeze-forfeit = 冻结、没收涉案财物
code-assistance-serve-documents = 送达文书
code-assistance-joint-investigation = 联合或者平行侦查
code-assistance-expert = 技术或者法律咨询

codes-ground = 理由
code-ground-r01 = 按照被请求方法律不构成犯罪
code-ground-r02 = 纯属军事犯罪
code-ground-r03 = 涉及主权、安全、公共秩序或者其他重大利益
code-ground-r04 = 属于政治犯罪
code-ground-r05 = 基于种族、宗教、国籍、性别、政治见解等原因
code-ground-r06 = 正在办理、已有生效判决、程序终止或者已过追诉时效
code-ground-r07 = 违反宪法或者法律基本原则
code-ground-r08 = 与案件之间缺乏实质性联系
code-ground-r09 = 请求材料不全
code-ground-r10 = 未持有有关数据或者数据已经删除
code-ground-r11 = 司法机关不予批准
code-ground-r12 = 有碍侦查或者危及有关人员
code-ground-r13 = 信息来源方未同意
code-ground-r14 = 涉及国家秘密
code-ground-r15 = 涉及出口管制
code-ground-r16 = 数据法律不允许提供
code-ground-r17 = 受保护的言论
code-ground-r18 = 情节轻微或者不合比例
code-ground-r19 = 缺少量刑承诺
code-ground-r20 = 技术原因（验证、加密、格式、处理能力）

codes-urgency = 紧急程度
code-urgency-emergency = 特急
code-urgency-urgent = 加急
code-urgency-priority = 优先
code-urgency-routine = 平件
code-urgency-formal = 正式司法协助

codes-channel = 渠道
code-channel-mla = 司法协助
code-channel-police = 警务合作
code-channel-24-7 = 全天候联络网
code-channel-interpol = 国际刑警组织
code-channel-diplomatic = 外交途径
code-channel-cert = 网络安全应急组织
code-channel-provider-direct = 直接向服务提供者
code-channel-dialogue = 对话机制

codes-tlp = 分享标记（TLP 2.0）
code-tlp-red = TLP:RED（仅限收件人本人）
code-tlp-amber-strict = TLP:AMBER+STRICT（仅限本单位）
code-tlp-amber = TLP:AMBER（限本单位及其服务对象）
code-tlp-green = TLP:GREEN（限同行范围）
code-tlp-clear = TLP:CLEAR（不限范围）

codes-pap = 允许措施（PAP）
code-pap-red = PAP:RED（仅限离线分析）
code-pap-amber = PAP:AMBER（可经第三方被动核查）
code-pap-green = PAP:GREEN（可采取主动措施）
code-pap-clear = PAP:CLEAR（不限措施）

codes-onward = 转送
code-onward-none = 不得转送
code-onward-own-state = 限在接收国境内转送
code-onward-named = 限转送载明的单位

codes-data-class = 数据类别
code-data-class-subscriber = 注册用户信息
code-data-class-traffic = 流量数据
code-data-class-content = 内容数据
code-data-class-personal = 个人信息
code-data-class-personal-bulk = 批量个人信息
code-data-class-important-data = 重要数据
code-data-class-indicator = 威胁指标
code-data-class-sample = 恶意软件样本
code-data-class-tool = 工具
code-data-class-vuln-disclosed = 已公开漏洞
code-data-class-vuln-undisclosed = 未公开漏洞
code-data-class-state-secret = 国家秘密
code-data-class-prohibited-content = 违禁内容
code-data-class-none = 均不属于

codes-court-use = 庭审使用
code-court-use-none = 不得用于庭审
code-court-use-with-consent = 经同意可以用于庭审
code-court-use-yes = 可以用于庭审

codes-reliability-source = 来源可靠程度
code-reliability-source-a = A：来源可靠
code-reliability-source-b = B：大多可靠
code-reliability-source-c = C：大多不可靠
code-reliability-source-x = X：无法评估

codes-reliability-information = 信息可信程度
code-reliability-information-1 = 1：确定无疑
code-reliability-information-2 = 2：来源亲历
code-reliability-information-3 = 3：非亲历但有佐证
code-reliability-information-4 = 4：无法佐证

codes-case-type = 卷宗类型
code-case-type-request = 协助请求
code-case-type-query = 询问
code-case-type-spontaneous = 主动通报

codes-asker-standing = 请求方发出情况
code-asker-standing-nothing = 尚无文书
code-asker-standing-open = 已提出请求
code-asker-standing-withdrawn = 已撤回
code-asker-standing-closed = 已办结

codes-answerer-standing = 被请求方发出情况
code-answerer-standing-nothing = 尚无文书
code-answerer-standing-received = 已确认收悉
code-answerer-standing-returned = 已要求补充材料
code-answerer-standing-under-review = 审查中
code-answerer-standing-postponed = 已推迟协助
code-answerer-standing-declined = 已拒绝协助
code-answerer-standing-accepted = 已同意协助
code-answerer-standing-accepted-in-part = 已部分同意
code-answerer-standing-conditional = 已附条件同意
code-answerer-standing-executing = 执行中
code-answerer-standing-answered-partial = 已部分答复
code-answerer-standing-answered = 已答复

codes-case-status = 案件状态
code-case-status-draft = 拟稿
code-case-status-submitted = 已提出
code-case-status-received = 已收悉
code-case-status-returned = 待补充材料
code-case-status-supplemented = 已补充材料
code-case-status-under-review = 审查中
code-case-status-accepted = 已同意
code-case-status-accepted-conditional = 已附条件同意
code-case-status-accepted-partial = 已部分同意
code-case-status-postponed = 已推迟
code-case-status-declined = 已拒绝
code-case-status-executing = 执行中
code-case-status-answered-partial = 已部分答复
code-case-status-answered = 已答复
code-case-status-reopened = 重新办理
code-case-status-closed = 已办结
code-case-status-withdrawn = 已撤回
code-case-status-void = 无效

codes-stage = 办理阶段
code-stage-under-review = 审查中
code-stage-awaiting-court = 等待司法机关批准
code-stage-executing = 执行中

codes-clock = 办理时限
code-clock-ack = 确认收悉
code-clock-decision = 作出决定
code-clock-preserved = 数据保全
code-clock-first-useful = 首次有效答复
code-clock-final = 最终答复

codes-pause = 暂停计时原因
code-pause-completion = 等待补充材料
code-pause-undertaking = 等待书面保证
code-pause-court = 等待司法机关批准
code-pause-suspended = 通道暂停

codes-verdict = 时限办理结果
code-verdict-in-time = 如期
code-verdict-late = 逾期
code-verdict-contested = 有争议
code-verdict-running = 计时中
code-verdict-ended = 计时终止

codes-due = 应办事项
code-due-ack = 确认收悉
code-due-decision = 作出决定
code-due-preserved = 确认保全
code-due-first-useful = 首次有效答复
code-due-final = 最终答复
code-due-completion = 补充材料
code-due-undertaking = 书面保证
code-due-translation = 译文
code-due-original = 原件
code-due-disposal = 归还或者销毁
code-due-preservation-reminder = 保全期限提醒
code-due-preservation-ends = 保全期满
code-due-deadline = 请求载明的期限

codes-escalate-reason = 上报原因
code-escalate-reason-overdue = 逾期
code-escalate-reason-risk-to-life = 危及人身安全
code-escalate-reason-data-loss = 数据可能灭失
code-escalate-reason-disagreement = 意见不一致
code-escalate-reason-other = 其他

codes-close-outcome = 办结结果
code-close-outcome-settled = 已解决
code-close-outcome-settled-in-part = 部分解决
code-close-outcome-not-settled = 未解决
code-close-outcome-elsewhere = 已经由其他渠道办理

codes-reopen-reason = 重新办理原因
code-reopen-reason-answer-incomplete = 答复不完整
code-reopen-reason-new-facts = 出现新情况
code-reopen-reason-closed-in-error = 误作办结

codes-suspend-reason = 暂停通道原因
code-suspend-reason-technical = 技术原因
code-suspend-reason-agreed = 双方商定
code-suspend-reason-policy = 一方决定

codes-item-kind = 项目种类
code-item-kind-url = 网址
code-item-kind-address = IP地址
code-item-kind-domain = 域名
code-item-kind-account = 账号
code-item-kind-hash = 文件哈希值

codes-item-fate = 分项结果
code-item-fate-done = 已处置
code-item-fate-in-progress = 处理中
code-item-fate-not-ours = 不属被请求方处理范围
code-item-fate-not-found = 未查到
code-item-fate-declined = 未处置（附理由）

codes-quality = 答复完整程度
code-quality-complete = 完整
code-quality-partial = 部分满足
code-quality-insufficient = 不足

codes-proceedings = 诉讼结果
code-proceedings-none = 未启动程序
code-proceedings-investigation = 侦查中
code-proceedings-charged = 已起诉
code-proceedings-convicted = 已作出有罪判决
code-proceedings-acquitted = 已作出无罪判决
code-proceedings-ended = 程序终止

codes-use-purpose = 其他用途
code-use-purpose-other-investigation = 用于其他案件侦查
code-use-purpose-court = 用于庭审
code-use-purpose-administrative = 用于行政程序
code-use-purpose-third-state = 提供给第三国
code-use-purpose-publication = 公开发布

codes-known = 询问答复
code-known-yes = 掌握
code-known-no = 不掌握
code-known-cannot-say = 不便答复

codes-reasons = 理由说明
code-reasons-given = 说明理由
code-reasons-withheld = 不予说明理由

codes-condition = 条件
code-condition-confidentiality = 予以保密
code-condition-purpose-only = 仅限所请求的用途
code-condition-no-onward = 不得转送
code-condition-no-court-use = 不得用于庭审
code-condition-reciprocity = 互惠
code-condition-costs = 承担费用
code-condition-return-or-destroy = 用后归还或者销毁
code-condition-penalty-assurance = 量刑承诺
code-condition-other = 其他（见正文）

codes-consult-outcome = 磋商结果
code-consult-outcome-agreed = 达成一致
code-consult-outcome-not-agreed = 未达成一致

codes-withdraw-reason = 撤回原因
code-withdraw-reason-no-longer-needed = 不再需要
code-withdraw-reason-answered-elsewhere = 已经由其他渠道答复
code-withdraw-reason-made-in-error = 误发
code-withdraw-reason-condition-not-accepted = 不接受所附条件
code-withdraw-reason-other = 其他

codes-dispute-claim = 异议事项
code-dispute-claim-quality = 对答复的评价
code-dispute-claim-time = 载明时间
code-dispute-claim-elsewhere = 其他渠道办理情况
code-dispute-claim-fate = 项目或者物证的处理结果
code-dispute-claim-ground = 决定的理由
code-dispute-claim-verdict = 记录被认定为不可读
code-dispute-claim-other = 其他

codes-certification = 认证格式
code-certification-cn-document = 用于中国诉讼：书证
code-certification-cn-statement = 用于中国诉讼：询问证人
code-certification-cn-seizure = 用于中国诉讼：扣押物品
code-certification-us-business-record = 用于美国诉讼：业务记录
code-certification-us-public-document = 用于美国诉讼：外国公文书
code-certification-us-seizure = 用于美国诉讼：扣押物品

codes-medium = 移交方式
code-medium-attachment = 随附件移交
code-medium-media = 存储介质
code-medium-object = 实物

codes-custody = 证据保管链
code-custody-handed-over = 已移交
code-custody-signed-for = 已签收
code-custody-returned = 已归还
code-custody-return-signed-for = 归还已签收

codes-exhibit-condition = 物证状况
code-exhibit-condition-intact = 完好
code-exhibit-condition-damaged = 受损
code-exhibit-condition-seal-broken = 封签破损
code-exhibit-condition-missing = 缺失

codes-original-form = 原件形式
code-original-form-paper = 纸质
code-original-form-sealed-pdf = 加盖电子印章的PDF文件
code-original-form-ofd = 加盖电子印章的OFD文件
code-original-form-media = 存储介质

codes-translation-level = 译文种类
code-translation-level-working = 参考译文
code-translation-level-certified = 核证译文

codes-disposal-wish = 请求的处置方式
code-disposal-wish-return = 归还
code-disposal-wish-destroy = 销毁

codes-disposal-result = 处置结果
code-disposal-result-returned = 已归还
code-disposal-result-destroyed = 已销毁
code-disposal-result-kept-under-law = 依法保留

codes-profile = 请求类别
code-profile-technical = 技术协助
code-profile-police = 警务协助
code-profile-formal = 正式司法协助

codes-request-status = 与先前请求的关系
code-request-status-new = 新请求
code-request-status-extension = 延续先前请求
code-request-status-follow-up-mla = 司法协助的后续请求
code-request-status-follow-up-preservation = 数据保全的后续请求

codes-treaty = 条约依据
code-treaty-mlaa-2000 = 《关于刑事司法协助的协定》（2000年）
code-treaty-untoc = 《联合国打击跨国有组织犯罪公约》
code-treaty-uncac = 《联合国反腐败公约》
code-treaty-reciprocity = 互惠（无条约）
code-treaty-dialogue-guidelines = 《打击网络犯罪及相关事项指导原则》

codes-use-limitation = 用途限定
code-use-limitation-purpose-only = 限定用途
code-use-limitation-consent-for-other = 经同意可以变更用途

codes-language = 语言
code-language-en = 英文
code-language-zh-hans = 简体中文

codes-person-role = 人员身份
code-person-role-suspect = 犯罪嫌疑人
code-person-role-victim = 被害人
code-person-role-witness = 证人
code-person-role-custodian = 保管人或者鉴定人
code-person-role-other = 其他

codes-field = 请求书项目
code-field-office = 请求单位
code-field-duty = 值班编号
code-field-contact = 联系方式
code-field-hours = 办公时间（含与UTC的时差）
code-field-assistance = 协助类型
code-field-profile = 请求类别
code-field-purpose = 请求目的
code-field-subject = 事由
code-field-urgency-reasons = 紧急理由
code-field-legal-basis = 请求方法律依据
code-field-treaty = 条约依据
code-field-pledge = 互惠承诺
code-field-offence = 犯罪类别
code-field-provisions = 适用的法律条款
code-field-max-penalty = 最高刑罚
code-field-facts = 案情摘要
code-field-persons = 有关人员
code-field-data-sought = 所需数据
code-field-period = 起止时间
code-field-relation = 与案件的实质性联系
code-field-necessity = 必要性
code-field-mla-intended = 是否拟提出司法协助请求
code-field-previous = 先前请求
code-field-confidentiality = 保密要求
code-field-use-limitation = 用途限定
code-field-handling = 处理要求和分享标记
code-field-language = 语言
code-field-translation = 译文
code-field-items = 项目清单
code-field-observed = 所见情况及时间
code-field-asked = 请求事项
code-field-attachments = 附件
code-field-certification = 认证格式
code-field-special-procedure = 特殊程序

codes-must = 项目必备的原因
code-must-always = 各类请求均须具备
code-must-technical = 技术协助请求须具备
code-must-investigation = 警务协助和正式司法协助请求须具备
code-must-formal = 正式司法协助请求须具备
code-must-coercive = 所请求的协助涉及强制性措施
code-must-data = 请求提供数据
code-must-preservation = 请求保全数据
code-must-no-treaty = 没有条约依据
code-must-urgency = 须说明紧急理由
code-must-one-language = 文本只有一种语言
code-must-follow-up = 属于先前请求的后续请求
code-must-confidential = 不得通知当事人
code-must-wrong-profile = 协助类型与请求类别不符

codes-suite = 加密套件
code-suite-age-hybrid = age混合套件（ML-KEM-768与X25519）
code-suite-age-x25519 = age套件（X25519）
code-suite-stand-in = 替代套件，仅供测试

codes-role = 角色
code-role-officer = 经办人
code-role-releaser = 签发人
code-role-counsel = 法律顾问
code-role-analyst = 分析人员
code-role-duty = 值班人员
code-role-registry = 收发人员
code-role-translator = 翻译人员
code-role-auditor = 审计人员
code-role-administrator = 系统管理员
code-role-security = 安全管理员
