"""The hot path: recognise a repeat, find the contact and its talk, queue what goes out, claim it, mark it sent.

Every function takes the transaction first, and the time where it needs one. Everything else in the house uses the ORM.
"""

from storage.messages.conversations import (
    Conversation,
    StoredTalk,
    conversation,
    drop_talk,
    lock,
    phone_hash,
    reached,
    save_contact,
    save_phone,
    save_source,
    save_talk,
    unreachable,
    used,
)
from storage.messages.inbox import (
    FailedMessage,
    due_retries,
    failed,
    failed_of,
    finish,
    give_up,
    record,
    unreadable,
)
from storage.messages.outbox import (
    PRIORITIES,
    Claimed,
    claim,
    mark_failed,
    mark_sent,
    next_due,
    queue,
    queue_claimed,
    release,
)
from storage.messages.page import StoredMedia, add_media, expect_media, local_since, media, store_local
from storage.messages.receipts import Receipt, opted_out, receive
from storage.messages.undelivered import Billed, Undelivered, billed, undelivered
from storage.messages.windows import open_window, window_closed

__all__ = [
    "PRIORITIES",
    "Billed",
    "Claimed",
    "Conversation",
    "FailedMessage",
    "Receipt",
    "StoredMedia",
    "StoredTalk",
    "Undelivered",
    "add_media",
    "billed",
    "claim",
    "conversation",
    "drop_talk",
    "due_retries",
    "expect_media",
    "failed",
    "failed_of",
    "finish",
    "give_up",
    "local_since",
    "lock",
    "mark_failed",
    "mark_sent",
    "media",
    "next_due",
    "open_window",
    "opted_out",
    "phone_hash",
    "queue",
    "queue_claimed",
    "reached",
    "receive",
    "record",
    "release",
    "save_contact",
    "save_phone",
    "save_source",
    "save_talk",
    "store_local",
    "undelivered",
    "unreachable",
    "unreadable",
    "used",
    "window_closed",
]
