# Alumni: their menu, what those without a business do, claims, and cards for staff.
menu-greeting_alumni =
    Hello! This is Tuntas, the chat service of {$office}.
    You have graduated, so here you can record a business, tell how you are, and ask about aid. It is free.
    Where shall we start?
menu-activity = What I do now
activity-which = Whose news is it?
activity-question = What does {$name} do now?
activity-working = Thank you for telling us, and good luck at work! If you open a business one day, write: new business
activity-studying = Thank you for telling us, and good luck with your studies! If you open a business one day, write: new business
activity-looking = Thank you for telling us. Finding work takes time. The office can help with openings or with starting a business: press "Ask the office" or call {$phone}.
activity-moved = Thank you for telling us, and all the best in your new place! We are glad to hear from you, from afar too.
