# The notice about data. When it changes, its version in programme/notice.py changes too.
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
    {$papers}
    Your rights: see, correct, pause, erase, and withdraw consent. Write: privacy
    Under 18: a parent or guardian agrees too.
    No machine decides. Staff do. Everything is free.
notice-papers_by_chat = Chat apps such as Telegram and WhatsApp keep messages abroad. If you prefer, bring papers to the office.
notice-papers_to_office = Chat apps such as Telegram and WhatsApp keep messages abroad, so papers are not taken by chat. Bring them to the office.
guardian-consent =
    A guardian's consent is asked for
    {$name} is not yet 18 and wants to join the training in {$skill} through {$office}. Trainees live in a dormitory.
    • The data are only for this registration: personal details, school and papers, at most 2 years if not chosen.
    • They can be seen, changed or erased at any time.
    • Free. We never ask for money, a PIN or an OTP.
    Are you the parent or guardian, and do you agree?
