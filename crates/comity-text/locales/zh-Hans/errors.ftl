# 各错误代码的说明：`.what` 为发生了什么，`.why` 为原因，`.next` 为下一步。

-damaged = 数据在传输途中受损，或者不是按本协议生成的。
-ask-again = 请对方重新发送；仍然失败的，将该文件和本代码告知对方系统管理员。
-our-bug = 在存储和程序均正常时不应出现这种情况。
-audit = 请运行“comity audit”，并将结果和本代码告知我方系统管理员。
-stands = 该文书作为无效文书留在往来记录中，并由技术通知载明所违反的规则。请另行发出新的文书。
-frozen = 通道已经冻结，本代记录不再签名。请导出凭据文件，再由双方系统管理员各自开启新一代记录。
-contradiction = 一方签署了互相矛盾的两项内容，往来记录将两者一并保存。
-evidence = 作为凭据保存，案件状态、办理时限和报告均不受影响。
-not-appended = 本次没有写入任何记录，也没有签名。
-unreadable = 我方将在下一项记录中载明其不可读；对方重新发送之前不产生效力。
-resend = 发出方可以重新发送内容；认为该记录可读的，可以提供披露件予以证明。
-clock-first = 请校准时钟后重试。
-keep-and-recover = 保留现状，另建节点目录并依据对方副本恢复。

err-unknown =
    .what = 错误{ $code }没有说明文字。
    .why = 该代码来自较新版本，或者来自没有配备说明文字的程序部分。
    .next = 请将代码告知系统管理员，新版本程序可能有相应说明。

err-json-too-long =
    .what = 文本超过协议允许的长度。
    .why = 各类文本均有长度上限，以免耗尽对方系统资源。
    .next = 请缩短文本，或者将较长内容改为附件。

err-json-malformed =
    .what = 文本不符合此处的要求。
    .why = 不是JSON文本，缺少必备字段，或者含有未知字段。
    .next = 请对照协议说明核对，或者使用模板重新填写。

err-json-not-canonical =
    .what = 文本不是规范形式。
    .why = 签名文本只能有一种写法（RFC 8785），字段重复、含有空白或者数字经过舍入均不符合要求。
    .next = { -ask-again }

err-json-unknown-version =
    .what = 文本的格式版本不为本程序所识别。
    .why = 对方可能使用较新版本。
    .next = 请更新本程序，然后重新交换。

err-name-not-a-party =
    .what = 这不是一方的名称。
    .why = 名称由小写ASCII字母、数字和连字符组成，至少含一个点，长度为3至64个字符；形似字符不予接受。
    .next = 请从该方身份凭证中复制名称。

err-name-not-an-origin =
    .what = 这不是记录的来源标识。
    .why = 来源标识的写法如“a.example/to/b.example/1”，依次为发出方、接收方和代次。
    .next = 请从往来记录或者身份凭证中复制。

err-lang-unknown =
    .what = 没有该语言的文本。
    .why = 本程序使用英文和简体中文。
    .next = 请使用“--lang en”或者“--lang zh-Hans”，或者在“COMITY_LANG”中写明二者之一。

err-offset-malformed =
    .what = 这不是与UTC的时差。
    .why = 时间以UTC或者+08:00一类的时差显示，不使用城市时区。
    .next = 请填写UTC或者+08:00一类的时差。

err-hash-length =
    .what = 指纹值长度不对。
    .why = { -damaged }
    .next = { -ask-again }

err-hash-base64 =
    .what = 指纹值不是有效的base64文本。
    .why = { -damaged }
    .next = { -ask-again }

err-hash-text =
    .what = 指纹值的写法应为“sha256:”加64位十六进制数字。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-index-beyond-size =
    .what = 凭据所指的记录超出记录末尾。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-sizes-reversed =
    .what = 凭据由较长的记录指向较短的记录。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-empty-log =
    .what = 凭据所指的记录为空。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-wrong-length =
    .what = 凭据中的哈希值数量不对。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-root-mismatch =
    .what = 凭据推算结果与所签根值不符。
    .why = 记录、凭据或者检查点不是当初签名的内容。
    .next = 请勿据此认定事实，可要求重新导出；来自对方的，请保留该文件。

err-frontier-wrong-count =
    .what = 所存的哈希树边缘与其大小不符。
    .why = { -our-bug }
    .next = { -audit }

err-frontier-too-large =
    .what = 记录条数超出程序可以处理的范围。
    .why = { -our-bug }
    .next = { -audit }

err-tree-missing-node =
    .what = 存储中缺少哈希树节点。
    .why = { -our-bug }
    .next = { -audit }

err-tree-beyond-size =
    .what = 所查记录超出哈希树范围。
    .why = { -our-bug }
    .next = { -audit }

err-tree-shrinks =
    .what = 要求由较大的哈希树证明较小的哈希树。
    .why = { -our-bug }
    .next = { -audit }

err-tree-empty =
    .what = 哈希树中没有记录。
    .why = { -our-bug }
    .next = { -audit }

err-tile-path-prefix =
    .what = 哈希块路径的开头不符合要求。
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-level =
    .what = 哈希块路径所指层级不存在。
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-index =
    .what = 哈希块路径的序号无效。
    .why = { -damaged }
    .next = { -ask-again }

err-tile-path-width =
    .what = 哈希块路径的宽度无效。
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-truncated =
    .what = 记录包不完整，末尾被截断。
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-wrong-count =
    .what = 记录包中的记录数与所载数量不符。
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-too-many =
    .what = 记录包中的记录超过允许数量。
    .why = { -damaged }
    .next = { -ask-again }

err-bundle-entry-too-long =
    .what = 记录包中有一项记录过长。
    .why = { -damaged }
    .next = { -ask-again }

err-signing-seed =
    .what = 签名密钥的种子不可用。
    .why = { -our-bug }
    .next = { -audit }

err-signing-failed =
    .what = 未能生成签名。
    .why = { -our-bug }
    .next = { -audit }

err-key-name =
    .what = 密钥名称无效。
    .why = { -damaged }
    .next = { -ask-again }

err-key-text =
    .what = 密钥文本无法读取。
    .why = { -damaged }
    .next = { -ask-again }

err-key-unknown-kind =
    .what = 本程序不使用这种密钥。
    .why = 签名采用协议规定形式的Ed25519和ML-DSA-44。
    .next = 请对方提供含有上述密钥种类的身份凭证。

err-key-public-length =
    .what = 公钥长度不对。
    .why = { -damaged }
    .next = { -ask-again }

err-key-weak-public =
    .what = 公钥为弱密钥。
    .why = 该公钥属于小阶点，任何人都可以为其伪造签名。
    .next = 请勿信任该身份凭证，并以电话向对方核实密钥的生成方式。

err-key-id-mismatch =
    .what = 密钥与所标识别码不符。
    .why = { -damaged }
    .next = { -ask-again }

err-note-too-long =
    .what = 签名文本过长。
    .why = { -damaged }
    .next = { -ask-again }

err-note-too-many-signatures =
    .what = 签名文本中的签名过多。
    .why = { -damaged }
    .next = { -ask-again }

err-note-signature-too-long =
    .what = 签名文本中有一个签名过长。
    .why = { -damaged }
    .next = { -ask-again }

err-note-not-utf8 =
    .what = 签名文本不是有效文本。
    .why = { -damaged }
    .next = { -ask-again }

err-note-control-character =
    .what = 签名文本中含有控制字符。
    .why = { -damaged }
    .next = { -ask-again }

err-note-not-terminated =
    .what = 签名文本的结尾不符合要求。
    .why = { -damaged }
    .next = { -ask-again }

err-note-no-signatures =
    .what = 签名文本没有签名。
    .why = { -damaged }
    .next = { -ask-again }

err-note-signature-line =
    .what = 签名文本中有一行签名无法读取。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-not-terminated =
    .what = 检查点的结尾不符合要求。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-origin =
    .what = 检查点的来源标识无效。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-size =
    .what = 检查点所载大小无效。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-root =
    .what = 检查点所载根值无效。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-empty-line =
    .what = 检查点中含有空行。
    .why = { -damaged }
    .next = { -ask-again }

err-checkpoint-extension =
    .what = 检查点含有附加行。
    .why = 本协议只对三行内容签名。
    .next = { -ask-again }

err-message-time =
    .what = 签名消息的时间无效。
    .why = { -damaged }
    .next = { -ask-again }

err-message-name =
    .what = 签名消息的密钥名称无效。
    .why = { -damaged }
    .next = { -ask-again }

err-message-origin =
    .what = 签名消息的来源标识无效。
    .why = { -damaged }
    .next = { -ask-again }

err-signature-missing =
    .what = 缺少必须具备的签名。
    .why = 身份凭证列有两种算法，只有其中一种签名的，视为没有签名。
    .next = { -ask-again }

err-signature-duplicate =
    .what = 同一密钥有两个签名。
    .why = { -damaged }
    .next = { -ask-again }

err-signature-invalid =
    .what = 签名验证不通过。
    .why = 文本在签名后被改动，或者由其他密钥签名。
    .next = 请勿据此认定事实，并以电话与对方核对身份凭证指纹。

err-signature-wrong-length =
    .what = 签名长度不对。
    .why = { -damaged }
    .next = { -ask-again }

err-signature-bad-time =
    .what = 同一声明的各个签名时间不一致。
    .why = 同一声明中带时间的各行必须载明同一时间，且不得为零。
    .next = { -ask-again }

err-tlog-proof-too-long =
    .what = 凭据文件过长。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-not-utf8 =
    .what = 凭据文件不是有效文本。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-header =
    .what = 凭据文件的开头不符合要求。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-extra =
    .what = 凭据文件的附加行无法读取。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-index =
    .what = 凭据文件的序号行无法读取。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-hash =
    .what = 凭据文件中有一个哈希值无法读取。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-too-many-hashes =
    .what = 凭据文件中的哈希值过多。
    .why = { -damaged }
    .next = { -ask-again }

err-tlog-proof-no-checkpoint =
    .what = 凭据文件中没有检查点。
    .why = { -damaged }
    .next = { -ask-again }

err-message-signature-length =
    .what = 待验证的签名长度不对。
    .why = { -damaged }
    .next = { -ask-again }

err-void-time-went-back =
    .what = 该文书的时间早于前一项记录。
    .why = 同一记录中的时间不得倒退。
    .next = { -stands }

err-void-seen-shrank =
    .what = 该文书所称已见范围小于前一项记录。
    .why = 同一记录中已见范围不得缩小。
    .next = { -stands }

err-void-wrong-tag =
    .what = 该文书的标记与所载卷宗不符。
    .why = 标记由卷宗密钥生成，标记不符会使该文书脱离凭据的核验范围。
    .next = { -stands }

