# Alumni: their menu, what those without a business do, claims, and cards for staff.
menu-greeting_alumni =
    Hello! This is Tuntas, the chat service of {$office}.
    You have graduated, so here you can record a business, tell how you are, and ask about aid. It is free.
    Where shall we start?
menu-activity = What I do now
activity-which = Whose news is it?
activity-question = What does {$name} do now?
activity-working = Thank you for telling us, and good luck at work! If you open a business one day, write: new business
activity-studying = Thank you for telling us, and good luck with your studies! If you open a business one day, write: new business
activity-looking = Thank you for telling us. Finding work takes time. The office can help with openings or with starting a business: press "Ask the office" or call {$phone}.
activity-moved = Thank you for telling us, and all the best in your new place! We are glad to hear from you, from afar too.
claim-why = Good to hear from you! Staff of {$office} look for your record first, so please answer a few questions. The answers serve that alone.
claim-full_name = What was your full name at the training?
claim-birth_date = Your date of birth? For example: 17-08-2003
claim-year = In which year did you graduate? About will do, for example: {$year}
claim-skill = What did you learn?
claim-village = In which village do you live now?
claim-confirm =
    Please check:
    {$lines}

    If all is right, press "Send". If something is wrong, answer with its number.
claim-label_full_name = Name
claim-label_birth_date = Date of birth
claim-label_year = Graduated
claim-label_skill = Training
claim-label_village = Lives in
claim-known = This chat is known as one of our alumni already. Where shall we start?
claim-waits = Thank you! Staff look for your record first, and you hear of it in this chat.
claim-confirmed = Good news! {$name} is on record as one of our alumni, and this chat belongs to it now. Do you have a business? Record it here. Not yet? Tell us what you do.
claim-rejected = Sorry, we could not find you among our alumni. If you think that is wrong, press "Ask the office" or call {$phone}.
claim_no-why = Why is {$name} none of our alumni? They read this reason.
claim_card-new = {$name} writes that they graduated, and waits for their record to be found.
claim_card-open = Look
staff-claims = Alumni who claim
claims-none = Nobody waits to be found among the alumni.
claims-list = They say that they graduated, and wait: {$count}. The longest waiting first.
claims-said =
    In their words: {$name}, born {$born}, graduated {$year}, {$skill}, {$village}.
claims-likely = Records that are like it:
claims-nobody_likely = There is no record like it.
claims-row = {$number}. {$name}, born {$born}, graduated {$year}, {$skill}, {$village}
claims-this = Number {$number}
claims-new = A new alumnus
claims-no = None of ours
claims-back = Back
claims-sure = Does this chat of {$name} belong to the record of {$record}? Its data can be seen from this chat afterwards, so be sure that it is them.
claims-sure_new = Make a new record for {$name}, as they told it?
claims-sure_yes = Yes, it is so
claims-sure_no = Not yet
claims-confirmed = {$name} is known as one of our alumni now, and hears of it at once.
claims-rejected = That is noted, and they hear of it at once with the reason.
claims-decided = {$by} decided that already: {$outcome}.
claims-was_open = it still waits
claims-was_confirmed = one of ours
claims-was_rejected = none of ours
data-part_person = PERSONAL DATA
data-part_alumnus = ALUMNI
data-part_businesses = BUSINESSES
data-part_aid = START-UP AID
data-part_claims = CLAIMS TO BE AN ALUMNUS
data-alumnus = Graduated in {$skill}, {$graduated}
data-activity = What they do, as told on {$when}: {$activity}
data-mentor = Mentor: {$name}
data-check_in = Asked how it goes on {$when}: {$outcome}
data-check_in_answered = answered
data-check_in_open = not answered yet
data-coaching = Invited to the coaching on {$day}, {$topic}: {$answer}
data-coaching_coming = coming
data-coaching_hindered = cannot come
data-coaching_silent = not answered yet
data-business = {$name} ({$kind}), {$village}, since {$since}, {$together}, {$state}; recorded {$when}
data-report = Report of {$when}: {$state}; sales {$sales}; spending {$spending}; helpers paid {$paid}, unpaid {$unpaid}; tools: {$tools}; obstacle: {$obstacle}; wants help: {$help}; photo or voice note: {$files}
data-risk = To be looked at since {$when} ({$state})
data-risk_open = not handled yet
data-risk_taken = handled
data-risk_visit = to be visited
data-risk_solved = solved
data-risk_reason = • {$reason}
data-mentoring_note = Note of the mentor, {$when} ({$by}): {$words}
data-aid = {$number}: {$what}. Why: {$why}. Sum {$total}, BAST {$bast}
data-aid_item = • {$item}: {$amount}
data-aid_event = {$when}: {$state}. Reason: {$reason}
data-aid_receipt = Receipt of {$when}: {$amount}
data-claim = {$when}: {$name}, born {$born}, graduated {$year}, {$skill}, {$village}; {$outcome}. Reason: {$reason}
data-head_alumnus = These are the data that we keep about {$name}, who graduated in {$skill}.
staff-alumni = Find alumni
find_alumnus-wanted = Whom are you looking for? Write a name or the number of a registration.
alumnus-nobody = None of the alumni fits "{$wanted}".
alumnus-which = Which one?
alumnus-row = {$name}, {$skill}, {$year}
alumnus-card =
    {$name}, born {$born}, phone {$phone}
    Graduated in {$skill}, {$year}. Lives in {$village}.
alumnus-does = Does now: {$does}
alumnus-business = {$business}: {$state}
alumnus-paused = The use of their data is paused at their wish.
alumnus-record_button = Record a business
alumnus-does_button = Note what they do
alumnus-back_button = Find another
alumnus-noted = It is noted.
