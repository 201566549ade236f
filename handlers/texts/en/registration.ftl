registration-notice =
    Before we begin, about your data:
    • {$office} uses it to handle this training registration and nothing else.
    • Kept: personal details, school and papers, at most 2 years if you are not chosen.
    • You may see, change or erase it at any time.
    • Free. We never ask for money, a PIN or an OTP.
    Do you agree?
registration-notice_full =
    Privacy notice (Law 27/2022)
    Who: {$office}. Responsible for data: {$officer}.
    What for: to register, check, choose and accompany trainees. The basis is our public service and your consent to this chat.
    What: name, birth date, address, NIK, phone, school, aid received, skill choices and papers.
    Who reads it: staff of the office, and the provincial training centre if you are proposed.
    How long: unfinished forms 30 days. Not chosen: until next year's selection, at most 2 years. Trainees: by the archive schedule.
    Chat apps such as Telegram and WhatsApp keep messages abroad. If you prefer, bring papers to the office.
    Your rights: see, correct, pause, erase, and withdraw consent. Write: privacy
    Under 18: a parent or guardian agrees too.
    No machine decides. Staff do. Everything is free.
consent-yes = I agree
consent-no = I don't agree
consent-full = Read it all
registration-reminders = May we send reminders, for example if your form or papers are incomplete?
registration-announcements = May we send announcements, for example when there is new training?
registration-photos = If there are photos of you at the training, may the office use them in news or social media?
registration-for_whom = Who is to be registered?
for-whom-self = Myself
for-whom-child = My child
for-whom-other = Somebody I help
registration-full_name = What is {$who}? As on the family card or identity card.
registration-full_name_self = your full name
registration-full_name_child = your child's full name
registration-full_name_other = their full name
registration-birth_date = When was {$name} born? Day first, for example: 17-08-2007
registration-sex = Male or female?
sex-male = Male
sex-female = Female
registration-village = In which village does {$name} live? Just the name, for example: Kuaro
village-outside = Outside Paser
registration-outside_where = In which regency or city? For example: Penajam Paser Utara
registration-outside = Training through our office is for people of Paser Regency. Staff decide, so you may still register. Ask the social-affairs office where you live, too.
registration-too_old = On {$day} they will be {$age}, and the limit of this training is {$most}. Staff decide, so you may still register. BLK Paser also trains people without this limit.
registration-too_young = On {$day} they will be only {$age}, and this training begins at {$least}. Staff decide, so you may still register. Paket A, B, C lead back to school.
registration-guardian_name = Under 18, a parent or guardian has to agree. What is the name of {$name}'s parent or guardian?
registration-guardian_phone = What is {$name}'s phone number? For example: 0812 3456 7890
registration-guardian_agrees = This one is for {$guardian} to answer: do you agree that {$name} is registered and that the office keeps this data?
guardian-agrees-agree = I'm guardian, I agree
guardian-agrees-later = Later
registration-rest_follows = That's fine. Until {$guardian} agrees we ask only what is needed most. The rest follows.
registration-nik = What is the NIK? 16 digits, on the identity card or family card. Not having or knowing it is fine.
nik-unknown = I don't know it
registration-nik_differs = That number holds the date {$inside}, but you wrote {$given}. Which should be corrected?
nik-differs-both = Both are right
nik-differs-nik = NIK is mistyped
nik-differs-date = The date is wrong
nik-differs-kk = It's the KK number
registration-phone = Which phone number can we call? For example: 0812 3456 7890
phone-same = Use this number
phone-none = This chat only
registration-address_note = Anything that helps staff find the house? For example: RT 03, near the mosque. You may skip it.
registration-last_school = What was the last school?
last-school-none = Never went to school
last-school-sd = Primary (SD / MI)
last-school-smp = Junior high (SMP/MTs)
last-school-sma = Senior high (SMA/MA)
last-school-smk = Vocational (SMK)
registration-last_class = Up to which class? For example: class 8, or graduated
registration-year_left = In which year did it end? For example: 2024
year-left-still = Still at school
registration-still_in_school = This training is for those who have left school. Staff decide, so you may still register. If you can, please stay in school.
registration-reason_left = May we ask why school ended? You need not answer, and it does not change the result.
reason-cost = Cost
reason-work = Work
reason-far = School is far
reason-unwilling = Did not want to go on
reason-married = Marriage
reason-hurt = Bullying / trauma
reason-health = Health
reason-other = Another reason
registration-aid = Which aid does the family receive? If you know the desil, write it too, for example: desil 2
aid-pkh = PKH
aid-bpnt = BPNT / staple food
aid-pip = PIP / KIP
aid-pbi = PBI / KIS
aid-none = None
aid-desil = Desil {$desil}
registration-first_skill = What do you want to learn? Choose what you want most.
registration-second_skill = If the first choice is full, what is the second?
second-none = Only that one
registration-dormitory = Trainees live in a dormitory in Samarinda during the training, with food and bed for free. Willing?
dormitory-yes = Willing
dormitory-no = Not willing
dormitory-unsure = Not sure yet
registration-papers =
    Last, the papers:{$list}
    How would you like to send them?