err-void-wrong-origin =
    .what = 该文书所载来源与其所在记录不符。
    .why = 文书只在其所属的记录中有效。
    .next = { -stands }

err-void-act-repeated =
    .what = 同一加密文书已在本记录中出现过。
    .why = 每份文书只计一次。
    .next = { -stands }

err-void-id-repeated =
    .what = 该文书的编号已在本记录中使用过。
    .why = 每份文书均有各自的编号。
    .next = { -stands }

err-void-unknown-dossier =
    .what = 该文书所载卷宗尚未建立。
    .why = 文书必须属于其发出时发出方已知的卷宗。
    .next = { -stands }

err-void-wrong-credential =
    .what = 该文书所载身份凭证对本记录不适用。
    .why = 一方应当使用其往来记录最后载明的身份凭证。
    .next = { -stands }

err-void-beyond-generation =
    .what = 该文书的位置超出该代记录的截止范围。
    .why = 在已经截止的一代记录中后来出现的内容，仅作为凭据保存，不产生效力。
    .next = { -stands }

err-fork-two-roots =
    .what = 记录不一致（分叉）：同一记录在同一大小上有两个签名版本。
    .why = { -contradiction }
    .next = { -frozen }

err-fork-two-leaves =
    .what = 记录不一致（分叉）：同一记录号有两个签名版本。
    .why = { -contradiction }
    .next = { -frozen }

err-fork-signed-smaller =
    .what = 记录不一致（分叉）：先对较长的记录签名，后又对较短的记录签名。
    .why = { -contradiction }
    .next = { -frozen }

err-fork-seen-root =
    .what = 记录不一致（分叉）：对方所见的我方发出记录与我方保存的版本不同。
    .why = { -contradiction }
    .next = { -frozen }

err-fork-two-credentials =
    .what = 记录不一致（分叉）：一方有两份序号相同的身份凭证。
    .why = { -contradiction }
    .next = { -frozen }

err-evidence-backdated =
    .what = 一项记录的载明时间，早于发出方签名表明尚无该记录的时间。
    .why = 发出方自己的签名表明该载明时间有误。
    .next = { -evidence }

err-evidence-seen-behind-receipt =
    .what = 一项记录所称已见范围，小于发出方此前系统回执所载范围。
    .why = 发出方自己的系统回执表明当时已经持有更多记录。
    .next = { -evidence }

err-evidence-bad-not-covered =
    .what = 一项记录认定我方某项记录无法读取，但该记录尚未见到我方该项记录，或发出方此前已认可其可读。
    .why = 认定仅在首次覆盖该项记录的记录中有效；此项认定不产生效力。
    .next = { -evidence }

err-refuse-malformed =
    .what = 所收内容无法读取。{ -not-appended }
    .why = { -damaged }
    .next = { -ask-again }

err-refuse-unknown-version =
    .what = 所收内容的版本不为本程序所识别。{ -not-appended }
    .why = 对方可能使用较新版本。
    .next = 请更新本程序，然后重新交换。

err-refuse-wrong-origin =
    .what = 所收内容属于其他记录。{ -not-appended }
    .why = 该内容是为其他通道或者其他代次生成的。
    .next = 请核对文件的来源和收件方。

err-refuse-missing-bytes =
    .what = 记录所载内容没有随包到达。{ -not-appended }
    .why = 交换包被截断，或者缺少其中一部分。
    .next = 请重新交换，交换包将从上次系统回执之处开始。

err-refuse-over-limit =
    .what = 所收内容超过限额。{ -not-appended }
    .why = 设置限额是为了防止一方耗尽另一方的资源。
    .next = 请对方减少单次发送量，或者将内容改为附件。

err-refuse-quota =
    .what = 本通道配额已经用完。{ -not-appended }
    .why = 各通道分别设置配额，以免一方挤占其他各方。
    .next = 请在配置中提高配额或者清理空间，然后重新交换。

err-refuse-from-the-future =
    .what = 所收内容的载明时间超前于我方时钟十分钟以上。{ -not-appended }
    .why = 两个系统中有一个时钟不准。
    .next = 请核对双方时钟。我方时钟准确的，对方可以稍后重发同一交换包。

err-refuse-signature =
    .what = 所收内容的签名验证不通过。{ -not-appended }
    .why = 内容在途中被改动，或者使用了身份凭证未载明的密钥签名。
    .next = 请以电话与对方核对身份凭证，然后重新交换。

err-refuse-generation =
    .what = 所收内容所属代次在我方尚未生效或者已经截止。{ -not-appended }
    .why = 双方对当前代次认识不一，或者一方尚未开启该代记录。
    .next = 请双方系统管理员对照“comity channel show”的结果。
    .page = 请双方系统管理员对照“对方”栏目中该方的页面。

err-refuse-not-for-us =
    .what = 交换包的收件方不是我方。{ -not-appended }
    .why = 交换包载明的是其他接收方，或者加密给其他密钥。
    .next = 请退还递交人。

err-refuse-gap =
    .what = 交换包的起点超出我方所存记录的末尾。{ -not-appended }
    .why = 较早的交换包尚未到达。
    .next = 请先打开较早的交换包，或者通过网络交换。

err-refuse-revoked =
    .what = 所收内容使用已经吊销的身份凭证签名。{ -not-appended }
    .why = 对方已经吊销有关密钥。
    .next = 请对方提供现行身份凭证，以电话核对后信任，再由双方系统管理员运行“comity channel reopen”。
    .page = 请对方提供现行身份凭证，以电话核对后在“对方”栏目中信任，再由双方系统管理员在主机上开启新的一代。

err-own-loss =
    .what = 对方持有我方已经缺失的我方发出记录。
    .why = 我方存储恢复到了较早状态，或者丢失了数据。
    .next = 请运行“comity recover”；在此之前不签名。

err-own-store-lost =
    .what = 存储中已没有与{ $party }的往来记录。
    .why = 密钥文件夹中载有该通道：存储已丢失，或者是该通道建立之前的存储。
    .next = 有备份的，请先运行“comity restore FILE”，再运行“comity recover”。此前不作任何签名。

err-own-clock =
    .what = 我方系统时钟发生跳变。
    .why = 时钟退到我方最后一项记录之前，或者远远超前于对方签名时间。
    .next = 请校准时钟，再交换一次：对方的新签名与我方时钟相符后，该通道即恢复。

err-code-unknown =
    .what = 这不是代码表中的代码。
    .why = “{ $text }”不在以下代码之中：{ $known }
    .next = 请从中选择：只有这些代码为双方所识别。

err-id-malformed =
    .what = 这不是有效的编号。
    .why = 编号只有一种写法：小写字母、数字和连字符。
    .next = 请从案件或者往来记录中复制。

err-time-malformed =
    .what = 时间的写法不符合往来记录的要求。
    .why = 时间以UTC写至整秒，例如“2026-11-23T02:00:00Z”。
    .next = 请按上述形式填写。

err-act-not-understood =
    .what = 本程序不能识别该文书种类。
    .why = 该文书按较新版本的规则制作。
    .next = 该文书予以保存和计数，在此不产生效力。请更新程序后读取。

err-void-malformed-says =
    .what = 该文书的内容不符合该种类的格式。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = { -stands }

err-says-code =
    .what = 文书的“{ $field }”项不是代码表中的代码。
    .why = “{ $text }”不在以下代码之中：{ $known }
    .next = 请从中选择后重试。

err-says-missing =
    .what = 文书缺少“{ $field }”项。
    .why = 此种文书必须载明该项。
    .next = 请用“--set”或者在文件中补充后重试。

err-says-unknown =
    .what = 此种文书没有“{ $field }”项。
    .why = 该处可以写：{ $known }
    .next = 请更正名称后重试。

err-says-shape =
    .what = 文书的“{ $field }”项不符合规定形式。
    .why = 该项所写内容不是其应有的代码、数字、时间、标记或者清单。
    .next = 请更正后重试。

err-says-list =
    .what = 文书的“{ $field }”清单为空、过长、顺序不符或者重复。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = 请更正后重试。

err-says-label =
    .what = 文书的“{ $field }”项为空、过长或者含有不允许的字符。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = 请更正后重试。

err-says-number =
    .what = 文书的“{ $field }”项数字超出范围。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = 请更正后重试。

err-says-period =
    .what = 文书的“{ $field }”时段的结束时间早于开始时间。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = 请更正后重试。

err-says-together =
    .what = 文书的“{ $field }”项与其他项目不符。
    .why = 每种文书均有规定的代码、数字和日期。
    .next = 请更正后重试。

err-bad-envelope-closed =
    .what = 封面无法解密。
    .why = 数据受损，或者加密给其他密钥。
    .next = { -unreadable }{ -resend }

err-bad-envelope-padding =
    .what = 封面的填充不符合要求。
    .why = 加密内容的长度须为二的乘方，以免从大小推知内容。
    .next = { -unreadable }{ -resend }

err-bad-envelope-malformed =
    .what = 封面无法读取。
    .why = 文本不是规范形式，或者有项目缺失或未知。
    .next = { -unreadable }{ -resend }

err-bad-size =
    .what = 加密封面的大小与记录所载不符。
    .why = 记录与内容不一致。
    .next = { -unreadable }{ -resend }

err-bad-body-closed =
    .what = 正文无法解密。
    .why = 数据受损，或者加密给其他密钥。
    .next = { -unreadable }{ -resend }

err-bad-body-padding =
    .what = 正文的填充不符合要求。
    .why = 加密内容的长度须为二的乘方，以免从大小推知内容。
    .next = { -unreadable }{ -resend }

err-bad-body-malformed =
    .what = 正文无法读取。
    .why = 文本不是规范形式，或者有项目缺失或未知。
    .next = { -unreadable }{ -resend }

err-bad-body-of-another =
    .what = 正文属于其他文书。
    .why = 正文未重复封面所载的来源和编号。
    .next = { -unreadable }{ -resend }

err-act-too-many-attachments =
    .what = 文书的附件过多。
    .why = 每份文书最多附64个附件。
    .next = 请将多个文件打包，或者分为多份文书。

err-transport-unreachable =
    .what = 无法连接对方系统。
    .why = 没有网络连接，或者连接中断。
    .next = 系统将以逐渐延长的间隔重试；持续不通的，请核对地址，或者以文件形式传送交换包。

err-transport-refused =
    .what = 没有呼叫对方地址。
    .why = 该地址属于私有或者特殊网段，而本方配置没有列明该网段。
    .next = 确需呼叫的，请在“network.private_endpoints”中列明该网段；否则请向对方核实地址。

err-transport-wrong-peer =
    .what = 连接的另一端不是对方系统。
    .why = 另一端不持有身份凭证所载密钥，连接已在发送任何内容之前关闭。
    .next = 请以电话向对方核实身份凭证是否更换。

