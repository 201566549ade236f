menu-greeting =
    Hello! This is Tuntas, the chat service of {$office}.
    Here you can register for skills training and ask how your registration is going. It is free, always.
    Where shall we start?
menu-register = Register
menu-register_another = Register someone else
menu-go_on = Continue the form
menu-status = My status
menu-requirements = Requirements
menu-ask_staff = Ask the office
menu-send_papers = Send papers
menu-complete = Complete it now
menu-guardian_code = Guardian code
menu-english = English
menu-indonesian = Bahasa Indonesia
menu-not_understood = Sorry, I did not get that. Choose one below, or say it in other words.
menu-human = Sorry, I still don't get it. If you like, press "Ask the office" and write your question. A person will read it.
help-which = Which kind of help do you mean?
help-chat = Using this chat
help-aid = Social aid
help-about_chat =
    Answer one question at a time: in your own words, by button, or by number.
    At any time you can write: menu, back, cancel, ask the office, or stop.
    Your answers are kept, so you can go on tomorrow.
mundur-which = What would you like to do?
mundur-back = One question back
mundur-menu = To the menu
mundur-withdraw = Withdraw
mundur-office = We will tell the office that you want to withdraw. Nothing is cancelled before they have talked with you.
discard-sure = Do you really want to throw this form away? All its answers will be deleted.
discard-yes = Yes, delete
discard-no = No, go on
discard-nothing = There is no form being filled in. What would you like to do?
discard-form = The form is deleted, and nothing was sent.
thanks-welcome = You're welcome! Just write if there is anything else.
discard-done = The form is deleted. If you change your mind, you can register again at any time.
resume-which = Your form from before is still here. Go on with it, or start again?
resume-go_on = Continue
resume-anew = Start again
back-nothing = There is no earlier question. Here is the menu.
button-old = That button is no longer in use. Here is what you can choose now.
button-old_in_talk = That button is an earlier one. Let's go on from here.
stop-done = All right, no more reminders or announcements. Answers to you and news of your own registration still come. To switch them on again, write: mulai
stop-done_in_talk = All right, no more reminders or announcements. Your form is kept, and news of your own registration still comes. To go on, write: mulai
start-again = Done. Reminders and announcements are on again, as you chose.
talk-one_at_a_time = Let's finish this form first. If you don't want it any more, write: cancel
talk-form_improved = The form has just been improved. Your other answers are kept.
talk-changed_meanwhile = Something has changed since you began. Your answers are kept; just answer this one.
talk-go_on = All right. Just answer this one first.
talk-puzzled = That's fine. Just answer this one in words or with a button; you can change it later. Still unsure? Write: ask the office
talk-human = Not sure? That's fine. Write: ask the office
too-many = One moment, please. You sent many messages within a minute, so the rest was not read. Wait a little, then write again.
turn-failed = Sorry, something went wrong on our side. Your answers are kept. Write "mulai" in a moment, or call {$phone}.
group-write_privately = Hello! To keep your data safe, please write to me directly, not in this group.
