"""The hot path: recognise a repeat, find the contact and its talk, queue what goes out, claim it, mark it sent.

Every function takes the transaction first, and the time where it needs one. Everything else in the house uses the ORM.
"""

from storage.messages.conversations import (
    Conversation,
    StoredTalk,
    conversation,
    drop_talk,
    move_address,
    reached,
    save_contact,
    save_phone,
    save_talk,
    unreachable,
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

__all__ = [
    "PRIORITIES",
    "Claimed",
    "Conversation",
    "FailedMessage",
    "StoredMedia",
    "StoredTalk",
    "add_media",
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
    "mark_failed",
    "mark_sent",
    "media",
    "move_address",
    "next_due",
    "queue",
    "queue_claimed",
    "reached",
    "record",
    "release",
    "save_contact",
    "save_phone",
    "save_talk",
    "store_local",
    "unreachable",
    "unreadable",
]
