# The demo: its scenes, and each step once its check has held.

demo-title = Comity: a request crosses the border, and neither side can deny it
demo-opening = Two real nodes with real keys, SQLite stores and HTTPS on loopback; both parties are fictional. Only the nodes’ clock is driven: it starts { $begins ->
    [year] more than a year ago
   *[weeks] three weeks ago
} and ends at the real now. Homes: { $dir }

demo-meet = 1. Two strangers
demo-meet-made = { $cn } and { $us } have made their keys, and each has the other’s credential.
demo-meet-trusted = Two persons compared the safety number by voice: { $number }
demo-meet-in-force = Both have exchanged: the channel is in force. What they say is sealed with { $suite }.

demo-takedown = 2. A takedown request, answered item by item
demo-takedown-submitted = China asks the United States to take down { $count } domains of a real list. All of them arrived.
demo-takedown-accepted = The United States acknowledged receipt and accepted; both sides compute the same status.
demo-takedown-answered-in-part = A partial answer: { $ended } of { $all } items have their end.
demo-takedown-answered = The final answer: every one of the { $all } items has its end, two of them declined with a ground.
demo-takedown-closed = China assessed the answer as complete and closed the case.

demo-police = 3. A police request
demo-police-submitted = The United States asks for connection records; { $officer } wrote it and { $releaser } released it. A real attack flow and real indicators go with it.
demo-police-receipted = China’s system has signed that it holds the request, and its record says that it holds both attachments.
demo-police-returned = China returned it for completion: the addresses are missing. The clock is paused.
demo-police-supplemented = The United States supplemented it, and the clock goes on.
demo-police-accepted = China accepted with a condition: the records serve this investigation only. The clock is paused again.
demo-police-undertaken = The United States gave its written undertaking; the turn is China’s.
demo-police-answered-in-part = China answered in part and handed over an exhibit with its custody. By China’s own words the first useful answer is late, with every pause taken off.
demo-police-signed-for = The United States signed for the exhibit, intact.
demo-police-rated = The United States assessed the answer as partial and useful.
demo-police-closed = China said that nothing more is held, and the United States closed the case as settled in part.

demo-silent = 4. A request that meets silence
demo-silent-submitted = The United States asks for preservation. China’s system holds the request.
demo-silent-overdue = { $days } days later nobody has taken it up, while China’s system went on signing for its own record. An answer is owed.
demo-silent-proven = The proof of that silence: { $path }
demo-silent-verified = A third person checked it with the file and two credentials alone. Envelopes opened: { $opened }, that of this request; of the other cases it tells number, times and sizes.

demo-cut = 5. The network is cut
demo-cut-cut = China calls and reaches nobody.
demo-cut-carried = A reminder crosses as a pouch in a file: { $path }. Opened twice, it did no harm.
demo-cut-delivered = China’s receipt came back in a file too: the reminder is delivered.
demo-cut-mended = The network is back, and both exchange as before.

demo-lost = 6. A store is destroyed
demo-lost-lost = The United States has lost its store and all attachments; only the keys are left.
demo-lost-recovered = China handed back all { $entries } entries of the American log, up to the last signature that the keys remember. The same generation goes on.
demo-lost-same = Both sides compute the same cases as before the loss.

demo-history = A year of work (generated, fictional)
demo-history-chapter = Cases so far: { $cases }; acts: { $acts }.
demo-history-drafts = Cases in all: { $cases }; acts: { $acts }. Both desks have drafts in the making.
demo-history-done = Everything crossed. Exchanges: { $exchanges }. Drafts that wait for their release: { $waiting }.

demo-reports = 7. The joint report
demo-reports-same = At the real now both sides computed the report over { $cases } cases: the same { $bytes } bytes, { $fingerprint }

demo-closing = The end
demo-closing-done = All { $steps } steps held. The homes stay: { $cn } and { $us }
demo-closing-try = Try next:

demo-serving = Both nodes run now, by the real clock:
demo-serving-node = { "  " }{ $party }: port { $peer } for the counterpart; health and numbers at { $operate }
demo-serving-door = { "    " }{ $who } ({ $role }): { $address }
demo-serving-end = Ctrl-C or SIGTERM ends them.
err-demo-step =
    .what = The demo stopped: step { $name } did not hold.
    .why = What the nodes computed is not what the story says.
    .next = Please report it with the whole output.
err-demo-folder-not-empty =
    .what = The folder for the demo is not empty.
    .why = The demo makes two homes and never writes over anything: { $path }
    .next = Name an empty folder with --dir, or leave it out.
