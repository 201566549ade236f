# Files that go with a message.
file-gone = The file is no longer here: it was erased, or never arrived.
file-not_here = This file cannot be shown in this chat. Please open it on the Tuntas page at the office.
vanishing-soon = This message deletes itself {$minutes} minutes after it was sent.
vanishing-by_hand = Please delete this message from the chat once you have looked at it.
