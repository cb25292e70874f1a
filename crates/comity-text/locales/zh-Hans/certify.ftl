# 六种认证格式：随物证移交、由人签字的文件。

certify-words = 中美双方对外联系机关商定了六种认证格式（见中国司法部2005年8月10日通知）。以下文句由Comity自行拟定：签字前应当与商定的格式核对。
certify-unmade = 移交该物证的文书正文在本节点不能查阅：保管情况由人工填写。

certify-cn-document = 证明文件：书证
    .text = 本证明文件所附书证系应请求方请求取得，用于在中国的诉讼。
    .declare = 本人保管上述书证。此处载明的保管地点和保管人、取得的时间和地点，以及是原件还是复制件，均属实。本人知悉，作虚假陈述可能受到处罚。
    .note = 由机关盖章，或者由至少两名办理人员签字。
certify-cn-statement = 证明文件：询问证人
    .text = 本证明文件所附笔录系应请求方请求进行询问时制作，用于在中国的诉讼。
    .declare = 笔录逐字记载了每一个问题和每一个回答。
    .note = 由至少两名办理人员和被询问人签字。
certify-cn-seizure = 证明文件：扣押物品
    .text = 本证明文件所附物品系应请求方请求扣押，用于在中国的诉讼。
    .declare = 上述物品系在此处载明的时间和地点扣押。此后按照证据保管链所载保管，所有改动均已载明。
    .note = 由至少两名办理人员和物品持有人签字；持有人不签字的，由见证人签字。
certify-us-business-record = 业务记录真实性证明
    .text = 本证明文件所附业务记录系应请求方请求取得，用于在美国的诉讼（《联邦证据规则》第九百零二条第十一项、第十三项和第十四项；《美国法典》第十八编第三千五百零五条）。
    .declare = 本人保管上述记录，或者了解其制作和保管情况。该记录系在日常业务过程中，于所记事项发生之时或者前后制作，并在该过程中保管。该记录是原件还是与原件相符的复制件，以此处载明的为准。此处载明的SHA-256值系对移交的复制件计算得出。本人知悉，作虚假陈述可能受到处罚。
    .note = 由记录保管人或者了解其制作和保管情况的其他人签字。
certify-us-public-document = 公文书证明
    .text = 本证明文件所附公文书系应请求方请求取得，用于在美国的诉讼。
    .declare = 上述文书系此处载明的机关的公务记录。该文书是原件还是与原件相符的复制件，以此处载明的为准。本人担任下列职务，有权出具本证明。
    .note = 由官员签字并由机关盖章。
certify-us-seizure = 证明文件：扣押物品
    .text = 本证明文件所附物品系应请求方请求扣押，用于在美国的诉讼。
    .declare = 上述物品系在此处载明的时间和地点扣押。除证据保管链载明的改动外，物品保持当时的状态。
    .note = 由扣押物品的官员和此后每一名保管人签字。

certify-electronic = 用于在中国诉讼的电子数据（2016年关于电子数据的规定第十一条至第十六条）：由至少两名侦查人员进行。笔录载明案由、对象、时间、地点、方法和过程；清单载明类别、文件格式和完整性校验值。由侦查人员和持有人签字，持有人不签字的，由见证人签字。

certify-heading-exhibit = 物证
certify-heading-record = 往来记录中的移交保管
certify-heading-particulars = 具体情况
certify-heading-declaration = 声明
certify-heading-signatures = 签字

certify-case = 卷宗
certify-reference = 文号
certify-number = 物证编号
certify-original = 原件或者复制件
certify-is-original = 原件
certify-is-copy = 复制件
certify-medium = 移交方式
certify-collected = 收集时间
certify-file = 文件
certify-format = 文件格式
certify-size = 大小
certify-sha256 = 内容的SHA-256值
certify-root = 密封分块的根值
certify-transfer = 移交该物证的文书

certify-fill-place = 保管地点
certify-fill-keeper = 保管人（姓名、职务、单位）
certify-fill-obtained = 取得（时间和地点）
certify-fill-person = 被询问人（姓名、职务）
certify-fill-from = 开始时间
certify-fill-until = 结束时间
certify-fill-where = 地点
certify-fill-interpreter = 翻译人员
certify-fill-corrections = 被询问人的更正
certify-fill-authority = 命令或者其他依据
certify-fill-seized = 扣押（时间和地点）
certify-fill-holder = 持有人
certify-fill-condition = 扣押时的状态
certify-fill-business = 企业名称
certify-fill-office = 制作或者保管的机关

certify-signs-custodian = 保管人
certify-signs-officer = 办理人员一
certify-signs-second = 办理人员二
certify-signs-questioned = 被询问人
certify-signs-holder = 持有人或者见证人
certify-signs-official = 官员
certify-signs-keeper = 此后的保管人
certify-line-signature = 签字
certify-line-name = 姓名和职务
certify-line-date = 日期和地点
certify-line-seal = 盖章
