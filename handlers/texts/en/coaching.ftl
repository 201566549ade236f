# Coaching of several alumni together.
staff-coaching = Coaching
coaching-nobody = There are no alumni to invite yet.
coaching-head = Coaching:
coaching-row = {$day}: {$topic} ({$people} people)
coaching-new = Plan a new one
coaching-back = All right. What would you like to do?
coaching-day = On which day is the coaching?
coaching-at = At what time? Write it as they will read it, example: 09.00 WITA
coaching-place = Where is it?
coaching-topic = What is it about? They read it in the invitation.
coaching-group = Who is invited?
coaching-group_all = All alumni ({$people})
coaching-group_running = Those whose business runs ({$people})
coaching-group_year = Graduates of {$called} ({$people})
coaching-group_skill = {$called} ({$people})
coaching-group_kecamatan = District {$called} ({$people})
coaching-sure =
    {$topic}
    {$day}, {$at}, {$place}
    Invited: {$group}. Without a chat, to be called: {$lacking}.
    Send the invitations?
coaching-sure-yes = Yes, send them
coaching-sure-no = No, leave it
coaching-not_planned = All right, nobody is invited.
coaching-planned = Invitations went to {$people} people.
coaching-card =
    {$topic}
    {$day}, {$at}, {$place}. Invited: {$people} people.
coaching-cancelled_card =
    CANCELLED: {$topic}
    {$day}, {$at}, {$place}. Invited: {$people} people.
coaching-guest = {$name}: {$said}
coaching-silent = no answer yet
coaching-coming = coming
coaching-hindered = can't come
coaching-there = was there
coaching-away = was not there
coaching-do_sheet = Attendance list (PDF)
coaching-do_came = Note who came
coaching-do_cancel = Cancel it
coaching-do_back = Back
coaching-cancelled = Cancelled. Those who were invited have been told.
coaching-sheet = Here is the attendance list, ready to print.
coaching-who_came = Who was there on {$day}? Press a name; press again to take the mark away.
coaching-mark_there = ✓ {$text}
coaching-mark_done = Done
coaching-noted = Noted: {$people} people were there.
coach-invited =
    Hello {$name}! You are invited to a coaching for your business: {$topic}
    {$day}, {$at}, {$place}. It is free. Can you come?
coach-reminder =
    Hello {$name}, don't forget the coaching: {$topic}
    {$day}, {$at}, {$place}. Are you coming?
coach-answer_coming = I'll come
coach-answer_hindered = I can't
coach-coming = Great, {$name}! See you on {$day}, {$at}, {$place}.
coach-hindered = That's all right, {$name}, thank you for telling us. We'll invite you again.
coach-cancelled = Sorry {$name}, the coaching of {$day} ({$topic}) does not take place. We'll tell you if there is another day.
coach-over = That invitation is over.
