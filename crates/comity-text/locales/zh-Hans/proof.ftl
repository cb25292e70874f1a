# 凭据文件证实的内容，供核验人阅读。
# 各方以简称称呼：$sender、$reader、$silent、$owner。
# 记录号和大小为数量，时间已预先排版。

# 系统回执说明什么、不说明什么。随各系统回执、身份凭证和凭据文件列示。
legal-receipt = 系统回执仅说明{ $reader }的系统持有所列字节，不表示任何其他意思：不是司法文书的送达，不是同意，不是自认，也不是对管辖权的承认。
legal-receipt-any = 系统回执仅说明系统持有所列字节，不表示任何其他意思：不是司法文书的送达，不是同意，不是自认，也不是对管辖权的承认。
legal-elsewhere = 经由其他渠道办理的情况，仅为载明，在此不予证实。
legal-exercise = 推演：本卷宗内容均不涉及真实案件。

proof-title = 凭据：{ $kind }
proof-head-facts = 证实内容
proof-head-credentials = 所依据的身份凭证
proof-column-party = 一方
proof-column-serial = 序号
proof-column-fingerprint = 指纹
proof-column-source = 来源
proof-source-given = 由核验人提供
proof-source-given-revoked = 由核验人提供；其后已吊销，仅就此前已覆盖的内容作为依据
proof-source-enclosed = 文件内附，与所提供的身份凭证衔接
proof-source-revoked = 文件内附并相衔接；其后已吊销，仅就此前已覆盖的内容作为依据
proof-column-entry = 记录号
proof-column-time = 载明时间
proof-column-act = 文书
proof-tagged = { $silent }在本卷宗中发出、未履行该义务的文书
proof-kind-said = 已发出
proof-kind-delivered = 对方系统已接收
proof-kind-complete = 附件齐全
proof-kind-opened = 已披露内容
proof-kind-silent = 未答复
proof-kind-timing = 办理用时
proof-kind-fork = 记录不一致（分叉）
proof-kind-handed-back = 交还记录

proof-verified = 本文件所述各项均已用所提供的身份凭证核验属实，核验无须节点、存储或者网络。

proof-said = 记录第{ $index }号载于{ $sender }发给{ $reader }的记录，载明时间为{ $at }。
proof-signed-up-to = { $sender }于{ $time }对该记录签名，范围截至第{ $last }号。
proof-delivered = { $reader }于{ $time }签名表明，其系统持有该记录截至第{ $last }号的全部内容，记录第{ $index }号包括在内。
proof-covered = { $reader }发出的记录第{ $covering }号（载明时间{ $at }）最先覆盖记录第{ $index }号。
proof-covered-bad = { $reader }发出的记录第{ $covering }号（载明时间{ $at }）载明，记录第{ $index }号不可读。
proof-revoked = { $sender }在其发出的记录第{ $index }号（载明时间{ $at }）中记载，{ $party }序号为{ $serial }的身份凭证已吊销。
proof-before-revocation = 记录第{ $index }号使用{ $party }序号为{ $serial }的身份凭证签名，该身份凭证已吊销。该记录仍作为依据：{ $reader }发出的记录第{ $covering }号覆盖该记录，且早于记载吊销的记录第{ $recorded }号。
proof-revocation-unplaced = 记录第{ $index }号使用{ $party }序号为{ $serial }的身份凭证签名，该身份凭证已吊销。{ $reader }发出的记录第{ $covering }号覆盖该记录；本文件未表明{ $reader }在此之前是否已记载吊销。
proof-complete = { $reader }发出的记录第{ $covering }号（载明时间{ $at }）载明，已持有记录第{ $index }号的全部附件。
proof-proven-time = 证实时间：不晚于{ $time }，即{ $reader }对其签名之时。

proof-opened-envelope = 已披露：记录第{ $index }号的封面，内容为“{ $act }”，卷宗{ $dossier }。
proof-opened-body = 已披露：记录第{ $index }号的正文。
proof-opened-attachment = 已披露：记录第{ $index }号的附件{ $number }（{ $size }，指纹{ $fingerprint }）。
proof-closed-envelope = 未披露：记录第{ $index }号的封面，本文件不显示其内容。
proof-closed-body = 未披露：记录第{ $index }号的正文。
proof-closed-attachments = 未披露：记录第{ $index }号的{ $count }个附件。

proof-silent-obligation = { $silent }应当办理：{ $obligation }。该义务自{ $asker }发出的记录第{ $index }号起算，卷宗{ $dossier }。
proof-silent-over = 依{ $silent }自己的时钟，扣除暂停时间后，办理时限自{ $since }起至{ $deadline }止。依其自己的声明，已经逾期。
proof-silent-within = 依{ $silent }自己的时钟，扣除暂停时间后，办理时限自{ $since }起，至{ $deadline }届满。其自己的声明未及于该时。
proof-silent = { $silent }发出的记录第{ $from }号至第{ $to }号，在本卷宗中没有履行该义务的文书。
proof-silent-acts = { $count ->
    [0] 上述记录均不属于本卷宗。
   *[other] 上述记录中有{ $count }条属于本卷宗，均已披露，未履行该义务。
}
proof-silent-reach = 以上是{ $silent }自己的声明，于{ $time }签名，范围截至记录第{ $to }号；其范围仅及于该时，不及于其后。
proof-silent-others = { $count ->
    [0] 该范围内没有其他记录。
   *[other] 其余{ $count }条记录在本文件中仅显示记录号、时间和大小，所涉内容未披露。
}

proof-span-heading = { $answerer }发出的记录第{ $answer }号答复{ $requester }发出的记录第{ $request }号。
proof-span-answerer = 依{ $answerer }所述：{ $span }，自{ $from }至{ $to }。
proof-span-requester = 依{ $requester }所述：{ $span }，自{ $from }至{ $to }。
proof-span-negative = 少于零，其自述时间互相矛盾
proof-span-clock = 时限“{ $clock }”，共{ $limit }：{ $verdict }，已扣除本文件所示的暂停时间。
proof-span-note = 适用何种时限、扣除哪些暂停，不在本凭据范围之内。

proof-handed-back = { $reader }将记录{ $log }交还{ $sender }，并于{ $time }签名表明，当时持有其中{ $size }条，未知更多。所交还内容的根值为{ $root }。

proof-fork-two-roots = { $owner }对同一份共{ $size }条的记录签署了两个不同版本。
proof-fork-two-leaves = { $owner }对记录第{ $index }号签署了两个不同版本。
proof-fork-signed-smaller = { $owner }于{ $earlier }对该记录的前{ $larger }条签名，又于{ $later }仅对其前{ $smaller }条签名。
proof-fork-seen-root = { $owner }签名表明其所见的对方记录版本，从未经该记录所属方签名。
proof-fork-two-credentials = { $owner }签署了两份序号均为{ $serial }的身份凭证。
proof-fork-meaning = 两者不能同时为真，而两个签名均可用{ $owner }的身份凭证验证。
