# A parent's or guardian's consent, from a phone of their own.
guardian-yours = your parent or guardian
guardian-code =
    Send this to {$guardian}, and ask them to write it to this chat from their own phone:
    {$code}
    It serves until {$day}.
guardian-whose = A guardian code for whom?
guardian-none_waiting = No registration from this chat is waiting for a guardian.
guardian-write_code = Please write the code again. Example: IZIN 123-4A5-6B7
guardian-name = Thank you! What is your name? Write it as on your identity card.
guardian-relation = What are you to {$name}?
relation-mother = Mother
relation-father = Father
relation-family = Other family
relation-other = Guardian
guardian-thanks = Thank you. Your consent for {$name} is kept, and we are telling {$name} now. You can ask here at any time how it goes.
guardian-no_kept = All right. We tell {$name} that there is no consent yet. If there is none, the data will be erased. Changed your mind? Ask {$name} for a new code.
guardian-child_completes = Good news! The parent or guardian agreed for {$name}. Now only the rest is to be filled in. The number stays.
guardian-child_goes_on = Good news! The parent or guardian agreed for {$name}. The registration goes on.
guardian-child_waits = For {$name}, the parent or guardian has not agreed. That's all right, talk about it at home first. If they agree later, press "Guardian code" for a new code.
guardian-refused_unknown = That code does not fit. Please check its letters and numbers. Example: IZIN 123-4A5-6B7
guardian-refused_used = That code has been used. If it is still needed, ask the child to write "guardian code" for a new one.
guardian-refused_expired = That code is too old. Ask the child to write "guardian code" in their chat and to send you the new one.
guardian-refused_own_phone = This code is for a parent or guardian, written from their own phone and not from the one that was used to register. If they have no phone, please ask the office.
guardian-refused_wait = The code did not fit several times. Wait an hour and try again, or call {$phone}.