err-transport-timed-out =
    .what = 对方系统未在规定时间内应答。
    .why = 网络或者对方系统缓慢。
    .next = 系统将自行重试，内容不会丢失或者重复。

err-transport-wrong-form =
    .what = 对方系统的应答格式不对。
    .why = 两个系统之间有其他设备代为应答，或者对方使用其他版本。
    .next = 请核对该地址是否直接通向对方系统，中间没有代理。

err-signer-shrinks =
    .what = 待签名的记录小于此前签名的记录。
    .why = 签名将与此前所签内容矛盾。
    .next = 本次没有签名，请运行“comity recover”。

err-signer-forks =
    .what = 待签名的记录与此前签名的同样大小的记录不同。
    .why = 签名将与此前所签内容矛盾。
    .next = 本次没有签名，请运行“comity recover”。

err-high-water-smaller =
    .what = 记录小于最后一次签名时的大小。
    .why = 签名将与此前所签内容矛盾。
    .next = 本次没有签名，请运行“comity recover”。

err-high-water-other-root =
    .what = 记录与最后一次签名时同样大小的版本不同。
    .why = 签名将与此前所签内容矛盾。
    .next = 本次没有签名，请运行“comity recover”。

err-signer-time-went-back =
    .what = 系统时间早于最后一次签名的时间。
    .why = 本系统时钟倒退。
    .next = { -clock-first }

err-signer-unfit =
    .what = 该声明不属于此密钥可以签署的内容。
    .why = 每个密钥只签署一种声明。
    .next = { -audit }

err-signer-key =
    .what = 签名密钥无法使用。
    .why = 密钥缺失、锁定或者损坏。
    .next = 请运行“comity config check”，查看各密钥及其存放位置。

err-signer-mark =
    .what = 最高签名位置未能写入。
    .why = 磁盘已满或者文件夹不可写；未写入该位置之前不签名。
    .next = 请清理空间或者更正访问权限后重试。

err-seal-suite =
    .what = 本系统不识别该加密套件。
    .why = 加密采用接收方列表中双方均具备的第一个套件。
    .next = 请对照双方身份凭证所列套件。

err-seal-recipient =
    .what = 对方的接收公钥不能用于加密。
    .why = 身份凭证中的接收公钥不适用于该套件。
    .next = 请对方提供更正后的身份凭证。

err-seal-fault =
    .what = 加密失败。
    .why = 加密过程中系统报错。
    .next = 请重试；仍然失败的，将本代码告知系统管理员。

err-open-not-for-us =
    .what = 该文件加密给其他接收方。
    .why = 本系统的密钥均不能解密。
    .next = 请核对来源；确属本系统的，可能缺少旧密钥。

err-open-damaged =
    .what = 加密文件已经损坏。
    .why = { -damaged }
    .next = { -ask-again }

err-open-fault =
    .what = 解密失败。
    .why = 解密过程中系统报错。
    .next = 请重试；仍然失败的，将本代码告知系统管理员。

err-home-absent =
    .what = 该文件夹中没有节点目录。
    .why = 节点目录中应有“comity.toml”和文件夹“keys”。
    .next = 请用“--home”指定正确的文件夹，或者用“comity init”新建。

err-home-exists =
    .what = 该文件夹中已有节点目录。
    .why = 节点目录不会被覆盖。
    .next = 请选择其他文件夹。

err-home-served =
    .what = 另一个进程正在使用该节点目录提供服务。
    .why = 一个节点目录上只能运行一个“comity serve”。
    .next = 请使用已经运行的服务，或者先将其结束。

err-home-disk-full =
    .what = 磁盘已满。
    .why = 未能持久保存的内容没有签名。
    .next = 请清理空间后重试，内容没有丢失。

err-home-io =
    .what = 节点目录中有文件无法读写。
    .why = 文件夹为只读，或者磁盘报错。
    .next = 请检查访问权限和磁盘。

err-keys-passphrase-needed =
    .what = 密钥已锁定，没有提供口令。
    .why = 密钥文件用口令加密。
    .next = 请用“--passphrase-file”提供口令，或者在提示时输入。

err-keys-wrong-passphrase =
    .what = 口令不正确。
    .why = 该口令不能打开密钥文件。
    .next = 请重试；遗失口令的，需要更换身份凭证。

err-keys-damaged =
    .what = 密钥文件已经损坏。
    .why = 文件内容与写入时的格式不符。
    .next = 请从密钥备份中恢复。

err-request-not-found =
    .what = 该地址没有对应的服务。
    .why = 本系统没有以该地址提供的服务。
    .next = 请对照协议核对地址。

err-request-method =
    .what = 该地址不接受此类请求。
    .why = 每个地址只接受规定的请求方法。
    .next = 请对照协议核对请求方法。

err-request-malformed =
    .what = 请求无法读取。
    .why = 请求有缺失或者格式不符。
    .next = 请对照协议核对。

err-request-too-large =
    .what = 请求过大。
    .why = 每个请求均有大小上限。
    .next = 请减少单次发送量。

err-request-too-slow =
    .what = 请求传送过慢。
    .why = 一段时间内没有收到数据的连接将被关闭。
    .next = 请换用较快的网络重试，或者以文件形式传送交换包。

err-request-cut-off =
    .what = 请求中断。
    .why = 连接在全部内容到达之前结束。
    .next = 请重试，系统不会接收不完整的内容。

err-request-too-many =
    .what = 同时请求过多。
    .why = 每一方均有各自的上限。
    .next = 请稍后重试。

err-request-unknown-caller =
    .what = 请求方身份不明。
    .why = 其密钥不在本系统信任的身份凭证之中。
    .next = 请先交换身份凭证并核对安全核对码。

err-request-failed =
    .what = 请求未能完成。
    .why = 本系统出现错误。
    .next = 请重试；仍然失败的，由系统管理员查看运行记录。

err-tls-key =
    .what = 连接密钥无法使用。
    .why = 密钥缺失或者损坏。
    .next = 请运行“comity config check”。

err-tls-certificate =
    .what = 另一端的证书无法读取。
    .why = 证书仅用于承载密钥，但须符合格式。
    .next = 请联系对方系统管理员。

err-tls-setup =
    .what = 未能建立加密连接。
    .why = 两个系统没有共同支持的方式。
    .next = 双方均须支持TLS 1.3，请检查中间是否有设备造成中断。

err-credential-limit =
    .what = 身份凭证中有项目超出限制。
    .why = { $field ->
        [endpoints] 地址最多16个，均以“https://”开头，不含空格，不超过512个字符。
        [rhythm] 交换间隔应在60秒至2678400秒（31天）之间。
        [jurisdiction] 法域标签应为1至32个字符。
        [names] 全称不超过200个字符，简称不超过40个字符。
        [offices] 单位最多256个，代码各不相同，均有中英文名称。
       *[other] 身份凭证中的名称、地址和清单均有限制。
    }
    .next = 请更正后重新制作身份凭证。

err-credential-shared-key =
    .what = 身份凭证将同一密钥用于两种用途。
    .why = 一个密钥只能对应一种声明，各用途不得共用密钥。
    .next = 请对方提供各用途密钥分开的身份凭证。

err-credential-not-one-leaf =
    .what = 该文件不是身份凭证文件。
    .why = { -damaged }
    .next = { -ask-again }

err-credential-time =
    .what = 身份凭证的签名时间与其载明时间不一致。
    .why = { -damaged }
    .next = { -ask-again }

err-credential-not-next =
    .what = 该身份凭证与前一份不衔接。
    .why = 后一份身份凭证须载明前一份，序号递增，时间在后，并由前一份的身份密钥签名。
    .next = 请对方提供中间各份身份凭证，或者重新核对安全核对码。全部密钥丢失的一方，用“comity init --serial N”新建节点，序号须大于此前所有序号。

err-chain-order =
    .what = 该身份凭证的生效位置早于前一份。
    .why = 身份凭证按往来记录的先后生效。
    .next = { -audit }

err-handover-list =
    .what = 对方移交的身份凭证清单不合格。
    .why = 每方至少一份、至多64份，各载明自何处起生效。
    .next = { -ask-again }

err-handover-untrusted =
    .what = 对方所列的自己的身份凭证与本系统所信任的不相衔接。
    .why = 其中须有一份为本系统所信任，其后各份须由前一份的密钥签名。
    .next = 先核对其最新身份凭证的安全核对码并予以信任。

err-handover-not-ours =
    .what = 对方所列的我方身份凭证与我方持有的不同。
    .why = 我方此前的记录将依该身份凭证验证。
    .next = 双方口头查明原因之前，不从该方取回任何内容。

err-handover-not-as-said =
    .what = 对方所列的身份凭证与取回的记录不符。
    .why = 开卷记录载明生效的身份凭证，其后各份均由一条记录签发。
    .next = 双方口头查明原因之前，不从该方取回任何内容。

err-openings-stretch =
    .what = 收到的文件密钥不是所请求的。
    .why = 须为同一份记录中同一段文书的密钥，并依其次序。
    .next = { -ask-again }

err-openings-do-not-fit =
    .what = 对方移交的文件密钥不能打开相应文书。
    .why = 加密文件只能用其自身的密钥打开，其字节须与记录所载一致。
    .next = 请向对方查明原因。此前已取回的内容予以保留。

err-openings-fault =
    .what = 文件密钥无法试用。
    .why = 本机的加密程序库出错。
    .next = 请重新运行该命令。

err-chain-unknown =
    .what = 吊销文件所指的身份凭证不为本系统所知。
    .why = 只能吊销该方已知的身份凭证。
    .next = 请对方提供中间各份身份凭证。

err-statement-origin =
    .what = 签名声明所指的是其他记录。
    .why = 该声明是为其他通道或者其他代次作出的。
    .next = 请核对文件的来源和收件方。

err-statement-two-times =
    .what = 该声明的各个签名时间不一致。
    .why = { -damaged }
    .next = { -ask-again }

err-statement-no-time =
    .what = 该声明没有载明时间。
    .why = { -damaged }
    .next = { -ask-again }

err-statement-time-range =
    .what = 该声明的时间超出历法范围。
    .why = { -damaged }
    .next = { -ask-again }

err-pouch-io =
    .what = 交换包无法读取。
    .why = 存储介质或者网络报错。
    .next = 请重试；有其他副本的，请使用其他副本。

err-refuse-root =
    .what = 所收记录推算不出所签根值。{ -not-appended }
    .why = 记录在途中受损，或者不是当初签名的内容。
    .next = { -ask-again }

err-refuse-frozen =
    .what = 本代通道已经冻结。{ -not-appended }
    .why = 此前发现签名内容互相矛盾。
    .next = { -frozen }

err-channel-store =
    .what = 交换过程中存储出错。{ -not-appended }
    .why = 见存储的错误信息。
    .next = 请修复存储后重新交换，内容没有丢失。

