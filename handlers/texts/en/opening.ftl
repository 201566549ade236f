# Staff open an applicant's paper.
opening-shown = {$paper}, {$number}.
opening-at_office = {$paper} of {$number} can only be opened on the Tuntas page on the office's computer, not in this chat.
opening-nothing = {$paper} of {$number} is not here yet.
opening-waiting = {$paper} of {$number} is still being fetched from the chat app. Please try again in a moment.
opening-paused = The data of {$number} are paused at the person's wish, so {$paper} is not opened for now.
opening-not_theirs = {$number} is not part of your work, so {$paper} cannot be opened.
opening-nik = NIK of {$number}: {$nik}. This message goes by itself within 10 minutes, where the chat can do that.
opening-nik_at_office = The whole NIK of {$number} can be opened only on the office's page.
