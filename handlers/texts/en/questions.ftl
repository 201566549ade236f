# Questions to the office, for staff, and the answers for whoever asked.
staff-questions = Questions
questions-none = There are no questions.
questions-list = Questions waiting: {$waiting}. The longest first.
questions-all_answered = No question is waiting. These were answered last:
questions-row_open = ● {$who}
questions-row_taken = ◐ {$who}
questions-row_answered = ✓ {$who}
questions-row_closed = ✓ {$who}
questions-gone = That question is no longer there.
questions-held = {$name} has this question in hand.
questions-closed = The question is closed.
questions-no_answer = There is no answer yet that could be kept.
questions-nobody_else = Nobody else can answer questions yet.
questions-to_whom = Hand it over to whom?
questions-handed = The question was handed over to {$name}.
question-new = There is a question.
question-handed = {$name} hands this question over to you.
question-asker = {$name} ({$number}), {$kecamatan}: {$state}
question-unknown = Not registered from this chat.
question-while = Was filling in: {$form}.
question_doing-registration = the registration
question_doing-papers = papers
question_doing-correction = a change of data
question_doing-check_in = the report of a business
question_doing-objection = an objection
question_doing-guardian = a guardian's consent
question_doing-other = another form
question-is_open = Waiting since {$when}. {$has}
question-is_answered = Answered. {$has}
question-is_closed = Closed. {$has}
question-taken_by = In the hands of {$name}.
question-free = Nobody has it in hand.
question-they = Asker
question-wrote = {$who}: {$words}
question-answer = Answer
question-take = I take it
question-hand_over = Hand over
question-close = Close
question-keep = Keep as Q&A
question-back = List of questions
question_answer-words = Write the answer to: "{$question}"
question_answer-sent = The answer was sent. If it is asked often, keep it, and this chat can answer by itself.
question_answer-no_way = The answer is kept, but they can no longer be reached by chat.
question_answer-gone = The question is no longer there, since its data were erased. Nothing was sent.
question_answer-taken = Somebody else has this question in hand now. Your answer was not sent.
question_keep-phrase = What do people write when they ask this? A few words will do, example: bawa motor
question_keep-text =
    Write the answer for everybody, without anybody's name. What was sent:
    {$answer}
question_keep-sure =
    Whoever writes "{$phrase}" will get:
    {$text}
    Keep it?
question_keep-sure-yes = Yes, keep it
question_keep-sure-no = No
question_keep-not_kept = All right, not kept.
question_keep-known = Something like it is in the questions and answers already. Nothing was changed.
question_keep-kept = Kept. From now on this chat answers "{$phrase}" by itself.
answered-said =
    You asked: "{$question}"
    The office answers: {$answer}
answered-closed = The office has closed your question "{$question}". If anything is left, just ask again.
answered-ask_again = Ask again
answered-menu = Menu
trail-question_taken = took a question in hand
trail-question_handed_over = handed a question over
trail-question_answered = answered a question
trail-question_closed = closed a question
trail-answer_kept = kept an answer for everybody
data-answer = {$when}, {$by} answered: {$text}
staff-write = Write to somebody
write_find-number = What is the registration number? Example: PSR-2026-0001
write_to-who = {$name} ({$number}), {$kecamatan}. Is that who you mean?
write_to-yes = Yes, write to them
write_to-no = No
write_to-not_found = There is no registration with the number {$number} to whose person you may write.
write_to-no_chat = {$name} did not register by chat. Their phone: {$phone}
write_message-words = Write your message to {$name}:
write_message-sent = The message was sent to {$name}. An answer comes to: questions
write_message-no_way = The message is kept, but {$name} can no longer be reached by chat.
write_message-taken = Somebody else has a question of theirs in hand. Your message was not sent.
written-said =
    A message from {$office}:
    {$words}
answered-reply = Reply
trail-person_written_to = wrote a message