err-store-commit-unknown =
    .what = 无法确定最后一次写入是否生效。
    .why = 磁盘或者数据库在写入时中断；查明之前不再签名。
    .next = 请重新启动，程序将存储与最后一次签名核对。

err-store-full =
    .what = 磁盘已满，没有写入任何内容。
    .why = 未能持久保存的内容没有签名。
    .next = 请清理空间后重试，内容没有丢失。

err-store-read-only =
    .what = 存储不可写。
    .why = 文件或者所在文件夹为只读。
    .next = 请更正访问权限后重试。

err-store-busy =
    .what = 存储被其他进程占用过久，没有写入任何内容。
    .why = 有多个命令同时写入。
    .next = 请重试。

err-store-unavailable =
    .what = 存储无法打开。
    .why = 文件或者文件夹不存在，或者无权打开。
    .next = 请检查“--home”和访问权限。

err-store-corrupt =
    .what = 存储已经损坏。
    .why = 文件中有数据库无法读取的内容。
    .next = 请停止服务并保留该文件，然后运行“comity recover”或者“comity restore”。

err-store-newer =
    .what = 存储由较新版本的程序写入。
    .why = 旧版本程序可能将其损坏。
    .next = 请使用较新版本。

err-store-format =
    .what = 存储中有一行内容的格式不为本版本所识别。
    .why = 该行被其他程序改动，或者存储已经损坏。
    .next = { -audit }

err-store-not-at-end =
    .what = 待写入的记录与原有记录末尾不衔接。
    .why = { -our-bug }
    .next = { -audit }

err-store-out-of-order =
    .what = 待写入的内容与前一行不衔接。
    .why = { -our-bug }
    .next = { -audit }

err-store-erased =
    .what = 该内容已经清除。
    .why = 已清除的内容不会以任何途径恢复。
    .next = 确有需要的，请对方以新的文书另行提供。

err-store-not-found =
    .what = 存储中没有所查内容。
    .why = 编号有误，或者属于其他通道。
    .next = 请核对编号。

err-store-too-large =
    .what = 有一项内容超过存储可以容纳的大小。
    .why = 存储格式对其设有上限。
    .next = 请拆分，或者改为附件。

err-store-stopped =
    .what = 存储的写入程序已经停止。
    .why = 此前的错误使其终止。
    .next = 请重新启动程序，并在运行记录中查看此前的错误。

err-store-engine =
    .what = 数据库报错。
    .why = 数据库报告的情况见下方详情。
    .next = 请重试；仍然失败的，将本代码和原因告知系统管理员。

err-trail-broken =
    .what = 审计日志核验不通过。
    .why = 有日志在写入之后被改动、删除或者插入。
    .next = 请保持存储原状，并告知审计人员。

err-config-io =
    .what = 配置文件无法读取。
    .why = 文件不存在或者无权打开。
    .next = 请检查路径和访问权限。

err-config-malformed =
    .what = 配置文件有误。
    .why = 有未知的配置项，或者取值格式不符，行列见下方详情。
    .next = 请对照带注释的默认配置，然后运行“comity config check”。

err-config-breached-io =
    .what = 无法读取泄露密码清单。
    .why = 配置所指的{ $path }不存在或者不可打开。恢复可读之前不能设置密码。
    .next = 请检查路径和访问权限，或者删去“accounts.breached”。

err-config-breached-shape =
    .what = 泄露密码清单有误。
    .why = { $path }应逐行写有十六进制的SHA-1、英文冒号和次数，并按哈希值排序；第{ $at }字节处不符。
    .next = 请使用按哈希值排序的下载文件，解压后使用。

err-config-unfit =
    .what = 配置文件中有取值超出范围。
    .why = 配置项名称见下方详情。
    .next = 请更正，然后运行“comity config check”。

err-home-not-writable =
    .what = 节点目录不可写。
    .why = 文件夹为只读。
    .next = 请更正访问权限后重试。

err-keys-not-a-seed =
    .what = 这不是密钥种子。
    .why = 密钥种子为64位十六进制数字，在“comity init”时打印。
    .next = 请对照打印件重新输入。

err-keys-other-seed =
    .what = 这不是序号{ $serial }身份凭证的种子。
    .why = 新的身份凭证须由前一身份凭证的密钥签名，而该密钥由另一种子生成。未作任何更改。
    .next = 请使用签发该身份凭证时打印的种子。

err-keys-tls =
    .what = 连接密钥无法生成或者读取。
    .why = 密钥文件损坏，或者系统拒绝操作。
    .next = 请从密钥备份中恢复。

err-sealing-not-a-key =
    .what = 这不是age密钥。
    .why = 文本受损，或者属于其他种类。
    .next = 请重新复制。

err-stream-disk-full =
    .what = 写入文件时磁盘已满。
    .why = 已写入的部分予以保留，以后继续。
    .next = 请清理空间后重试，内容没有丢失。

err-stream-io =
    .what = 文件未能完整读取或者写入。
    .why = 磁盘或者存储介质报错。
    .next = 请检查存储介质后重试，将从中断处继续。

err-ops-not-loopback =
    .what = 运行状态和统计数据只能在本机提供。
    .why = 该服务不受各方密钥保护。
    .next = 请使用“127.0.0.1:7444”一类的地址。

err-ops-listener =
    .what = 运行状态服务的地址无法使用。
    .why = 可能被其他程序占用。
    .next = 请用“--ops”另选端口。

err-channel-not-in-force =
    .what = 本代通道尚未生效。{ -not-appended }
    .why = 须由双方以相同方式开启。
    .next = 请先交换一次；仍未生效的，由双方系统管理员对照“comity channel show”的结果。
    .page = 请先交换一次；仍未生效的，由双方系统管理员对照“对方”栏目中该方的页面。

err-channel-quiet =
    .what = 本代通道不再接受记录。{ -not-appended }
    .why = 该代已经冻结，或者已被新的一代取代。
    .next = 请查看“comity channel show”，在有效的一代中发出，或者开启新的一代。
    .page = 请查看“对方”栏目中该方的页面，在有效的一代中发出，或者开启新的一代。

err-channel-open =
    .what = 不能以此方式开启通道。
    .why = 通道已经开启，或者开启记录所载内容不符。
    .next = 请查看“comity channel show”。
    .page = 请查看“对方”栏目中该方的页面。

err-issue-no-keys =
    .what = 没有用于该序号身份凭证的密钥。
    .why = 密钥库恢复自较早的副本，或者更换过程没有完成。
    .next = 请运行“comity config check”，然后重新更换身份凭证。

err-attachment-name-empty =
    .what = 附件没有名称。
    .why = 每个附件均须有名称。
    .next = 请将文件改名后重新附上。

err-attachment-name-too-long =
    .what = 附件名称过长。
    .why = 名称不超过200个字节。
    .next = 请将文件改名后重新附上。

err-attachment-name-is-path =
    .what = 附件名称中含有路径。
    .why = 路径可能使文件被写入接收方磁盘的任意位置。
    .next = 请将文件改名后重新附上。

err-attachment-name-unseen =
    .what = 附件名称中含有不可见字符。
    .why = 控制字符和方向字符可以使名称看似另一名称。
    .next = 请将文件改名后重新附上。

err-attachment-name-edges =
    .what = 附件名称首尾有空格，或者以点结尾。
    .why = 有些系统会将其略去，使名称发生变化。
    .next = 请将文件改名后重新附上。

err-attachment-media-type =
    .what = 附件的媒体类型无效。
    .why = 媒体类型的写法如“text/csv”。
    .next = 请更正媒体类型。

err-attachment-prohibited =
    .what = 该类内容不得作为附件。
    .why = 违禁内容不得传送，只能传送其指纹和编号。
    .next = 请将指纹列入项目清单，或者用“original”载明原件另以存储介质移交。

err-body-too-many-attachments =
    .what = 文书的附件过多。
    .why = 每份文书最多附64个附件。
    .next = 请将多个文件打包，或者分为多份文书。

err-body-named-without-intent =
    .what = 文书中载有被害人或者未成年人的姓名。
    .why = 被害人和未成年人默认使用代称，确需载明姓名的除外。
    .next = 请删除姓名，或者标明系有意载明。

err-body-person-reference =
    .what = 有人员没有代号，或者代号重复。
    .why = 每名人员以各自的代号指称。
    .next = 请为每名人员设置代号。

err-import-too-long =
    .what = 导入的文件过长。
    .why = 案件由一份大小有限的清单、数据包、事件或者邮件生成。
    .next = 请拆分文件，或者改为附件。

err-import-unrecognised =
    .what = 不能识别该文件的格式。
    .why = 可以导入CSV清单、STIX数据包、MISP事件和电子邮件。
    .next = 请提供上述格式的文件。

err-import-malformed =
    .what = 导入的文件有误。
    .why = 位置见下方详情。
    .next = 请更正文件后重试。

err-receipt-none =
    .what = 没有可以证实的内容。
    .why = 往来记录中尚无此类凭据所需的内容。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-leaf =
    .what = 凭据中有记录无法读取。
    .why = { -damaged }
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-too-long =
    .what = 凭据文件过长。
    .why = 凭据文件设有大小上限。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-archive =
    .what = 该文件不是凭据文件包。
    .why = { -damaged }
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-member-missing =
    .what = 凭据缺少一部分内容。
    .why = { -damaged }
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-beside =
    .what = 缺少凭据所披露的一个加密附件。
    .why = 附件过大，不能放入凭据文件，或者制作时选择不放入，因而另存为单独的文件。
    .next = 将以“.age”结尾的文件按写出时的名称放在凭据文件旁边，再次核验。

err-receipt-member-unknown =
    .what = 凭据中含有不属于它的内容。
    .why = 文件中只能有其所主张的内容。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-claim =
    .what = 凭据种类与所列文书不符。
    .why = 每种凭据对应特定的文书。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-unlinked =
    .what = 凭据中有身份凭证不能与所提供的身份凭证衔接。
    .why = 各身份凭证须逐份由前一份签名，并与所提供的相衔接。
    .next = 请提供该方现行的、经电话核对的身份凭证。

err-receipt-no-credential =
    .what = 缺少凭据所涉一方的身份凭证。
    .why = 签名只能用该方的身份凭证验证。
    .next = 请用“--credential”提供双方的身份凭证。

err-receipt-revoked =
    .what = 有声明使用已经吊销的身份凭证签名，且没有内容表明其作出在先。
    .why = 吊销之后，只有对方此前已经覆盖的内容有效。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-after-revocation =
    .what = 有记录在其身份凭证的吊销已获记载之后才被覆盖。
    .why = 自记载吊销的记录起，使用该身份凭证签名的内容一律无效：密钥可能已落入他人之手。
    .next = 请勿据此认定事实，可电话询问该方是否曾作此表示。

