# Money.
money-about = about {$amount}
money-in_period = {$amount} {$period}
money-about_in_period = about {$amount} {$period}
kind-money = I couldn't read that amount. Please write the figure alone.
kind-money-between = {$low} to {$high}. Which is nearest? You can also write the amount.
kind-money-bare = Do you mean {$amount}?
kind-money-how_long = {$amount}: in how long a time?
kind-money-period = Is that a day, a week or a month? Choose first, then I'll ask the amount.
kind-money-profit_sales = That sounds like profit or loss. First comes what you sell, before what you spend. I'll work out the profit.
kind-money-profit_spending = That sounds like profit or loss. This is about what the business spends. I'll work out the profit.
kind-money-photo = A nice photo, but I can't read the amount from it. Please write the figure. Photos come at the end.
kind-helpers = Please write how many people, as a number. Working alone? Press "Nobody".
kind-voice-big = That voice message is too long. Record a shorter one, or write it.
