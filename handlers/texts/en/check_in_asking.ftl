# Asking alumni by the plan: how a business goes, or what somebody does who has none.
check_in_asking-business =
    Hello! We would like to know how {$business}, the business of {$name}, is doing. Is it still running?
    Just tap one. The rest takes about half a minute, and "don't know" is a fine answer.
check_in_asking-business_again =
    Hello! We have not heard yet how {$business}, the business of {$name}, is doing. No problem if you are busy.
    Is it still running? A single tap helps.
check_in_asking-activity =
    Hello! We would like to know how {$name} is doing after the training. What are you busy with now?
    A single tap is enough.
check_in_asking-activity_again =
    Hello! We have not heard yet how {$name} is doing. No problem if you are busy.
    What are you busy with now? A single tap is enough.
check_in_asking-running_button = Still running
check_in_asking-paused_button = Paused for now
check_in_asking-closed_button = Closed
check_in_asking-business_button = I have a business
check_in_asking-working_button = Working
check_in_asking-studying_button = Studying
check_in_asking-looking_button = Looking for work
check_in_asking-moved_button = Moved away
check_in_asking-late =
    { $count ->
        [one] 1 alumnus was not asked this time because the service was down for too long.
       *[other] {$count} alumni were not asked this time because the service was down for too long.
    } They are asked again when the next time comes.