err-receipt-not-recorded =
    .what = 所指的记录并未记载该项吊销。
    .why = 该记录属于另一方向的记录，属于另一种文书，或者涉及另一份身份凭证。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-other-entry =
    .what = 凭据中有内容所指的不是其所主张的记录。
    .why = 不同凭据的内容被混合，或者凭据被改动。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-no-act =
    .what = 凭据所指的记录不是文书。
    .why = 该记录为系统回执或者开启记录，不表达任何内容。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-not-first-covering =
    .what = 没有表明最先覆盖该文书的记录。
    .why = 时限自最先覆盖的记录起算，以后者起算将有利于接收方。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-fingerprint =
    .what = 加密内容与所签指纹不符。
    .why = 内容被改动或者调换。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-open =
    .what = 所披露的密钥不能打开对应内容。
    .why = 密钥属于其他文件，或者内容被改动。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-file-key =
    .what = 所披露的密钥无法读取。
    .why = 密钥应写作32位十六进制数字。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-other-envelope =
    .what = 所披露的封面不属于所在记录或者卷宗。
    .why = 该封面是为其他位置制作的。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-called-bad =
    .what = 接收方已载明该记录不可读。
    .why = 不能以无法读取的内容对抗接收方。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-not-held =
    .what = 没有记录表明某一附件已被持有。
    .why = 只有接收方声明持有的，才为附件齐全。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-dossier-key =
    .what = 卷宗密钥与该请求不符。
    .why = 由其生成的标记与所签标记不同。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-root =
    .what = 凭据中的记录推算不出所签根值。
    .why = 有记录被遗漏、添加或者改动。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-answered =
    .what = 对方已经答复。
    .why = 凭据所含记录中有一项履行了该义务。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-nothing-owed =
    .what = 该期间内没有应当办理的事项。
    .why = 只有在应办事项未履行期间，未答复才予计算。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-receipt-no-contradiction =
    .what = 两项内容并不矛盾。
    .why = 两者可以同时为真。
    .next = 请勿据此认定事实，可要求提供方重新导出。

err-node-no-channel =
    .what = 没有与该方的通道。
    .why = 尚未信任其身份凭证，或者名称有误。
    .next = 请查看“comity channel list”；先信任该方的身份凭证。
    .page = 请查看“对方”栏目；须先信任该方的身份凭证。

err-node-desk-stalled =
    .what = 与{ $party }的通道所示内容落后于往来记录。
    .why = 存储中该通道有内容损坏或者缺失（{ $because }）。其他通道不受影响。
    .next = 请运行“comity audit --deep”查明所在。{ -keep-and-recover }

err-node-no-dossier =
    .what = 没有该卷宗。
    .why = 编号有误，或者建立该卷宗的文书无效或尚未到达。
    .next = 请查看“comity case list”。
    .page = 请在“案件”栏目中查找。

err-node-no-keys =
    .what = 本节点上没有我方身份凭证的密钥。
    .why = 节点目录在迁移或者恢复时缺少密钥。
    .next = 请从备份中恢复密钥，或者运行“comity recover”。

err-node-no-suite =
    .what = 双方身份凭证没有共同的加密套件。
    .why = 加密须使用双方均列出的套件。
    .next = 请由一方更换身份凭证，加入另一方所列套件。

err-node-not-theirs =
    .what = 这不是对方的身份凭证。
    .why = 该身份凭证属于我方，或者属于其他一方。
    .next = 请核对对方提供的文件。

err-node-safety-number =
    .what = 安全核对码不符。
    .why = 所核对的号码属于其他身份凭证：文件在途中被调换，或者数字听错。
    .next = 请以电话重新核对；仍然不符的，请勿信任该文件。

err-node-contended =
    .what = 加密文书期间身份凭证不断变化。
    .why = 另一个命令正在更换或者信任身份凭证。
    .next = 请待其结束后重试。

err-node-file =
    .what = 该文件不符合要求。
    .why = 文件属于其他种类，或者已经损坏。
    .next = 请用“comity pouch inspect”查看。
    .page = 请核对所选文件是否正确；文件损坏的，请对方重新生成。

err-file-too-long =
    .what = 请求书或者文书的填写文件过长。
    .why = 填写文件应当简短，较长内容作为附件。
    .next = 请缩短文件，或者将较长内容改为附件。

err-file-not-text =
    .what = 请求书或者文书的填写文件不是文本。
    .why = 填写文件应为UTF-8编码的TOML或者JSON。
    .next = 请另存为UTF-8编码，或者用“comity case new --template”重新生成。
    .page = 请另存为UTF-8编码后重新选择。

err-file-name-twice =
    .what = 文件中的名称“{ $name }”出现两次。
    .why = 第{ $line }行在同一对象中第二次给出该名称，无法判断应以哪一个为准。
    .next = 请保留其中一个，然后重试。

err-file-malformed =
    .what = 请求书或者文书的填写文件有误。
    .why = 有项目未知或者格式不符，位置见下方详情。
    .next = 请对照“comity case new --template”核对。
    .page = 请更正所指的内容。

err-void-not-opening =
    .what = 该种文书不能建立卷宗。
    .why = 卷宗由协助请求、询问或者主动通报建立。
    .next = 请载明该文书所属的卷宗。

err-void-opened-before =
    .what = 该种文书用于建立卷宗，不在卷宗内发出。
    .why = 每个卷宗只建立一次。
    .next = 请建立新卷宗，并载明先前请求。

err-void-not-in-dossier =
    .what = 该文书不在本卷宗中发出。
    .why = 该文书涉及整个通道，或者卷宗未有效建立。
    .next = 请在通道上发出，或者在有效的卷宗中发出。

err-void-not-on-channel =
    .what = 该文书只能在卷宗中发出。
    .why = 该文书涉及具体事项，不涉及整个通道。
    .next = 请载明卷宗。

err-void-wrong-dossier-type =
    .what = 该文书不适用于此类卷宗。
    .why = 协助请求、询问和主动通报各有其文书。
    .next = 请查看“comity case show”所列目前可以发出的文书。
    .page = 请查看案件页面，其上的按钮即目前可以发出的文书。

err-void-wrong-side =
    .what = 该文书应由另一方发出。
    .why = 各方只能推进自己一侧的办理状态。
    .next = 请查看“comity case show”所列目前可以发出的文书。
    .page = 请查看案件页面，其上的按钮即目前可以发出的文书。

err-void-closed =
    .what = 案件已经办结或者撤回。
    .why = 此后只能发出善后文书。
    .next = 请求方可以重新办理本案。

err-void-not-closed =
    .what = 案件尚未办结。
    .why = 只有已经办结的案件才能重新办理。
    .next = 无须处理，案件仍在办理。

err-void-already-said =
    .what = 同样内容此前已经发出。
    .why = 重复发出不产生变化。
    .next = 无须处理。

err-void-already-decided =
    .what = 请求已经作出决定。
    .why = 作出决定后不能再要求补充材料或者重新审查。
    .next = 请予答复，或者与对方磋商。

err-void-already-answered =
    .what = 请求已经答复。
    .why = 最终答复之后不能再作决定。
    .next = 请求方可以重新办理本案。

err-void-not-accepted =
    .what = 请求未获同意。
    .why = 只有同意协助的请求才能执行和答复。
    .next = 请先同意协助。

err-void-condition-open =
    .what = 所附条件尚未取得书面保证。
    .why = 答复须待请求方作出书面保证。
    .next = 请等待书面保证，或者改为无条件同意。

err-void-no-condition =
    .what = 没有需要作出书面保证的条件。
    .why = 未附条件，或者已被其他决定取代。
    .next = 请在“comity case show”中查看最近的决定。
    .page = 请在案件页面查看最近的决定。

err-void-unknown-reference =
    .what = 所引用的文书不为发出方所知、没有效力或者种类不符。
    .why = 引用必须指向两份记录中已有的文书。
    .next = 请从“comity case show”中复制编号。
    .page = 请从案件页面所列文书中选择。

err-void-items-exceed =
    .what = 所答复的项目多于所发出的项目。
    .why = 数量不得超出请求所附清单。
    .next = 请按清单重新统计。

err-void-items-open =
    .what = 仍有项目没有结果。
    .why = 每一项均有结果，才为最终答复。
    .next = 请补充其余项目的结果，或者改为部分答复。

err-void-return-first =
    .what = 尚未先行要求补充材料。
    .why = 在请求方有机会补齐之前，材料不全不构成拒绝的理由。
    .next = 请先要求补充材料，并列明所缺内容。

err-void-consult-first =
    .what = 拒绝之前没有磋商。
    .why = 现行约定要求先行磋商。
    .next = 请先提出磋商。

err-void-prohibited-content =
    .what = 该类内容不得作为附件。
    .why = 违禁内容不得传送，只能传送其指纹和编号。
    .next = 请将指纹列入项目清单，或者载明原件另以存储介质移交。

err-void-attachment-missing =
    .what = 文书所载附件没有随附。
    .why = 以附件移交的材料必须随文书附上。
    .next = 请附上该文件。

err-void-wrong-exhibit =
    .what = 物证编号已经使用，或者该物证未曾移交。
    .why = 每件物证只有一个由移交方编定的编号。
    .next = 请在“comity case show”中查看证据保管链。
    .page = 请在案件页面查看证据保管链。

err-void-not-asked-for =
    .what = 未请求保全数据。
    .why = 只对请求所要求的保全予以确认。
    .next = 可请请求方补充材料。

err-void-not-preserved =
    .what = 没有处于保全状态的数据。
    .why = 尚未确认保全，或者已经解除。
    .next = 请查看“comity case show”。
    .page = 请查看案件页面。

err-void-not-answered =
    .what = 没有可据以办结的答复。
    .why = 案件在收到答复、拒绝或者由其他渠道答复之后办结，在此之前为撤回。
    .next = 请等待答复，或者撤回请求。

err-void-not-pending =
    .what = 没有待答复的此类事项。
    .why = 该事项已经了结，或者不是由另一方提出。
    .next = 请查看“comity case show”。
    .page = 请查看案件页面。

err-void-not-suspended =
    .what = 通道未由该方暂停。
    .why = 通道由暂停的一方恢复。
    .next = 请查看“comity channel show”。
    .page = 请查看“对方”栏目中该方的页面。

err-request-lacks-musts =
    .what = 请求书不能发出：缺少必备项目。
    .why = 请求类别和所请求的协助类型要求具备这些项目。
    .next = 请填写所列项目，然后运行“comity case check”。
    .page = 请填写所列项目，然后重新保存。

err-person-name =
    .what = 这不是有效的人员姓名。
    .why = 姓名为1至100个字符，不含控制字符。
    .next = 请更正姓名。

