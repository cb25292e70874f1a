# 演示：各幕，以及每一步核对无误后的说明。

demo-title = Comity：一份请求越过国界，双方都无法否认
demo-opening = 两个真实节点，使用真实密钥、SQLite存储和本机HTTPS；双方均为虚构。只有节点的时钟由演示推动：从{ $begins ->
    [year] 一年多以前
   *[weeks] 三周前
}开始，到真实的现在为止。目录：{ $dir }

demo-meet = 一、初次相识
demo-meet-made = { $cn }和{ $us }已各自生成密钥，并互换身份凭证。
demo-meet-trusted = 两名人员通过电话核对了安全核对码：{ $number }
demo-meet-in-force = 双方已完成交换，通道生效。往来内容以{ $suite }加密。

demo-takedown = 二、处置请求，逐项答复
demo-takedown-submitted = 中方请美方处置真实清单中的{ $count }个域名，全部送到。
demo-takedown-accepted = 美方确认收悉并同意协助；双方计算出相同的状态。
demo-takedown-answered-in-part = 部分答复：{ $all }项中{ $ended }项已了结。
demo-takedown-answered = 最终答复：{ $all }项全部了结，其中两项说明理由后未予处置。
demo-takedown-closed = 中方评价答复完整，案件办结。

demo-police = 三、警务请求
demo-police-submitted = 美方请求提供连接记录；由{ $officer }拟稿，{ $releaser }签发。随附真实的攻击流程和真实的威胁指标。
demo-police-receipted = 中方系统已签名表示持有该请求，其记录表示已持有两个附件。
demo-police-returned = 中方要求补充材料：缺少地址。暂停计时。
demo-police-supplemented = 美方补充材料，恢复计时。
demo-police-accepted = 中方附条件同意：记录仅用于本案侦查。再次暂停计时。
demo-police-undertaken = 美方作出书面保证；轮到中方办理。
demo-police-answered-in-part = 中方作出部分答复，并移交一件附有保管记录的物证。扣除全部暂停时间后，依中方自己所述，首次有效答复逾期。
demo-police-signed-for = 美方签收物证，状态完好。
demo-police-rated = 美方评价答复为部分完整、有用。
demo-police-closed = 中方说明没有其他留存记录，美方以部分解决办结案件。

demo-silent = 四、未获答复的请求
demo-silent-submitted = 美方请求数据保全。中方系统已持有该请求。
demo-silent-overdue = { $days }天后仍无人受理，而中方系统一直在为自己的记录签名。中方应予答复。
demo-silent-proven = 逾期未答复凭据：{ $path }
demo-silent-verified = 第三人仅凭该文件和双方身份凭证即核验无误。披露的封面数：{ $opened }，即本请求的封面；对其他案件只知数量、时间和大小。

demo-cut = 五、网络中断
demo-cut-cut = 中方呼叫，无人应答。
demo-cut-carried = 催询以文件形式的交换包带到：{ $path }。打开两次，并无妨害。
demo-cut-delivered = 中方的系统回执也以文件送回：对方系统已接收催询。
demo-cut-mended = 网络恢复，双方照常交换。

demo-lost = 六、存储毁损
demo-lost-lost = 美方失去存储和全部附件，只剩密钥。
demo-lost-recovered = 中方交还美方记录全部{ $entries }条，与密钥所记的最后签名处一致。本代继续使用。
demo-lost-same = 双方计算出的案件情况与毁损之前相同。

demo-history = 一年的往来（自动生成，均为虚构）
demo-history-chapter = 至此共{ $cases }个案件、{ $acts }份往来文书。
demo-history-drafts = 现共{ $cases }个案件、{ $acts }份往来文书；双方均有文稿正在拟写。
demo-history-done = 全部文书已经{ $exchanges }次交换送到对方系统。等待签发的文稿：{ $waiting }份。

demo-reports = 七、共同报告
demo-reports-same = 在真实的现在，双方就{ $cases }件案件计算报告：同样的{ $bytes }字节，{ $fingerprint }

demo-closing = 结束
demo-closing-done = 全部{ $steps }步均核对无误。两个节点目录保留：{ $cn }和{ $us }
demo-closing-try = 可以继续尝试：

demo-serving = 两个节点现按真实时钟运行：
demo-serving-node = { "  " }{ $party }：供对方连接的端口{ $peer }；运行状况和指标见{ $operate }
demo-serving-door = { "    " }{ $who }（{ $role }）：{ $address }
demo-serving-end = 按Ctrl-C或者发送SIGTERM即可结束。
err-demo-step =
    .what = 演示中止：步骤{ $name }未核对通过。
    .why = 节点计算的结果与所述不符。
    .next = 请附全部输出报告。
err-demo-folder-not-empty =
    .what = 演示目录不是空的。
    .why = 演示要建立两个节点目录，从不覆盖任何内容：{ $path }
    .next = 用“--dir”指明一个空目录，或不加该选项。
