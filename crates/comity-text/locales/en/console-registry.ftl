# The console: lists of cases by who holds them, saved views, search, and who holds a case.

registry-ways = Whose cases
registry-all = All
registry-mine = Mine
registry-office = My office
registry-nobody = Nobody’s yet
registry-title-mine = { $count ->
    [0] No case is yours
    [one] One case is yours
   *[other] { $count } cases are yours
}
registry-title-office = { $count ->
    [0] No case is with your office
    [one] One case is with your office
   *[other] { $count } cases are with your office
}
registry-title-nobody = { $count ->
    [0] No case waits to be assigned
    [one] One case is nobody’s yet
   *[other] { $count } cases are nobody’s yet
}
registry-none = There is no case that you may see. A case comes to you when it is assigned to you or your office, or when you are let in.
registry-none-mine = You are the officer or deputy of no case. The registry assigns what comes in; a case that you open is yours.
registry-none-office = No case is with your office or an office below it.
registry-none-nobody = Everything that came in is assigned. What comes in next appears here until somebody holds it.
registry-them = Counterpart
registry-category = Category
registry-offences = Offences
registry-assistance = Types of assistance
registry-holder = Held by
registry-held-by = held by { $who }
registry-nobodys = nobody yet
registry-views = Saved views
registry-view-keep = Save this list as a view
registry-view-name = Name of the view
registry-view-hint = Up to 60 characters. Only you see it; one of the same name is replaced.
registry-view-save = Save view
registry-view-off = Remove
registry-view-off-one = Remove the view “{ $name }”
registry-export = This list as a file, codes and times without any text of an act; at most { $count } cases.
registry-export-csv = CSV
registry-export-json = JSON
registry-done-assigned = Done. The case is with others now; you no longer see it.

registry-who = Who holds it
registry-nobodys-why = Nobody holds this case yet. Only the registry and those on duty see it.
registry-owner = Owning office
registry-office-to = Office
registry-officer = Officer
registry-deputy = Deputy
registry-guests = Let in
registry-shut-out = Shut out
registry-shut-out-one = Shut out { $who }
registry-assign = Assign
registry-assign-anew = Assign anew
registry-assign-hint = Without an office, it is that of the officer. With neither, the case is nobody’s again.
registry-assign-do = Assign
registry-refer = Refer inside the house
registry-refer-hint = It never leaves this house. Those who hold the case now keep seeing it.
registry-refer-do = Refer
registry-reason = Reason, which stands among the private notes
registry-let-in = Let somebody in
registry-let-in-hint = Whoever is let in sees the case, and lets nobody else in.
registry-let-in-who = Office or person
registry-let-in-do = Let in
registry-choose = Choose
registry-choose-none = None
registry-offices = Offices
registry-people = People

search-field = Search cases
search-do = Search
search-title = Search cases
search-title-words = Cases with “{ $words }”
search-what = Searched are the texts of acts, lists of items, references, and your house’s notes and labels, in the cases that you may see.
search-how = Type any part of a word, in Chinese or English. All that you type must be found in the case.
search-none = No case that you may see has this. Try fewer words, or a part of one.
search-behind = The index is still catching up: more may be found in a moment.
search-off = Search is switched off here: this house keeps no index of words. Find a case by its filters instead.
search-off-short = Search is switched off