err-person-label =
    .what = 这不是有效的单位代码或者值班编号。
    .why = 应为1至64个可见ASCII字符。
    .next = 请更正。

err-person-role =
    .what = 没有该角色。
    .why = 角色是固定的，各有其名称和权限。
    .next = 请从“comity person add --help”所列角色中选择。
    .page = 请从所列角色中选择。

err-person-unknown =
    .what = 没有登记该姓名的人员。
    .why = 命令须以已登记人员的名义执行。
    .next = 请用“comity person add”登记。
    .page = 请在“本方管理”栏目的人员页面登记。

err-person-taken =
    .what = 已登记同名人员。
    .why = 在审计日志中，一个姓名始终指同一人员。
    .next = 请使用其他姓名，或者打开该人员的页面。

err-person-disabled =
    .what = 该人员已不能操作。
    .why = 该人员已被停用。
    .next = 请以其他人员名义操作，或者由系统管理员重新登记。

err-person-not-in-role =
    .what = 该人员没有所需角色。
    .why = 内部规则规定了各角色的权限。
    .next = 请由具有该角色的人员办理。

err-person-roles-apart =
    .what = 同一人员不得同时具有这些角色。
    .why = 系统管理员、安全管理员和审计人员相互制约，须由三人分别担任；设置安全管理员之后，系统管理员不得兼任可以查看内容的角色。
    .next = 请将其中一个角色授予其他人员。

err-person-takes-two =
    .what = 该角色不能由一人授予。
    .why = 我方已设安全管理员，新角色须由系统管理员申请、安全管理员确认。
    .next = 请先登记该人员但不含该角色，再用“comity person ask”申请。
    .page = 请先登记该人员但不含该角色，再在其页面申请。

err-person-move-takes-two =
    .what = 调整人员单位不能由一人办理。
    .why = 单位人员可以查看本单位案件。我方已设安全管理员，须由系统管理员申请、安全管理员确认。
    .next = 请用“comity person move”申请。
    .page = 请在该人员的页面申请。

err-person-last =
    .what = 没有其他人员具有该角色，或者其他安全管理员尚无登录方式。
    .why = 我方不能没有系统管理员；设置安全管理员之后，也不能没有安全管理员。
    .next = 请先将该角色授予其他人员；更换安全管理员时，请先由新任者设置登录方式。

err-access-denied =
    .what = 该人员无权办理此事项。
    .why = 该人员的角色或者登录方式不具有此项权限。
    .next = 请由具有相应角色的人员办理，或者使用密钥登录。
    .page = 请由具有相应角色的人员办理。以设置链接登录或者使用权限范围较小的令牌时，可办事项少于本人角色所允许的。

err-access-not-signed-in =
    .what = 尚未登录。
    .why = 会话已结束，或者令牌不存在、已撤销、已过期。
    .next = 请重新登录，或者使用其他令牌。

err-access-sign-in =
    .what = 登录失败。
    .why = 姓名、密码或者验证码有误；不说明是哪一项，以免被逐项猜测。
    .next = 请重试。每个验证码仅可使用一次，且仅在应用显示期间有效，请在下一个出现后输入。

err-access-too-many-tries =
    .what = 失败次数过多。
    .why = 多次失败之后须等待更长时间，以防猜测。
    .next = 请等待几分钟后重试。

err-access-link =
    .what = 该链接无效。
    .why = 链接不存在、已使用、已超过一天，或者已由新链接取代。
    .next = 请向系统管理员索取新链接；首任系统管理员请运行“comity person link”。
    .page = 请向系统管理员索取新链接。

err-access-password =
    .what = 不能使用该密码。
    .why = 密码不足12个字符、过于单一、与姓名过于接近，或者由常用密码和词语组成。
    .next = 请另选密码，例如几个互不相关的词语。

err-access-password-breached =
    .what = 不能使用该密码。
    .why = 该密码曾在别处泄露，容易最先被猜到。
    .next = 请另选未在别处使用过的密码，例如几个互不相关的词语。

err-access-last-way =
    .what = 这是本人最后一种登录方式。
    .why = 移除后本人无法登录，也可能无人能够恢复。
    .next = 请先设置其他登录方式。遗失的设备由他人移除。

err-access-own-account =
    .what = 这是本人的账户。
    .why = 本人的密钥和会话只能在须确认身份的页面结束。
    .next = 请打开本人账户页面。

err-access-breached-list =
    .what = 目前无法设置密码。
    .why = 本方不接受曾经泄露的密码，而泄露密码清单无法读取。
    .next = 请节点运维人员运行“comity config check”。
    .page = 请告知节点运维人员；现有密码不变。

err-access-code =
    .what = 验证码不符。
    .why = 该密钥当前对应的不是此验证码。
    .next = 请核对设备时间，再输入当前显示的验证码。

err-access-passkey =
    .what = 该通行密钥未予接受。
    .why = 本系统没有该密钥，或者其应答与所询不符，或者应答已超时。
    .next = 请重试。再次被拒时，请以其他方式登录，并检查通行密钥。

err-access-certificate =
    .what = 这不是证书。
    .why = 内容既不是证书，也不是其SHA-256指纹。
    .next = 请提供证书文件，或者64位十六进制指纹。

err-access-certificate-taken =
    .what = 该证书属于其他人员。
    .why = 一个证书只供一人登录。
    .next = 请先从该人员处移除，或者使用其他证书。

err-access-label =
    .what = 该名称不能使用。
    .why = 名称为1至100个字符，首尾不得有空格，不得含控制字符。
    .next = 请更正。

err-access-token-limits =
    .what = 不能生成这样的令牌。
    .why = 令牌须至少有一个有效的权限范围，有效期为1至366天。
    .next = 请指定权限范围和天数。

err-access-unknown =
    .what = 没有该会话、令牌、证书或者通行密钥。
    .why = 其已结束、已撤销，或者属于其他人员。
    .next = 请查看列表。

err-notices-unfit =
    .what = 选择没有保存。
    .why = 邮件地址不符合要求，或者小时数不在1至336之间，或者没有需要确认的地址。
    .next = 请更正。

err-notices-code =
    .what = 验证码不符。
    .why = 不是最近发出的验证码，或者已超过一小时，或者已输错五次。
    .next = 请输入最近一封邮件中的验证码，或者重新发送。

err-webhook-unknown =
    .what = 没有该事件推送。
    .why = 其已移除，或者编号有误。
    .next = 请查看列表。

err-webhook-address =
    .what = 接收地址不能使用。
    .why = 地址应为“https://”、主机名、可选的端口和路径，不得含用户名、密码或者“#”。
    .next = 请更正。

err-webhook-plain =
    .what = 没有新建事件推送。
    .why = 该地址不使用TLS，而本方规则要求使用。
    .next = 请使用“https://”地址，或者在配置中设定“webhooks.plain_http”。
    .page = 请使用“https://”地址。

err-webhook-owner =
    .what = 没有新建事件推送。
    .why = 事件推送归属于人员或者单位，只推送其有权知悉的事项。
    .next = 请以“person:”加姓名，或者“office:”加单位代码填写所属。
    .page = 请选择所属。

err-webhook-kinds =
    .what = 没有新建事件推送。
    .why = 没有选择推送范围，或者含有未知的类型。
    .next = 请至少选择“act.received”、“act.sent”、“deadline.passed”之一。
    .page = 请至少选择一项。

err-webhook-too-many =
    .what = 没有新建事件推送。
    .why = 本方已有50个。
    .next = 请移除不再需要的。

err-webhook-state =
    .what = 没有变更。
    .why = 该事件推送处于其他状态：等待第二人确认、推送中或者已停止。
    .next = 请查看其状态。

err-outward-unresolved =
    .what = 找不到主机。
    .why = 该名称没有对应的地址。
    .next = 请检查名称和本机的域名解析。

err-outward-refused =
    .what = 该地址不得连接。
    .why = 其属于配置未予允许的私有或者特殊网段。
    .next = 确需连接的，请在“webhooks.allow”中允许该网段。

err-outward-timed-out =
    .what = 没有及时应答。
    .why = 对端缓慢或者没有应答。
    .next = 系统会重试。持续如此的，请检查接收方。

err-outward-unreachable =
    .what = 无法连接。
    .why = 该处无人接听，或者连接中断。
    .next = 系统会重试。持续如此的，请检查接收方和网络。

err-outward-authorities =
    .what = 无法读取证书。
    .why = 证书颁发机构文件、本系统的证书或者密钥缺失，或者不是PEM格式。
    .next = 请检查配置中的路径。

err-outward-tls =
    .what = TLS协商失败。
    .why = 证书不是由受信任的机构颁发，或者名称不符、已过期，或者没有共同的版本。
    .next = 请检查对端的证书和证书颁发机构文件。

err-outward-wrong-form =
    .what = 应答无法识别。
    .why = 该处应答的是其他程序。
    .next = 请检查地址。

err-outward-answered =
    .what = 对端拒绝。
    .why = 其以协议代码作答。
    .next = 请查看其日志。

err-outward-no-login =
    .what = 邮件没有送出。
    .why = 该服务器不提供TLS，或者不支持以密码登录。
    .next = 请使用支持TLS提交邮件的服务器。

err-access-preference =
    .what = 不能使用该语言或者时差。
    .why = 语言须为“en”等标签；时差不超过14小时。
    .next = 请选择所列选项。

err-office-unknown =
    .what = 没有该代码的单位。
    .why = 单位列表中没有该单位，也没有人员属于该单位。
    .next = 请查看“comity person office list”。
    .page = 请查看“本方管理”栏目的单位页面。

err-office-cycle =
    .what = 该单位将成为自身的下级。
    .why = 单位须构成树形结构。
    .next = 请另选上级单位。

err-office-in-use =
    .what = 该单位仍在使用。
    .why = 有人员或者其他单位隶属于该单位。
    .next = 请先将其调整至其他单位。

err-grant-not-asked =
    .what = 尚无此项申请。
    .why = 须由两人办理：一人申请，另一人在14天内确认。
    .next = 请由系统管理员先行申请。

err-grant-own =
    .what = 须由其他人员办理。
    .why = 申请人和被授予人不得自行确认。
    .next = 请由其他安全管理员确认。

err-attachment-too-large =
    .what = 附件超过大小上限。
    .why = 双方各自限制收发附件的大小，证据材料的上限高于其他文件。
    .next = 请用“evidence export”以存储介质移交，或者在配置中提高上限。

err-attachment-unknown =
    .what = 没有该附件。
    .why = 往来记录中没有载明该附件的文书。
    .next = 请查看“comity case show”。
    .page = 请查看案件页面。

err-attachment-erased =
    .what = 该附件已经清除。
    .why = 已清除的内容不会以任何途径恢复。
    .next = 确有需要的，请对方以新的文书另行提供。

