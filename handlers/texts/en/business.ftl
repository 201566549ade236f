# Businesses of alumni: written down by themselves or by staff.
business-private = What you tell is read by the staff of {$office} alone, to be of help to you. It can be deleted at any time.
business-owner = Whose business is it?
business-kind = {$whose}: what kind is it? Choose one, or write it yourself.
business-whose_self = Your business
business-whose_other = The business of {$name}
business-kind-garage = Garage
business-kind-food = Food
business-kind-makeup = Make-up
business-kind-coffee = Coffee
business-kind-grocery = Grocery stall
business-kind-angkringan = Angkringan
business-kind-other = Something else
business-what = What is it? Keep it short, for example: laundry
business-name = What is it called?
choice-unnamed = No name yet
business-unnamed = {$kind} {$name}
business-village = In which village is it?
business-since = Since when does it run? A day, or just the month, for example: March {$year}
kind-since = I could not read when that was. Write month and year. If you don't remember, press "Don't know".
business-together = Is it run alone or with others?
business-together-alone = Alone
business-together-others = With others
business-photo = Is there a photo of it? Send one, or skip.
business-photo_here = here
business-confirm =
    Please check:
    {$lines}

    If all is right, press "Send". If something is wrong, answer with its number.
business-label_kind = Business
business-label_name = Its name
business-label_village = Where
business-label_since = Since
business-label_together = Run
business-label_photo = Photo
business-done = {$business} is on record, congratulations! Now and then we shall ask here how it goes. A short answer will do, and may it thrive.
business-done_staff = The business of {$name} is on record: {$business}.
business-done_already = {$business} was on record already, so it is not written down twice.
business-nobody = This is for alumni of the training. If you are one, write: I am an alumnus
business-not_now = The business cannot be recorded now: the data are paused or erased.
menu-new_business = Record a new business
