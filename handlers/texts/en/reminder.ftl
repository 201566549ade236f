# Reminders: only for those who agreed, except news of their own registration.
reminder-unfinished = Hello! Your registration form is saved and not sent yet. Would you like to go on now? Nothing you answered is lost.
reminder-papers =
    Hello! For {$name} we are still waiting for:{$papers}
    A phone photo is enough if it can be read. Send it now?
reminder-papers_to_office =
    Hello! For {$name} we are still waiting for:{$papers}
    Just bring it to the office when you have it.
reminder-guardian = Hello! The consent of a parent or guardian for {$name} has not come yet. If there is none by {$day}, the data will be erased. Do you need a new code?
reminder-go_on = Go on
reminder-send_papers = Send papers
reminder-guardian_code = Guardian code
reminder-ask_staff = Ask the office
reminder-stop = Don't remind me
reminder-closes = Hello! Registration closes on {$day}, and your form has not been sent. Go on with it now? Your answers are still here.
reminder-closes_rest = Hello! Registration closes on {$day}, and the rest for {$name} is still to be filled in. Shall we? It is quick.
reminder-closes_papers =
    Hello! Registration closes on {$day}. For {$name} we still need:{$papers}
    If you have them, please send or bring them before that day.
reminder-complete = Complete now
