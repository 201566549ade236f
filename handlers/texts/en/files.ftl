# Files that go with a message.
file-gone = The file is no longer here: it was erased, or never arrived.
file-not_here = This file cannot be shown in this chat. Please open it on the Tuntas page at the office.
