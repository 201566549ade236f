# How a business goes: thirty seconds.
check_in-state = Is {$business} still running?
check_in_state-running = Still running
check_in_state-paused = Paused for now
check_in_state-closed = Closed
check_in-over = That business can't be reported here any more. Not sure why? Write: ask staff
check_in-thanks = Thank you for the news!
