# Counts for staff.
staff-overview = Overview
overview-which = The overview of which intake?
overview-all = All intakes
overview-nobody = {$intake}: no applicants yet that you may see.
overview-total = Applicants: {$count}
overview-total_and_seats = Applicants: {$count}; seats: {$seats}, of which taken: {$seated}
overview-title =
    Overview of {$intake}, {$day}
    {$head}
overview-under = {$head} · {$day}
overview-table =
    {$before}

    {$title}{$rows}
overview-row = {$label}: {$count}
overview-rest = others
overview-by_intake = By intake
overview-paused = Of these, paused the use of their data: {$count}
intakes-none = There is no intake yet. Make one first.
