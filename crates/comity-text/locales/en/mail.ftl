# Mail notices. They leave the house, so they name kinds and numbers and nothing else.

mail-subject = Something waits for you at { $host }
mail-lead = Something waits for you at { $host }:
mail-count-assigned = { $count ->
    [one] one case was given to you
   *[other] { $count } cases were given to you
}
mail-count-clear = { $count ->
    [one] one draft waits for you to clear it
   *[other] { $count } drafts wait for you to clear them
}
mail-count-release = { $count ->
    [one] one draft waits for your release
   *[other] { $count } drafts wait for your release
}
mail-count-returned = { $count ->
    [one] one draft of yours was sent back
   *[other] { $count } drafts of yours were sent back
}
mail-count-translate = { $count ->
    [one] one translation was asked of you or your office
   *[other] { $count } translations were asked of you or your office
}
mail-count-deadline = { $count ->
    [one] one deadline within { $hours } hours, or passed
   *[other] { $count } deadlines within { $hours } hours, or passed
}
mail-count-spoke = { $count ->
    [one] the counterpart spoke last in one case of yours
   *[other] the counterpart spoke last in { $count } cases of yours
}
mail-foot = Sign in to read what it is. This mail has no links; use the address that you know. You choose what you hear of under your account, Mail notices.
mail-code-subject = Confirm your address at { $host }
mail-code-lead = Type this code at { $host } under your account, Mail notices:
mail-code-foot = It counts for one hour. If you did not ask for it, do nothing.