err-attachment-incomplete =
    .what = 附件尚未收齐。
    .why = 附件在文书之后分块传送，可以断点续传。
    .next = 请等待，或者再次交换。

err-attachment-wrong-part =
    .what = 有一块内容不属于该附件。
    .why = 其推算结果与所签根值不符，或者长度不对。
    .next = 系统将自行重新索取；持续出现的，请告知对方系统管理员。

err-attachment-not-as-said =
    .what = 打开的附件与文书所载不符。
    .why = 其大小或者指纹不一致。
    .next = 请勿作为证据使用；可对该记录提出异议，并要求重新提供。

err-attachment-other-hash =
    .what = 文件与开始上传时所报的不一致。
    .why = 其SHA-256与所报的不同；已上传的部分已清除。
    .next = 请重新选择文件，从头上传。

err-attachment-not-clean =
    .what = 该附件未通过扫描。
    .why = 扫描确认安全之前不得打开附件。
    .next = 请查看扫描结果；样本只能在专用环境中打开。

err-attachment-scan =
    .what = 未能完成扫描。
    .why = 配置中的扫描命令没有运行，或者没有给出结果。
    .next = 请用“comity config check”检查该命令。

err-attachment-disk-full =
    .what = 写入附件时磁盘已满。
    .why = 已写入的部分予以保留，以后继续。
    .next = 请清理空间后重试，内容没有丢失。

err-attachment-io =
    .what = 文件无法读写。
    .why = 路径有误，或者磁盘报错。
    .next = 请检查路径和访问权限。

err-attachment-manifest =
    .what = 存储介质的清单无法读取。
    .why = 清单缺失、损坏或者不是本系统的格式。
    .next = 请检查是否已从存储介质完整复制文件夹。

err-part-empty =
    .what = 附件没有内容。
    .why = 附件至少应有一个字节。
    .next = 请删去该附件，或者附上正确的文件。

err-part-over-limit =
    .what = 附件超过接收方的大小上限。
    .why = 双方各自限制所接收附件的大小；文书有效，附件不予接收。
    .next = 请用“evidence export”以存储介质移交。

err-part-beyond =
    .what = 有一块内容超出附件末尾。
    .why = { -damaged }
    .next = { -ask-again }

err-part-length =
    .what = 附件中有一块内容长度不对。
    .why = { -damaged }
    .next = { -ask-again }

err-part-ranges =
    .what = 已持有分块的清单有误。
    .why = { -damaged }
    .next = { -ask-again }

err-proof-facts =
    .what = 凭据的核验结果无法显示。
    .why = 该结果由其他版本的程序写成。
    .next = 请用本版本重新核验该凭据。

err-items-not-csv =
    .what = 项目清单不是CSV文本。
    .why = 清单应为UTF-8编码、以逗号分隔的文本。
    .next = 请更正所指的行后重试。

err-items-header =
    .what = 清单首行没有载明列名。
    .why = 列名和顺序是固定的，见下方详情。
    .next = 请以“kind,value”作为清单首行的开头，其后各列可以省略。

err-items-field =
    .what = 清单中有内容不符合所在列的要求。
    .why = 行号和列名见下方详情。
    .next = 请更正所指的行后重试。

err-items-twice =
    .what = 清单中有项目重复。
    .why = 每一项目只答复一次。
    .next = 请删除重复的行。

err-items-empty =
    .what = 项目清单为空。
    .why = 清单至少应有一项。
    .next = 请删去清单，或者提供正确的文件。

err-items-too-many =
    .what = 清单的项目超过一个案件可以容纳的数量。
    .why = 每个案件最多100,000项。
    .next = 请分为多个案件。

err-items-no-list =
    .what = 该种文书不附项目清单。
    .why = 清单随协助请求、补充材料、主动通报和答复提供。
    .next = 请删去清单。

err-items-numbers =
    .what = 这些编号不是本案的项目。
    .why = 项目以编号或者范围载明，例如“1-40,57”。
    .next = 请用“comity case show”查看清单。
    .page = 请在案件页面查看清单。

err-draft-unwritten =
    .what = 文稿未能写入。
    .why = 其中有取值没有有效形式。
    .next = 请更正文稿，然后运行“comity case check”。
    .page = 请更正文稿，然后重新保存。

err-draft-unknown =
    .what = 没有该文稿。
    .why = 编号有误，或者文稿已经发出或者删除。
    .next = 请查看“comity case drafts”。
    .page = 请在“拟稿”栏目中查找。

err-draft-state =
    .what = 文稿所处状态不允许此项操作。
    .why = 文稿依次经提交、会签（依内部规则）、签发和发出，可以退回修改。
    .next = 请在“comity case show”中查看文稿状态。
    .page = 请在“拟稿”栏目中查看其状态。

err-draft-changed =
    .what = 文稿与查看时的内容已不一致。
    .why = 其间有人修改或者办理；会签、签发的必须是所查看的内容。
    .next = 请查看现在的内容，再作决定。

err-draft-office =
    .what = 本方没有该单位。
    .why = 文书所载单位须为本方已有单位，否则对方无法辨明由谁发出。
    .next = 请选择本方单位，或者不填，不填即为经办人所属单位。

err-draft-own =
    .what = 不得签发本人的文稿。
    .why = 内部规则要求由第二人签发。
    .next = 请由其他具有签发人角色的人员签发。

err-clearance-not-asked =
    .what = 目前无须对此文稿会签。
    .why = 文稿正由其他单位会签，或者尚未送本单位会签，或者本单位已经会签。
    .next = 请查看文稿，其中列明目前由哪些单位会签。

err-clearance-early =
    .what = 目前尚不能代签。
    .why = 会签单位逾期后方可代签，内部规则另有规定的除外。
    .next = 请会签单位办理，或者等待期限届满。

err-clearance-which =
    .what = 可以代表多个单位会签，但未指明单位。
    .why = 各单位分别会签。
    .next = 请指明代表哪个单位会签。

err-clearance-own =
    .what = 不得会签本人的文稿。
    .why = 参与拟稿的人员对内容负有责任。
    .next = 请由本单位其他人员会签。

err-clearance-unfinished =
    .what = 尚有单位未会签此文稿。
    .why = 内部规则要求各单位就现有内容会签。
    .next = 请查看文稿，其中列明尚待会签的单位。

err-clearance-other-rules =
    .what = 内部规则现在要求由其他单位会签。
    .why = 文稿提交之后，会签规则或者案件情况发生变化。
    .next = 请退回后重新提交；内容未变且已会签的，无须再次会签。

err-clearance-cleared =
    .what = 会签人不得签发同一文稿。
    .why = 内部规则要求会签与签发分开。
    .next = 请由其他签发人签发。

err-access-not-holder =
    .what = 只有承办案件的单位和人员才能移交案件、许可他人查看。
    .why = 之所以能够查看本案件，仅因他人许可。
    .next = 请联系经办人或者承办单位。

err-access-cannot-read =
    .what = 该人员没有可以查看案件的角色。
    .why = 交由其承办后仍无法打开案件，而办理时限照常计算。
    .next = 请指定其他人员，或者先授予其相应角色。

err-access-same-holder =
    .what = 案件已由其承办。
    .why = 转交的对象应当是其他单位或者经办人。
    .next = 请指定其他单位或者经办人。

err-access-deputy-of-nobody =
    .what = 此处没有可以代办的对象。
    .why = 既未指定承办单位，也未指定经办人。
    .next = 请同时指定其中之一。

err-access-nobody =
    .what = 未指定可以查看案件的对象。
    .why = 只能许可单位或者人员查看。
    .next = 请指定单位或者人员。

err-view-name =
    .what = 不能用作视图名称。
    .why = 名称须有1至60个字符，首尾不得为空格，且不含控制字符。
    .next = 请更正。

err-view-asked =
    .what = 此列表不能存为视图。
    .why = 筛选条件过长，或者不是筛选条件。
    .next = 请在案件列表中选定筛选条件，再次保存。

err-view-too-many =
    .what = 已存视图过多。
    .why = 每人最多保存40个视图。
    .next = 请移除不再使用的视图，再保存此视图。

err-search-too-short =
    .what = 没有可以检索的词。
    .why = 检索词至少为一个汉字，或者两个字母、数字。
    .next = 请使用更长的词。

err-search-off =
    .what = 本方未建立检索索引。
    .why = 配置中已关闭索引。
    .next = 请查看“comity case list”，或者请系统管理员启用索引。
    .page = 请查看案件列表，或者请系统管理员启用索引。

err-case-unknown =
    .what = 没有该案件。
    .why = 编号有误，或者案件属于其他通道。
    .next = 请查看“comity case list”。
    .page = 请在“案件”栏目中查找。

err-case-ambiguous =
    .what = 该编号对应多个案件。
    .why = 只提供了编号的开头部分。
    .next = 请提供更完整的编号。

err-case-matter =
    .what = 文书与案件不对应。
    .why = 有些文书属于案件，有些仅属于通道。
    .next = 请载明案件，或者不载明案件。

err-case-text =
    .what = 文字为空或者过长。
    .why = 备注和标签均有长度限制。
    .next = 请填写较短的文字。

err-backup-disk-full =
    .what = 备份写不下。
    .why = 写入备份的磁盘已满。
    .next = 腾出空间，或写到别处。

err-backup-io =
    .what = 无法读写备份。
    .why = 文件系统拒绝该文件。
    .next = 核对路径和权限后重试。

err-backup-malformed =
    .what = 这不是节点的备份。
    .why = 文件被截断、损坏，或不是备份。
    .next = 换用另一份备份，或依据对方副本恢复。

err-backup-marks =
    .what = 备份会使最高签名位置倒退。
    .why = 最高签名位置表明本节点签名到何处，不得退到已作的签名之前。
    .next = 还原到保有密钥和最高签名位置的节点目录。

err-backup-store-there =
    .what = 这里已有存储。
    .why = 还原从不覆盖已有存储。
    .next = 移走“store.db”及其附属文件后再还原。

err-erase-no-act =
    .what = 没有这个编号的文书。
    .why = 只能清除此处持有的文书的内容。
    .next = 用“comity record list”查看持有的文书。
    .page = 请在“往来记录”栏目中查看持有的文书。

err-erase-no-attachment =
    .what = 该文书没有这个附件。
    .why = 附件从1起编号。
    .next = 查看“comity evidence list”。
    .page = 请在案件页面查看附件。

err-erase-on-hold =
    .what = 内容处于停止销毁状态，未予清除。
    .why = 停止销毁优先于任何清除。
    .next = 法律允许时，先解除停止销毁。

err-erase-undelivered =
    .what = 内容尚未由对方系统接收，未予清除。
    .why = 对方尚未签名接收，清除后将无法发出。
    .next = 先交换，再清除。

