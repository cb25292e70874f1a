# 工作台：帮助（按页面和角色），以及组件页面。

guide-title = 帮助
guide-all = 全部帮助
guide-pages = 各页面的用途
guide-roles = 各角色的办理方法
guide-words = 术语与快捷键
guide-terms = 两种语言的术语
guide-terms-why = 一事一词，处处一致。法律有规定用语的，使用该用语。
guide-term-en = 英文
guide-term-zh = 中文
guide-term-note = 说明（英文）
guide-terms-the-record = 往来记录
guide-terms-the-case = 案件
guide-terms-the-house = 本方内部
guide-terms-law-and-dialogue = 法律与对话
guide-terms-threat-information-and-entry-review = 威胁信息与准入审查
guide-terms-for-technical-staff = 技术人员用语
guide-keys = 快捷键
guide-keys-why = 未在输入文字时均可使用。先按“g”，松开，再按字母。
guide-keys-sheet = 在任何页面显示本表

guide-sign-in = 登录
guide-sign-in-1 = 点按“使用通行密钥登录”，验证指纹、面容或者PIN码即可，无须输入姓名。没有通行密钥的，输入姓名、密码和验证器应用显示的六位数字。每个验证码仅可使用一次：输错之后请等待下一个。
guide-sign-in-2 = 应用不在手边时，可在六位数字处输入恢复码。
guide-sign-in-3 = 以上均不可用时，请联系系统管理员。经两人办理，以一次性链接恢复登录。
guide-sign-in-4 = 多次失败之后等待时间逐次延长，以防猜测。

guide-account = 本人账户
guide-account-1 = 所选语言和时差自下一页起生效，每次登录均适用。
guide-account-2 = 通行密钥最为安全，他人无从骗取；宜在两台设备上各设一个。密码与一次性验证码同时使用。恢复码请写在纸上，与计算机分开保管。
guide-account-3 = 请不时查看已登录之处，结束不明的会话。会话自最近使用起半小时后自行结束。
guide-account-4 = 令牌供程序在限定范围内代为操作，只显示一次；不再需要时请即撤销。

guide-desk = 待办
guide-desk-1 = 待办页按期限远近列出当前事项。没有期限的列在其后，时间早的在前。
guide-desk-2 = 点击一行即到办理之处。办毕之后，该行消失。
guide-desk-3 = 浏览时有新内容到达，页面即予提示并显示。

guide-cases = 案件
guide-cases-1 = 列表按最近期限排列，可以显示全部可查看案件、本人承办、本单位承办或者尚未分办的案件。筛选条件写在页面地址中，可以转发，也可以自定名称存为视图。
guide-cases-2 = 案件页以一条时间线显示双方往来：左侧为我方文书，右侧为对方文书。
guide-cases-3 = 系统回执只说明对方系统已持有相应数据，不是答复，也不是文书的签收。
guide-cases-4 = 无效文书违反规则，没有效力，连同所违反的规则留存于往来记录。
guide-cases-5 = 备注、标签和承办情况属本方内部，单独列出，不会离开本方。
guide-cases-6 = 检索可查找中文和英文词语的任意部分，范围为可以查看的案件中的正文、项目清单、编号、备注和标签。

guide-drafts = 文稿
guide-drafts-1 = 每份往来文书始于文稿：先拟稿，按规定会签，再签发。
guide-drafts-2 = 签发之前，任何内容都不会发出。提交人不得签发本人提交的文稿。
guide-drafts-3 = 退回修改的文稿附有理由。请修改后重新提交。
guide-drafts-4 = 须经会签的文稿，页面列明各会签单位及其期限。会签针对文稿的现有内容；内容有改动的，须重新会签。
guide-drafts-5 = 再次查看文稿时，逐项标明变化。签发的是所查看的内容；其间如有改动，须重新查看。

guide-translations = 翻译
guide-translations-1 = 待翻译的文本按期限先后列出：拟稿人请求翻译的文稿、已承诺提供译文的文书、对方以一种文本发来的文书。
guide-translations-2 = 翻译之后原文有变动的段落为过期。请修改译文，或者注明译文仍然适用。
guide-translations-3 = 可随时保存。没有缺译和过期的段落时即可完成，译文写入文稿或者随案存放。
guide-translations-4 = 可将文本导出为XLIFF 2.1文件，在其他翻译工具中处理后导入；不再适用的段落不予采用并逐一列明。

guide-counterparts = 对方
guide-counterparts-1 = 使用通道之前，请与熟悉其声音的对方人员在电话中核对安全核对码。
guide-counterparts-2 = 通道状况说明最近一次交换的时间，以及哪些文书尚待系统回执。
guide-counterparts-3 = 通道冻结，说明对方出示了同一记录的两个版本。请勿重试：请阅读证据，并与对方联系。

