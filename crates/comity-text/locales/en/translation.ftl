# Translations, on the command line, on pages and in files for translators.

translation-what-draft = Draft
translation-what-owed = Owed to the counterpart
translation-what-house = For our own use
translation-state-initial = not translated
translation-state-translated = translated
translation-state-reviewed = reviewed
translation-state-final = final
translation-refused-stale = Its source changed since the file went out.
translation-refused-source = The file says another source than went out.
translation-refused-long = The translation is too long.
translation-refused-hidden = The translation holds characters that are not seen or that change the direction of text, and the source does not.
translation-note-worth = The source is the authoritative text; the target is a working translation. Leave the source as it is.
translation-note-due = Needed by { $at }.
translation-note-was = The source changed. It was translated when it said: { $text }

translation-list = Translations
translation-caption = { $count ->
    [0] No text waits for its translation
    [one] One text waits for its translation
   *[other] { $count } texts wait for their translation
}
translation-col-id = Id
translation-col-due = Due
translation-col-what = What
translation-col-act = Act
translation-col-case = Case
translation-col-languages = Languages
translation-col-done = Translated
translation-of = { $done } of { $all }
translation-of-stale = { $done } of { $all }, { $stale } stale
translation-from-to = { $source } → { $target }
translation-segment = { $id } ({ $state })
translation-was = Before: { $text }
translation-term = { $term }: { $translation }
translation-asked = The translation of { $id } was asked for: { $count } segments.
translation-written = Written to { $path }.
translation-taken = { $taken } segments were taken, { $unchanged } were unchanged, { $refused } were refused.
translation-refused = Refused: { $source } { $why }
translation-finished-draft = The draft { $draft } has its second language.
translation-finished-owed = The translation is the draft { $draft }: “comity case submit { $draft }” says it.
translation-finished-house = The translation of { $id } is kept with the case, and never leaves.
translation-dropped = { $id } waits for its translation no more.
