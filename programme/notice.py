"""The version of the privacy notice; its words stand in handlers/texts.

The law wants everybody told of the purpose, the kinds of data, how long they are kept and their rights, and told of a
change **before** it happens (UU 27/2022 art. 21). So whoever changes a sentence of the notice changes this date in the
same commit: each consent keeps the version that was shown (art. 22-24: the office must prove it), and an open talk
that recorded an older one asks that question again.
"""

VERSION = "2026-02-15"
