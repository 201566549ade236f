# One person, two chats.
connect-code =
    Write this in your other chat, and both become one:
    {$code}
    It serves for 15 minutes. Give it to nobody: whoever writes it can see your registration.
connect-sure =
    Connect this chat with the {$channels} chat that gave the code?
    Both chats will then show the same data. Say "yes" only if that chat is your own too.
connect-yes = Yes, it is mine
connect-no = No
connect-not = All right, nothing is connected. This chat stays by itself.
connect-done = Done! This chat and your {$channels} chat are now one: your registration and answers are the same in both. A mistake? Call the office: {$phone}.
connect-told = A {$channels} chat was just connected with this one, so both show the same data now. Was that not you? Call the office at once: {$phone}.
connect-same_number = This chat and your {$channels} chat are now one, since both have the same number.
connect-two_forms = Both chats have an unfinished form. So that no answer is lost, finish or cancel one of them first. Then write "connect" again.
connect-refused_unknown = That code does not fit. Please check its letters and numbers, or write "connect" in the other chat for a new one.
connect-refused_used = That code has been used. Still needed? Write "connect" in the other chat for a new one.
connect-refused_expired = That code is too old. Write "connect" in the other chat for a new one.
connect-refused_own_chat = That code is from this very chat. Please write it in the other one.
connect-refused_wait = The code did not fit several times. Wait an hour and try again, or call {$phone}.
connect-and = {$before} and {$next}
channel-telegram = Telegram
channel-whatsapp = WhatsApp
channel-local = web page
channel-other = other
link-or = Or press a link:
