# How a business goes: thirty seconds.
check_in-for_somebody = A report on {$business}, which is {$owner}'s. Ask them, and fill in what they answer.
check_in-again = There is news of {$business} from {$day} already. Is this something new, or do you want to correct that?
check_in_again-new = Something new
check_in_again-correct = A correction
check_in-reopened = {$business} is noted as closed. Is it running again?
check_in_reopened-yes = Running again
check_in_reopened-no = Still closed
check_in-state = Is {$business} still running?
check_in_state-running = Still running
check_in_state-paused = Paused for now
check_in_state-closed = Closed
check_in-period =
    How is it easiest to say what comes in? You can also write the amount at once, for example: 500k a day
    The figures only serve to mentor your business.
period-day = A day
period-week = A week
period-month = A month
period_in-day = a day
period_in-week = a week
period_in-month = a month
check_in-no_books = That's fine. What you don't know needs no guessing.
check_in-sales = How much comes in {$period}? That is everything you sell, before what you spend. For example: 500k
check_in-spending = {$question}
check_in-spending_after =
    Sales are {$sales}.
    How much does the business spend {$period}: goods, petrol, wages, rent? If you reckon otherwise, write that too, for example: 3 million a month
check_in-spending_of = How much does the business spend {$period}: goods, petrol, wages, rent? If you reckon otherwise, write that too, for example: 3 million a month
check_in-confirm =
    Sales are {$sales}, spending is {$spending}.
    {$result}
    Is that right?
check_in-profit_month = That leaves {$month} a month.
check_in-profit_both = That leaves {$amount}, or {$month} a month.
check_in-loss_month = That is a loss of {$month} a month.
check_in-loss_both = That is a loss of {$amount}, or {$month} a month.
check_in-even = That comes out even: no profit, no loss.
reckoned-yes = That's right
reckoned-fix_sales = Change sales
reckoned-fix_spending = Change spending
kind-reckoned-which = Which one should be changed?
check_in-helpers_paid = Beside the owner, how many people help and are paid?
check_in-helpers_unpaid = And how many help without pay, such as family?
helpers-1 = 1 person
helpers-2 = 2 people
helpers-3 = 3 people
helpers-none = Nobody
check_in-tools = How are the tools?
tools-good = In order
tools-broken = Something is broken
tools-sold = Something was sold
tools-none = No tools
check_in-obstacle = What holds it up most now? Choose, {$how}.
check_in-by_voice = write it, or send a voice message
check_in-in_words = or write it
check_in-why_paused = That's all right, a rest can be good. What is the reason? Choose, {$how}.
check_in-why_closed = Thank you for telling us. Why did {$business} close? Choose, {$how}.
check_in-words = Please say a little more: {$how}.
obstacle-none = It runs well
obstacle-capital = Too little money
obstacle-material = Dear materials
obstacle-buyers = Few buyers
obstacle-tools = Tools
obstacle-place = Place
obstacle-debts = Buyers in debt
obstacle-family = Family or illness
obstacle-other = Something else
check_in-help = Should a mentor contact you?
check_in-photo = Last: send one photo of the business, or skip.
check_in-thanks = Thank you! The news of {$business} is noted.
check_in-thanks_corrected = Corrected. This takes the place of the news of {$business} from before.
check_in-help_comes = A mentor will contact you.
check_in-begin_again = What you learnt stays with you. When you start again, write: new business
check_in-discarded = All right, the news isn't sent. You can report at any time, write: report
check_in-tip = A tip: {$tip}
check_in-kept_for = The report on {$business}, which is {$owner}'s, is noted.
check_in-still_closed = All right, {$business} stays noted as closed. When it runs again, write: report
check_in-answered = This news of {$business} has come in already, thank you! Is there anything to add or correct?
check_in-over = That business can't be reported here any more. Not sure why? Write: ask staff
check_in-restricted = The data of {$business} is paused, so its news can't be noted yet. To use it again, write: privacy
check_in-which = Which business?
check_in-no_business = No business is recorded here yet. It is recorded first, then you can report.
check_in-nothing_to_correct = {$business} has no report yet that could be corrected. Would you like to report now?
check_in-afterwards = The news of the business isn't lost: after this, write report.
