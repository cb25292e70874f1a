# 工作台：对与所见不符的文字的说明。

foreign-hidden = 不可见字符或者改变文字顺序的字符
foreign-stack = 同一字母上叠加过多符号
foreign-mixed = 混用两种文字的字母
foreign-alike = 形似拉丁字母而并非拉丁字母
