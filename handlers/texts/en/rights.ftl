# Rights about data: seeing, correcting, pausing, erasing, and withdrawing.
menu-privacy = Privacy
menu-my_data = My data
menu-change_data = Change my data
privacy-my_data = My data
privacy-change_data = Change my data
privacy-erase = Erase my data
privacy-pause = Pause the use of data
privacy-lift = Use the data again
privacy-agreed = Your answers so far:
privacy-answer = • {$purpose}: {$answer}, {$day} (version {$version})
purpose-notice = privacy notice
purpose-guardian = a guardian's consent
correction-whose = Whose data do you want to change?
correction-part = Which part do you want to change? You can also write what is wrong, for example: name
correction-part-self = Personal details
correction-part-guardian = Parent or guardian
correction-part-contact = NIK, phone, address
correction-part-school = School and family
correction-part-wish = Choice of training
correction-which = Which one?
correction-answer =
    On record now: {$present}

    {$question}
correction-follows = {$question}
correction-nik_differs = The NIK holds the date {$inside}, and the birth date is {$given}. Which of them has to be corrected?
correction-told = {$text}
correction-row =
    {$before}
    • {$label}: {$old} → {$new}
correction-confirm =
    This changes for {$name}:{$rows}
    Save it?
correction-confirm-yes = Yes, save
correction-confirm-no = Never mind
correction-saved = Changed! The new data of {$name} are saved, and so is who changed them and when.
correction-guardian_needed = Since the age is below 18, a parent or guardian has to agree first.
correction-guardian_not_needed = Since the age is 18 or more, a parent or guardian need not agree any more.
correction-same = That is what is on record already, so nothing has to change.
correction-declined = All right, nothing was changed. What is on record stays as it was.
correction-nobody = There is no registration from this chat yet, so there are no data to change.
correction-left_to_staff = The data of {$name} cannot be changed by chat any more, so staff make the change. Your request is kept and answered by {$day}, {$time}.
correction-for_staff = Correction of {$number}:{$rows}
label-desil = Desil
label-still_in_school = Still at school
data-whose = Whose data do you want to see?
data-nobody = There is no registration from this chat yet. What we keep about this chat is in the file data-saya.txt.
data-head = These are the data of {$name} that we keep, number {$number}:
data-row =
    {$before}
    • {$label}: {$value}
data-rest = Everything is in the file data-saya.txt: answers, history, consents, and who changed what. The NIK is deliberately not written in full.
data-title = Copy of data from {$office}, {$when}
data-part_contact = THIS CHAT
data-part_application = REGISTRATION
data-part_consents = CONSENTS
data-part_questions = QUESTIONS TO THE OFFICE
data-part_requests = REQUESTS ABOUT DATA
data-part_trail = WHO DID WHAT
data-channel = Through: {$channel}, number from the chat app: {$phone}
data-language = Language: {$language}
data-stopped = Reminders and announcements off since {$when}
data-talk = Unfinished form: {$count} answers, the latest {$when}
data-number = Number: {$number} ({$intake})
data-restricted = Use of the data paused since {$when}
data-value = {$label}: {$value}
data-event = {$when}: {$state}
data-event_reason = {$when}: {$state} ({$reason})
data-paper = {$paper}: {$stands} ({$when})
data-paper_received = received
data-paper_later = to follow by chat
data-paper_office = brought to the office
data-paper_missing = not here
data-finding = What staff look at: {$finding}
finding-too_old = the age is above the limit
finding-too_young = the age is below the limit
finding-still_in_school = still at school
finding-outside_regency = lives outside the regency
finding-guardian_missing = the guardian has not agreed yet
finding-nik_missing = no NIK yet
finding-nik_looks_like_kk = the NIK looks like a family card's number
finding-nik_date_differs = the date in the NIK is not the birth date
finding-nik_sex_differs = the sex in the NIK is not the one given
data-consent = {$when}: {$purpose}, {$answer} (notice version {$version})
data-question = {$when}: {$text}
data-request = {$when}: {$right}, {$done}
data-due = answered by {$when}
data-done = done {$when}
data-step = {$when}, {$by}: {$what} {$values}
data-from_to = {$label}, from {$old} to {$new}
data-end = Is something wrong? Write in the chat: change my data. Responsible for the data: {$officer}, phone {$phone}.
data-when = {$day}, {$time}
right-access = seeing data
right-correction = correcting data
right-restriction = pausing the use of data
right-erasure = erasing data
by-person = applicant
by-guardian = parent or guardian
by-staff = staff
by-operator = who runs the service
by-system = by itself
trail-corrected = changed
trail-copied = asked for a copy
trail-restricted = paused the use of data
trail-restriction_lifted = let the data be used again
trail-request_done = request served
trail-withdrawn = withdrew from the training
trail-guardian_agreed = agreed
trail-guardian_refused = did not agree
erase-whose = Whose data do you want to erase?
erase-all = Everybody's
erase-sure_chat =
    Erased: all that we keep of this chat, that is an unfinished form, questions, consents, photos and what was said. It cannot be undone.
    {$stays}
    Are you sure?
erase-sure =
    Erased: all data of {$names}, that is registration, answers, papers, consents and what was said here. It cannot be undone.
    {$stays}
    Are you sure?
erase-stays_trail = All that stays is a note without a name: when it was erased and why.
erase-stays_decision = The office must archive its decision, so that stays without a name, and so does when it was erased and why.
erase-stays_aid = Aid that was handed over is public money, so its sum and days stay on record without a name.
erase_sure-yes = Yes, erase all
erase_sure-no = Never mind
erase-kept = All right, nothing was erased.
erase-done = Done, the data are erased. If you want to register again some day, just start here.
pause-whose = Whose data do you want to pause?
pause-nobody = There is no registration from this chat yet, so no data are used.
pause-on = All right, the data of {$name} are only kept for now. While paused there are no reminders or announcements, and the registration is not worked on. To go on, write: privacy
lift-whose = Whose data may be used again?
pause-off = All right, the data of {$name} are used again and the registration is worked on as usual.
status-restricted = The use of the data is paused since {$day}, so the registration is not worked on. To go on, write: privacy
withdraw-whose = Who wants to withdraw?
withdraw-nobody = There is no registration from this chat yet, so there is nothing to withdraw.
withdraw-over = The registration of {$name} is over, so there is nothing to withdraw.
withdraw-sure = Is {$name} really to withdraw? Registration {$number} is not worked on any more, and cannot be made again by chat for this intake.
withdraw_sure-yes = Yes, withdraw
withdraw_sure-no = Never mind
withdraw-kept = All right, the registration goes on.
withdraw-done = All right, {$name} is noted as withdrawn. Thank you for telling us. If you change your mind, ask the office.
