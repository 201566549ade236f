# Calls to the training: the letter, and what is answered.
staff-call = Call people
staff-letters = Call letters
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
call-nobody = Nobody waits to be called now.
call-no_letters = There is no call letter yet.
call-letters = Call letters that were sent. Choose one to see the answers:
call-letter = {$number}, gathering {$day}
call-not_made = All right, nobody was called.
call-head =
    Letter {$number}, {$intake}
    Gathering {$day} at {$at}
call-row = {$name} ({$phone}): {$state}
call-stands_coming = coming
call-stands_hindered = something came up
call-stands_silent = no answer yet
call-list = List of {$village}
call-list_here = This is the list for {$village}. Print it, have it signed, and hand it over.
call-done = {$people} people were called.
call-done_all = All of them got their letter in the chat.
call-done_by_phone = {$count} of them have no chat. Please telephone them; the numbers are below.
call_intake-which = Which intake?
call_intake-row = {$name} ({$people} people)
call_card-open = See the letter
call_card-gave_up = {$name} ({$number}, {$phone}) gave up the seat after the call: {$why}. It is offered to the next on the waiting list.
call_card-hindered = Something came up for {$name} ({$number}, {$phone}): {$why}. Please call them.
call_card-silent = {$name} ({$number}, {$phone}) has not answered the call for {$day}. Please call them.
calling-number = {$people} people of {$intake} will be called. The letter's number?
calling-letter_date = The letter's date?
calling-gather_on = When do they gather? Write the date.
calling-gather_at = At what time? For example: 08.00 WITA
calling-gather_place = Where do they gather?
calling-same_day = Do they leave on that same day, {$day}?
calling-departs_on = When do they leave?
calling-usual_destination = Are they going to {$place}?
calling-destination = Where are they going?
calling-usual_bring = Do they bring the usual things?{$bring}
calling-bring = Write what they bring, with commas between.
calling-sure =
    Letter {$number} to {$people} people of {$intake}.
    Gathering {$day} at {$at}, {$place}.
    Leaving {$departs} for {$destination}.
    All of them get their letter at once. Is that right?
calling_sure-yes = Yes, call them
calling_sure-no = No
called-details =
    Gathering {$day} at {$at}, {$place}.
    Leaving {$departs} for {$destination}. It is free.
    What to bring:{$bring}
called-question = Can you come?
called-coming_button = I'm coming
called-hindered_button = Something came up
called-letter_button = Call letter
called-letter = Here is your call letter.
called-comes = Great, {$name}! See you {$day} at {$at}, {$place}. If anything happens, let us know.
called-over = That call no longer holds. Questions? Call {$phone}.
called-status_open = You are called. Can you come?
called-status_coming = You said that you are coming. Has that changed? Press "Something came up".
called-status_hindered = You said that something came up. Staff will contact you. Can you come after all? Press "I'm coming".
called-reminder = {$days} days until {$name} leaves for the training!
called-hindered = Thank you for telling us. Staff will call about {$name}. If it is urgent, call {$phone}.
called-gave_up = All right, {$name} is not taking part. The seat goes to somebody else. Thank you for telling us. Questions? Call {$phone}.
hindrance-why = What came up?
hindrance-wish = Shall staff call you first, or is {$name} not taking part?
hindrance_wish-call_me = Call me first
hindrance_wish-give_up = Not taking part
trail-call_coming = answered the call: coming
trail-call_hindered = answered the call: something came up
call-back = Other letters
data-call = Call {$number} for {$day}: {$answer} ({$why})
data-case_note = Note of staff, {$when}: {$text}
call_one-comes = Note: coming
call_one-letter = Call letter
call_one-back = Back
call_one-noted = Noted: coming.
call_one-why = What came up: {$why}