papers-now = Photo now
papers-later = Later
papers-office = Bring to the office
paper-row =
    {$before}
    • {$paper} ({$need})
need-required = required
need-optional = welcome
need-if-available = if you have it
registration-paper = Send a photo or PDF: {$paper} ({$need}). A phone photo is fine if it can be read.
papers-paper = Send a photo or PDF: {$paper} ({$need}). A phone photo is fine if it can be read.
paper-later = Later
paper-office = Bring to the office
paper-none = Don't have it
papers-count = {$received} received, {$follow} to follow
registration-confirm =
    Almost done! Please check:
    {$lines}

    If all is right, press "Send". If something is wrong, reply with its number.
summary-first = {$number}. {$label}: {$value}
summary-row =
    {$before}
    {$number}. {$label}: {$value}
summary-send = Send
summary-change = Change an answer
label-for_whom = For
label-full_name = Name
label-birth_date = Born
label-sex = Sex
label-village = Village
label-outside_where = Regency/city
label-guardian_name = Parent/guardian
label-guardian_phone = Guardian's phone
label-guardian_agrees = Guardian's consent
label-nik = NIK
label-phone = Phone
label-address_note = Address note
label-last_school = Last school
label-last_class = Class
label-year_left = Year it ended
label-reason_left = Reason
label-aid = Family's aid
label-first_skill = First choice
label-second_skill = Second choice
label-dormitory = Dormitory
label-papers = Papers
registration-declined = All right. Without consent we cannot register by chat, and your data is not kept. You are welcome at the office, or another time.
registration-closed = Registration is closed at the moment. It usually opens early in the year. If you like, ask the office, so that you don't miss it.
registration-already = {$number} is already registered under this name, so there is no need to register again. See its status?
registration-done = Done! {$name} is registered with number {$number}. Keep this card. Next, staff check the data, and news comes in this chat. The order of registration does not decide.
registration-waits_for_guardian = Saved! {$name}'s registration number is {$number}. Keep this card. Next we wait for {$guardian} to agree. The rest follows after that.
document-kk = Family card (KK)
document-identity = KTP, KIA or birth certificate
document-poverty_proof = SKTM or proof of desil
document-school_record = Last diploma or report
document-health_letter = Health letter (Puskesmas)
document-photo = Portrait photo 3x4
document-guardian_permission = Guardian's permission
document-unmarried_statement = Statement: not married
papers-office_only = Papers are brought to the office: {$address}, {$hours}.
papers-none_outstanding = We are not waiting for any paper from you.
papers-which_is_it = Thank you for the photo. So that nothing gets mixed up, let's send the papers one by one.
papers-thanks = Thank you! We received {$received} papers for {$number}. Staff will check them.
