# For staff: requests about data, with the time left and who holds each.
staff-data_rights = Data rights
data_rights-none = No request about data is open. All are answered.
data_rights-list = Requests about data that are not done: {$count}. The limit is 3 x 24 hours.
data_rights-row = {$what}, {$left}, {$holder}
data_rights-what = {$number}: {$right}
data_rights-no_number = no number
data_rights-left = {$hours} hours left
data_rights-late = {$hours} hours LATE
data_rights-held_by_nobody = nobody has it
data_rights-held_by = with {$name} since {$day}
data_rights-one =
    {$number}: {$right}
    Asked on {$asked}, due on {$due} at {$time} ({$left})
    Now: {$holder}
data_rights-gone = That request is done already.
data_rights-yours = All right, you have it now.
data_rights-taken = Another member took it just now.
data_rights-nobody_else = Nobody else may do this yet. Ask an administrator to invite somebody.
data_rights-to_whom = To whom?
data_rights-handed_over = Handed over to {$name}, who has been told.
data_rights-now_yours = This request about data is yours now: {$what}, {$left}.
data_rights-done = Noted as done, and the person has been told.
data_rights-done_news = Staff have finished your request for {$right}.
data_rights-note = The office says: {$note}
right-take = I take it
right-take_over = Take it over
right-hand_over = Hand over
right-apply = Change as asked
right-done = It is done
right-back = Back
right_done-note = What should be said about the request for {$right} ({$number})? Example: your data are put right. It can be skipped.
