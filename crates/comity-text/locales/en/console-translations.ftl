# The translators' queue, and one text with its segments.

translations-title = { $count ->
    [one] One text waits for its translation
   *[other] { $count } texts wait for their translation
}
translations-none = No text waits for its translation
translations-empty = Texts come here when an author asks for a translation, when one was promised with an act, and when an act of theirs came in one language.
translations-done = The text is finished and waits no more.
translations-due = Due
translations-no-due = No time limit
translations-due-at = due { $at }
translations-text = Text
translations-languages = Languages
translations-text-from = { $act } from { $party }
translations-from-to = { $source } to { $target }
translations-how-far = Translated
translations-progress = { $done } of { $all } segments
translations-of = Asked of
translations-stale = { $count ->
    [one] one stale
   *[other] { $count } stale
}
translations-worth = The source stays the authoritative text. What is written here is a working translation and says so.
translations-finished = Finished by { $who }, { $at }.
translations-field = { $name }, segment { $number }
translations-is-stale = stale
translations-to-check = to be checked
translations-was = It was translated when its source said:
translations-fits = The translation still fits
translations-terms = { $count ->
    [one] One term of the glossary
   *[other] { $count } terms of the glossary
}
translations-ruled-out = The glossary rules out “{ $word }” here. Use “{ $instead }”.
translations-saved-meanwhile = Saved by somebody else meanwhile: { $text }
translations-lost = Typed for segments that the text holds no more
translations-finish-draft = Save and put into the draft
translations-finish-owed = Save and make the draft that says it
translations-finish-house = Save and keep with the case
translations-export = Download as XLIFF 2.1
translations-import = Take in an XLIFF file
translations-import-do = Take the file in
translations-file = XLIFF file
translations-file-hint = Version 2.0 or 2.1, as it went out from here. Segments whose source changed since are refused and named; the others are taken.
translations-taken = { $count ->
    [0] No segment was taken from the file
    [one] One segment was taken from the file
   *[other] { $count } segments were taken from the file
}
translations-refused = { $count ->
    [one] One segment was refused:
   *[other] { $count } segments were refused:
}
translations-hand-on = Ask somebody else, or by another time
translations-of-whom = Of whom
translations-of-hint = They see this text and nothing else of the matter.
translations-of-nobody = Whoever sees the matter
translations-by-when = By when
translations-ask-do = Ask for the translation
translations-drop = No translation is needed
translations-drop-sure = The text leaves the queue, with what was translated of it. This cannot be undone.
