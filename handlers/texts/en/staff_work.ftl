# For staff, once a day and only where there is something: what to look at today.
staff_work-today = Good morning! To look at today:
staff_work-late_cases = waiting for verification for more than {$days} working days: {$count}
staff_work-objections = objections that wait for a decision: {$count}
staff_work-requests_near = requests about data with little time left: {$count}
staff_work-requests_over = requests about data OVER their 3 x 24 hours: {$count}
staff_work-claims = people who say they are alumni, to be matched: {$count}
staff_work-questions = Questions without an answer for more than a working day: {$count}
