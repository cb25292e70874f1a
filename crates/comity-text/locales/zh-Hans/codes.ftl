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
code-ground-r19 = 缺少量刑保证
code-ground-r20 = 技术原因（验证、加密、格式、处理能力）

codes-urgency = 紧急程度
code-urgency-emergency = 特急
code-urgency-urgent = 加急
code-urgency-priority = 优先
code-urgency-routine = 平件
code-urgency-formal = 正式司法协助

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

codes-channel = 渠道
code-channel-central-authority = 对外联系机关（司法协助）
code-channel-mla = 司法协助
code-channel-police = 警务合作
code-channel-network-24-7 = 全天候联络网
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

codes-court-use = 庭审使用
code-court-use-none = 不得用于庭审
code-court-use-with-consent = 经同意可以用于庭审
code-court-use-yes = 可以用于庭审

codes-onward = 转送
code-onward-none = 不得转送
code-onward-own-state = 限在接收国境内转送
code-onward-named = 限转送载明的单位

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
