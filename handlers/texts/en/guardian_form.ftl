# For staff: a guardian's consent on a signed form.
staff-guardian_form = Guardian's form
guardian_form_number-number = The child's registration number? It stands on the card.
kind-registration_number = Write the number as it stands on the card, for example {$prefix}-2026-0007
guardian_form-card =
    {$name}, {$number}
    Born {$born}, {$village}
    The guardian that the child named: {$guardian}

    Have you seen the form itself, signed by the guardian?
guardian_form-said_no = Note: from their own phone the guardian has said no. Please speak with them first.
guardian_form-seen = Yes, I have seen it
guardian_form-not_seen = Not yet
guardian_form-unknown = There is no {$number}, or it is not yours to look at.
guardian_form-paused = The data of {$number} are paused at their wish, so the form is not noted now.
guardian_form-not_waiting = {$number} does not wait for a guardian. Now: {$state}.
guardian_form-too_late = {$number} waits for no guardian any more: somebody has just noted it, or the data were erased.
guardian_form-not_kept = All right, nothing was noted.
guardian_form-signed_on = On which day was the form for {$name} signed?
guardian_form-signer = Who signed it?
guardian_form-relation = What are they to {$name}?
guardian_form-sure = Form of {$day} by {$signer} ({$relation}) for {$name}, {$number}. Have you seen it yourself?
guardian_form-sure-yes = Yes, note it
guardian_form-sure-no = Never mind
guardian_form-done = The guardian's consent for {$name} is noted in your name, and the child has been told.
guardian_form-done_no_chat = The guardian's consent for {$name} is noted in your name. The child has no chat here, so please tell them yourself.