guide-record = 往来记录
guide-record-1 = 双方各自记录所发文书，并都持有两份记录。条目只增不改。
guide-record-2 = 每个条目说明其证明何事、对何人有效。持有双方身份凭证者均可核验凭据。
guide-record-3 = 核验时重新读取两份记录，逐一核对签名和指纹。

guide-reports = 报告
guide-reports-1 = 一份报告涵盖一个通道和一个期间。双方依据相同的往来记录计算，结果逐字节相同。
guide-reports-2 = 签署正本之前，请与对方核对报告的校验值。

guide-administration = 本方管理
guide-administration-1 = 授予角色、开通登录、调整人员单位须由两人办理：系统管理员申请，申请人以外的安全管理员确认。取消角色即时生效。
guide-administration-2 = 系统管理员、安全管理员和审计人员须由三人分别担任。系统管理员不阅读内容。
guide-administration-3 = 审计日志载明何人何时办理何事。条目前后相链，事后改动即不相符。
guide-administration-4 = 已清除的内容不可恢复。往来记录保留其指纹，仍可核验。停止销毁优先于任何清除依据。

guide-officer = 经办人：请求与答复
guide-officer-1 = 每日先看待办，从第一行办起。
guide-officer-2 = 对新请求，由指定单位在时限之内确认收悉。
guide-officer-3 = 尽早表明同意、附条件同意、部分同意、推迟或者拒绝，并说明理由。
guide-officer-4 = 答复先拟成文稿，预览将要发出的全部内容，再提交签发。
guide-officer-5 = 收到答复后作出评价，办结案件。

guide-releaser = 签发人：复核与签发
guide-releaser-1 = 从待办打开待签发的文稿。
guide-releaser-2 = 与所请求的事项对照，并查看将要发出的内容：单位、值班编号、正文和附件。
guide-releaser-3 = 予以签发，或者附理由退回修改。
guide-releaser-4 = 本人提交的文稿由他人签发。

guide-registry = 收发人员：来文办理
guide-registry-1 = 打开尚未分办的案件列表，逐件分办至单位、经办人和代办人。符合规则的自动分办。
guide-registry-2 = 中午之前和下班之前，请查看该列表。分办之后案件不再列出；未获许可的，收发人员不再能够查看。
guide-registry-3 = 转交本方其他单位属内部事项，不会发往对方。转交须说明理由，原承办单位和人员仍可查看。
guide-registry-4 = 确有需要的，许可单位或者人员查看案件；不再需要的，取消许可。

guide-translator = 翻译人员
guide-translator-1 = 从队列中取期限最近的文本。
guide-translator-2 = 逐段翻译。原文其后有变动的段落标为过期。
guide-translator-3 = 使用术语表：一事一词。
guide-translator-4 = 标明作准文本。参考译文须注明其为参考译文。

guide-auditor = 审计人员
guide-auditor-1 = 按人员、事项和时间查找审计日志，并导出所得。
guide-auditor-2 = 核验整条哈希链，并将最后一个链值与上次抄录的相比对。
guide-auditor-3 = 核验各通道的往来记录：重新读取，并核对每个签名。
guide-auditor-4 = 审计人员不阅读案件，不作任何更改。

guide-administrator = 系统管理员
guide-administrator-1 = 先登记安全管理员和审计人员：此后授予角色须由两人办理。
guide-administrator-2 = 添加本方各单位，写明两种语言的名称。
guide-administrator-3 = 登记人员，申请角色。由安全管理员确认角色，生成链接并当面交付。
guide-administrator-4 = 人员离任的，当日停用。会话和链接即时失效。
guide-administrator-5 = 每日查看运行状况，并将备份与设备分开保管。

guide-security = 安全管理员
guide-security-1 = 经申请人以外的人员证实确有其事，方可确认角色。
guide-security-2 = 见到本人之后方可生成链接，并亲自交付：持有链接即可登录。
guide-security-3 = 密钥或者设备遗失的，首先结束该人员的所有会话和令牌，并移除通行密钥。
guide-security-4 = 每周查阅审计日志，留意失败的登录和非常时间的更改。

components-title = 样式与组件
components-why = 页面由此构成。新页面取用于此。
components-colours = 颜色
components-type = 文字
components-states = 状态
components-lists = 列表
components-forms = 表单
components-sample = 示例
components-sentence = 一句话说明发生何事、原因何在、下一步如何办理。
components-good = 期限之内
components-soon = 即将到期
components-late = 已逾期
