# Pieces used in many places.
empty = {""}
as-is = {$text}
lines = {$text}
date = {$day}
nothing = –
listed = {$before}, {$next}
bullet =
    {$before}
    • {$next}
stacked =
    {$before}
    {$next}
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
choose-by-number = Reply with the number.
choose-from_list = See the choices
choice-yes = Yes
choice-no = No
choice-skip = Skip
choice-unknown = Don't know
day-today = Today
day-yesterday = Yesterday
day-tomorrow = Tomorrow
skill-perbengkelan = Motorbike garage
skill-tata_boga = Cooking
skill-tata_rias = Make-up
skill-barista = Barista
skill-menjahit = Sewing
skill-elektronik = Electronics
skill-desain_grafis = Graphic design
progress =
    Part {$part} of {$of}
    {$question}
