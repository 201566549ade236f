# A photo or paper that could not be had from the chat app.
lost-please = Sorry! {$what} that you sent {$why}.
lost-file = The photo or file
lost-paper = {$paper} for {$name}
lost-why_lost = did not reach us
lost-why_too_big = is too large
lost-why_wrong_type = cannot be opened
lost-again = Could you send it once more? A photo (JPG, PNG) or a PDF.
lost-after_form = Please finish the form first. After that you can send it once more.
