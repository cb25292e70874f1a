# The console: what is said of a text that is not what it seems.

foreign-hidden = A character that is not seen or changes the order of others
foreign-stack = Many marks on one letter
foreign-mixed = letters of two scripts
foreign-alike = looks like Latin and is not