err-prove-answered =
    .what = 对方已经答复。
    .why = 对方记录第{ $entry }号已履行应办事项，不存在可以证实的未答复。
    .next = 如需证实办理用时，请使用“--kind timing”并填写答复的文书编号。

err-prove-nothing-owed =
    .what = 本案没有应当办理的事项。
    .why = 只有在对方的应办事项未履行期间，未答复才予计算。
    .next = 在“comity case show”中查看应办事项和应办方。
    .page = 请在案件页面的时限中查看应办事项和应办方。

err-prove-not-an-answer =
    .what = 该文书不是答复。
    .why = 该文书由提出请求的一方发出；办理用时凭据针对另一方的文书。
    .next = 请填写答复的文书编号，而不是请求的编号；“comity case show”列出每份文书的编号。
    .page = 请选择答复而不是请求：案件页面上每份文书各有凭据。

err-prove-closed =
    .what = 要披露的内容无法打开。
    .why = 内容已经清除、不在此处，或者加密给其他接收方。
    .next = 不披露该内容，或者请对方披露。

err-prove-no-act =
    .what = 没有这个编号的文书。
    .why = 凭据须针对此处持有的文书。
    .next = 用“comity record list”查看持有的文书。
    .page = 请在“往来记录”栏目中查看持有的文书。

err-prove-no-attachment =
    .what = 该文书没有这个附件。
    .why = 附件以从1起的编号，或者封面所列的根哈希指明。
    .next = 查看“comity evidence list”。
    .page = 请在案件页面查看附件。

err-prove-no-evidence =
    .what = 没有这项矛盾。
    .why = 对方的矛盾按发现次序从1起编号。
    .next = 查看“comity channel show”。
    .page = 请查看“对方”栏目中该方的页面。

err-prove-nothing-handed-back =
    .what = 该对方未曾交还记录。
    .why = 此类凭据是运行“comity recover”取回我方记录时，由对方签署的系统回执。
    .next = 其他系统回执见“comity channel show”。
    .page = 其他系统回执见“对方”栏目中该方的页面。

err-prove-not-covered =
    .what = 对方尚无记录覆盖该记录。
    .why = 对方接收之后还没有发出记录。
    .next = 交换后再制作凭据。

err-prove-personal =
    .what = 未写出凭据。
    .why = 正文含有个人信息字段。凭据按密封时的原样显示正文，不能从中去除任何字段。
    .next = 请不公开正文；确需公开的，加上“--unmask”，审计日志将记载由谁所为。

err-prove-unsigned =
    .what = 尚无签名覆盖该记录。
    .why = 检查点和系统回执均未及于该记录。
    .next = 交换后再制作凭据。

err-report-cut-beyond =
    .what = 截取范围超出本节点持有的记录。
    .why = 此处的记录条数少于所指明的条数。
    .next = 先交换，或指明较小的条数。

err-report-cut-not-closed =
    .what = 截取范围不封闭。
    .why = 其中有记录已阅的对方记录超出该范围。
    .next = 不用“--cut”，或使用对方所印的条数。

err-report-period =
    .what = 报告期间的截止时间早于起始时间。
    .why = 报告统计自起始时间起、截止时间之前提出的请求。
    .next = 请将截止时间改为晚于起始时间，或者不填其中一项。

err-report-nothing-held =
    .what = 还没有可报告的内容。
    .why = 双方均未签名表示持有对方记录。
    .next = 先交换。

err-spool-incomplete =
    .what = 收件文件夹中有一个文件不完整。
    .why = 缺少清单，或者文件字节与清单所列不符。
    .next = 请等待传递完成。如仍不完整，请重新传递：对方的下一个交换包含有同样的内容及后续内容。

err-audit-envelope =
    .what = 封面可以解密，但无法读取。
    .why = 此类封面在收到时即会载明不可读，可见事后被改动。
    .next = { -keep-and-recover }

err-audit-body =
    .what = 存储中该记录的行所指的正文与封面所载不同。
    .why = 该行被改动；正文可能未经清除程序即已丢失。
    .next = { -keep-and-recover }

err-audit-trail-broken =
    .what = 审计日志自此行起核验不通过。
    .why = 有日志在写入之后被改动、删除或者插入。
    .next = 请保持存储原状，并告知审计人员。

err-audit-credential =
    .what = 所存的一份身份凭证已经损坏。
    .why = 其字节与指纹不符，或者属于另一方。
    .next = { -keep-and-recover }

err-audit-evidence =
    .what = 所存的一份矛盾凭据已经损坏。
    .why = 其字节与指纹不符。
    .next = { -keep-and-recover }

err-audit-attachment-erased-but-held =
    .what = 附件已经清除，但其字节仍在。
    .why = 清除之后又被放回，或者清除中断。
    .next = 请再次清除该附件，并查明何人放入该文件。

err-audit-attachment =
    .what = 附件的字节与其根哈希不符。
    .why = 字节被改动，或者有缺失。
    .next = { -keep-and-recover }

err-audit-projection =
    .what = 该通道所示的列表和状态与其往来记录不符。
    .why = 存储中由往来记录得出的行被改动。
    .next = { -keep-and-recover }

err-audit-behind-mark =
    .what = 存储所持有的该通道记录少于本节点已经签名的记录。
    .why = 存储被换成较早的副本，或者有记录被删除。
    .next = { -keep-and-recover }

err-audit-channel-state =
    .what = 通道的状态无法读取。
    .why = 其字节被改动，或者由较新版本写入。
    .next = { -keep-and-recover }

err-audit-head =
    .what = 记录的条数与通道状态所载不符。
    .why = 有记录被本程序以外的工具删除或者添加。
    .next = { -keep-and-recover }

err-audit-entries-missing =
    .what = 自此处起缺少记录。
    .why = 有记录被删除，实有条数少于应有条数。
    .next = { -keep-and-recover }

err-audit-note-root =
    .what = 签名所载的根哈希与由记录算出的不同。
    .why = 该条数之内有记录在签名之后被改动。
    .next = { -keep-and-recover }

err-audit-note-beyond =
    .what = 签名所覆盖的记录多于实有记录。
    .why = 有记录在签名之后被删除。
    .next = { -keep-and-recover }

err-audit-leaf-hash =
    .what = 随记录所存的哈希与记录的字节不符。
    .why = 该记录或者其哈希被改动。
    .next = { -keep-and-recover }

err-audit-leaf =
    .what = 一条记录无法读取。
    .why = 其字节被改动。
    .next = { -keep-and-recover }

err-audit-entry =
    .what = 存储中该记录的行所指的封面与记录所载不同。
    .why = 该行被改动；已签名的内容以记录为准。
    .next = { -keep-and-recover }

err-audit-content-missing =
    .what = 缺少一个加密文件。
    .why = 文件被删除，而没有清除的记载。
    .next = { -keep-and-recover }

err-audit-content =
    .what = 加密文件与其指纹不符。
    .why = 其字节被改动。
    .next = { -keep-and-recover }

err-audit-seal =
    .what = 加密文件无法打开，或者大小与签名所载不符。
    .why = 其字节被改动，或者缺少我方密钥。
    .next = 请检查密钥文件是否正确。{ -keep-and-recover }

err-audit-tile =
    .what = 所存的树哈希与由记录算出的不符。
    .why = 所存的哈希或者记录被改动。
    .next = { -keep-and-recover }

err-audit-note =
    .what = 签名核验不通过。
    .why = 其字节被改动，或者缺少签名方的身份凭证。
    .next = { -keep-and-recover }

err-audit-attachment-missing =
    .what = 缺少本存储应当持有的附件。
    .why = 其字节或者所存的行被删除，而没有清除的记载。
    .next = { -keep-and-recover }

err-audit-attachment-hashes =
    .what = 所存的附件分块哈希与附件的根哈希不符。
    .why = 哈希被改动或者删除，无法再传送该附件。
    .next = { -keep-and-recover }

err-translation-unknown =
    .what = 没有此待翻译文本。
    .why = 无人请求翻译、已完成、内容已清除，或者不在查看范围之内。
    .next = 请查看待翻译列表。

err-translation-nothing =
    .what = 没有需要翻译的内容。
    .why = 两种文本均已具备，或者均未填写。
    .next = 请先写成一种文本。

err-translation-too-long =
    .what = 文本过长，无法在此翻译。
    .why = 一份译文至多2000段、256 KiB。
    .next = 请以附件形式翻译。

err-translation-changed =
    .what = 文本在此期间有变动。
    .why = 查看之后他人已保存，或者原文有改动。
    .next = 请核对所输入的内容与现有内容，再次保存。

err-translation-unfinished =
    .what = 翻译尚未完成。
    .why = 有段落缺译，或者译文对应的原文有变动。
    .next = 请补译缺漏段落；对过期段落注明仍然适用或者修改译文。

err-translation-hidden =
    .what = 译文含有不可见字符。
    .why = 这些字符改变文字方向或者不显示，且为原文所无，所见将与所发不一致。
    .next = 请从所列段落中删除这些字符，再次保存。

err-translation-no-translator =
    .what = 无法向该单位或者人员请求翻译。
    .why = 本方没有登记该单位，或者该人员的角色不具有翻译权限。
    .next = 请选择已登记的单位或者翻译人员，也可以不指定。

err-translation-owed =
    .what = 已承诺的译文不得移出队列。
    .why = 文书载明了提供译文的时间。
    .next = 请翻译，或者改由他人翻译。

err-translation-languages =
    .what = 文件的语言不符。
    .why = 文件的原文或者译文语言与此文本不同。
    .next = 请使用为此文本导出的文件。

err-translation-other =
    .what = 文件属于另一文本。
    .why = 文件载明的原件是另一文稿或者文书。
    .next = 请使用为此文本导出的文件。

err-xliff-too-long =
    .what = 文件过大。
    .why = XLIFF文件至多8 MiB。
    .next = 请使用由此处导出的文件。

err-xliff-malformed =
    .what = 文件不是合格的XML。
    .why = 不是格式正确的UTF-8文本、含有文档类型声明，或者嵌套过深。
    .next = 请在翻译工具中重新导出为XLIFF 2.1。

err-xliff-version =
    .what = 文件不是XLIFF 2.0或者2.1版。
    .why = 其他版本的形式不同。
    .next = 请保存为XLIFF 2.1，或者使用由此处导出的文件。

err-xliff-structure =
    .what = 文件缺少XLIFF必备的内容。
    .why = 标识、原文或者语言缺失、重复，或者位置不当。
    .next = 请按导出时的分段重新导出。

err-xliff-inline =
    .what = 文件的正文含有内联代码。
    .why = 文书正文为纯文本，没有可与代码对应的内容。
    .next = 请删除代码后重新导出。
