"""Which talk or command a message belongs to: global words, then the pending talk, then what may start."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot import arrival, talking
from bot.channels.channel import Incoming, MediaIn
from handlers import (
    activity,
    aid_proposal,
    aid_receipts,
    aid_status,
    answers,
    business,
    called,
    check_in,
    check_in_asking,
    claiming,
    connecting,
    erasing,
    guardian,
    guardian_code,
    importing,
    invited,
    menu,
    my_data,
    office_question,
    own_business,
    pausing,
    privacy,
    question_card,
    reporting,
    seat_offer,
    staff_desk,
    staff_joining,
    staff_menu,
    status,
    understanding,
    withdrawing,
)
from handlers.desk import Desk
from handlers.rendering import parse_payload
from handlers.reply import Reply, say
from handlers.staff_registry import MENUS as STAFF_MENUS
from handlers.subject import Begin
from handlers.texts import labels
from handlers.texts.phrases import phrases
from programme import alumni
from programme.reading import choice as reading_choice
from programme.reading import code as reading_code
from programme.reading import text as reading_text
from programme.reading import yes_no as reading_yes_no
from storage.files import TABLES
from talk import Finished, Line, Media, Message, Waiting

#: After so long a silence a message is the waiting answer only if it reads as one.
IDLE = timedelta(days=2)


def route(desk: Desk, incoming: Incoming) -> Reply:
    """The one reply to a message."""
    reply = _reply(desk, incoming)
    if not (reply.lines and reply.lines[0].key in ("menu-not_understood", "menu-human")):
        desk.conversation.misunderstood = 0
    return reply


def route_words(desk: Desk, incoming: Incoming) -> Reply:
    """The same where a form of another chat has just come here: only a word that always works counts, and no answer."""
    if understanding.global_word(reading_text.clean(incoming.text)) is not None:
        return route(desk, incoming)
    return menu.resume_menu(desk)


def _reply(desk: Desk, incoming: Incoming) -> Reply:
    if incoming.happening == "group":
        return say("group-write_privately")
    if incoming.button is not None:
        return _pressed(desk, incoming, *parse_payload(incoming.button))
    return _list(desk, incoming.media) or _said(desk, incoming)


def _list(desk: Desk, media: MediaIn | None) -> Reply | None:
    """A list of staff's: nobody else's is taken (bot.arrival)."""
    if media is None or media.kind != "document":
        return None
    if media.id is not None and media.content_type in TABLES:
        return importing.sent(desk, media.id)
    is_refused = media.problem in ("wrong_type", "too_big") and desk.conversation.talk is None
    if is_refused and arrival.may_send_lists(desk):
        return importing.unreadable("too_big" if media.problem == "too_big" else "no_table")
    return None


def _said(desk: Desk, incoming: Incoming) -> Reply:
    text = reading_text.clean(incoming.text)
    word = understanding.global_word(text)
    if word is not None:
        return _letter(desk, incoming) or WORDS[word](desk)
    code = reading_code.read(text, alone=desk.conversation.talk is None)
    if code is not None:
        return _code(desk, code)
    picked = _picked_from_menu(desk, text)
    if picked is not None:
        return _chosen(desk, *picked)
    if _place(desk) == office_question.PLACE and text:
        return office_question.keep(desk, text)
    if desk.conversation.talk is not None:
        return _in_talk(desk, _message(desk, incoming))
    return _of_staff(desk, understanding.staff_word(text)) or _outside(desk, text, incoming.media)


def _pressed(desk: Desk, incoming: Incoming, place: str, choice: str) -> Reply:
    """A button carries where it belongs; an old one is normal life and answered kindly."""
    if not talking.is_talk_place(place):
        return _chosen(desk, place, choice)
    if talking.is_button_of(desk.conversation.talk, place):
        return _in_talk(desk, Message(choice=choice, phone=incoming.phone))
    if desk.conversation.talk is not None:
        return talking.resume(desk).after(Line("button-old_in_talk"))
    return menu.short_menu(desk, Line("button-old"))


def _letter(desk: Desk, incoming: Incoming) -> Reply | None:
    """ "P" is a ping, but where L or P was asked it is the answer."""
    if len(incoming.text.strip()) != 1 or desk.conversation.talk is None:
        return None
    outcome = talking.read(desk, _message(desk, incoming))
    chosen = isinstance(outcome, Waiting) and outcome.why is None and bool(desk.conversation.offered)
    return talking.accept(desk, outcome) if chosen else None


def _in_talk(desk: Desk, message: Message) -> Reply:
    """The waiting answer, or else a question that can be answered on the way, or else the question again."""
    outcome = talking.read(desk, message)
    if isinstance(outcome, Finished) or outcome.why is None:
        return talking.accept(desk, outcome)
    is_guess = outcome.choices != tuple(outcome.kind.choices)  # what was meant is being asked: no question of theirs
    if message.choice is None and not is_guess and (aside := _aside(desk, message.text)):
        return aside
    if _asleep(desk):
        return menu.resume_menu(desk)
    wish = None if message.choice else understanding.instead_of_answer(message.text)
    return talking.once_more(desk, outcome, Line(f"talk-{wish}")) if wish else talking.misread(desk, outcome)


def _of_staff(desk: Desk, name: str | None) -> Reply | None:
    """What staff asked for; None to everybody else, for whom the word is a word like any other."""
    outcome = None if name is None else staff_menu.command(desk, name)
    return None if outcome is None else _opened(desk, outcome)


def _opened(desk: Desk, outcome: Reply | Begin) -> Reply:
    """The reply, or the first question of the talk that is to be opened."""
    return outcome if isinstance(outcome, Reply) else talking.begin(desk, outcome.talk, outcome.facts, outcome.first)


def _aside(desk: Desk, text: str) -> Reply | None:
    """People answer a question with a question: answer it, and ask again."""
    intent = understanding.intent(text)
    if intent == "status":
        return status.status(desk)
    if intent == "talk_to_staff":
        return office_question.invite(desk)
    if intent == "back":
        return talking.step_back(desk)
    if intent == "cancel":
        return _out(desk)
    topic = _topic_of(desk, text, intent)
    return None if topic is None else talking.resume(desk).after(answers.answer_line(desk, topic))


def _topic_of(desk: Desk, text: str, intent: str | None) -> str | None:
    """The office's own phrases go before the built-in ones: it knows what its people ask."""
    return answers.topic(desk, text) or answers.TOPICS.get(intent or "")


def _outside(desk: Desk, text: str, media: MediaIn | None) -> Reply:
    """No talk is open: a number, a wish, a file, or the menu."""
    number = status.number_in(text, desk.office.prefix)
    if number is not None:
        return staff_menu.case(desk, number) or status.status(desk, number)
    intent = understanding.intent(text)
    if intent == "register" and (at_work := staff_menu.at_work(desk, Line("menu-not_understood"))):
        return at_work  # staff register somebody by a word of their own
    if intent is not None and intent in INTENTS:
        return INTENTS[intent](desk)
    topic = _topic_of(desk, text, intent)
    if topic is not None:
        return answers.answer(desk, topic)
    if not text and media is not None:
        return _file_outside(desk, media)
    return staff_menu.at_work(desk, Line("menu-not_understood")) or menu.not_understood(desk)


def _file_outside(desk: Desk, media: MediaIn) -> Reply:
    """A photo or file out of the blue may be a receipt or an outstanding paper; anything else leads to the menu."""
    if media.kind in ("photo", "document") and aid_receipts.awaited(desk):
        return _receipts(desk).after(Line("aid_receipts-which_is_it"))
    if media.kind in ("photo", "document"):
        return talking.begin(desk, "papers").after(Line("papers-which_is_it"))
    return menu.not_understood(desk)


def _asleep(desk: Desk) -> bool:
    talk = desk.conversation.talk
    return talk is not None and (talk.state == "paused" or desk.now - talk.updated_at > IDLE)


def _place(desk: Desk) -> str:
    return str(desk.conversation.offered["place"]) if desk.conversation.offered else ""


def _message(desk: Desk, incoming: Incoming) -> Message:
    """What the waiting question reads; numbers mean what it offered, and nothing that a menu did."""
    talk, offered = desk.conversation.talk, desk.conversation.offered
    ids = tuple(offered["ids"]) if offered and talking.is_button_of(talk, offered["place"]) else ()
    media = incoming.media
    return Message(
        text=reading_text.clean(incoming.text),
        media=Media(media.kind, media.id, media.content_type, media.problem) if media else None,
        phone=incoming.phone,
        offered=ids,
    )


def _picked_from_menu(desk: Desk, text: str) -> tuple[str, str] | None:
    """A choice of the menu that was last shown, by its number or its label."""
    offered, place = desk.conversation.offered, _place(desk)
    if not offered or not text or talking.is_talk_place(place):
        return None
    ids = tuple(offered["ids"])
    menu_name = place.partition(":")[0]
    spoken = _spoken(menu_name, dict(zip(ids, offered.get("labels", ids), strict=True)))
    picked = Message(text=text, offered=ids).picked() or reading_choice.whole(text, spoken)
    if menu_name in STAFF_MENUS:  # what staff decide is never guessed
        return (place, picked) if picked else None
    picked = picked or _likely(menu_name, text, spoken)
    return (place, picked) if picked else None


def _likely(menu_name: str, text: str, spoken: Mapping[str, Sequence[str]]) -> str | None:
    """What words that only resemble a choice mean; where they say too little, that the question is to be asked."""
    likely = reading_choice.read(text, spoken)
    if likely is not None and menu_name == seat_offer.PLACE:
        return seat_offer.UNCLEAR
    if likely is None and menu_name == check_in_asking.PLACE and reading_yes_no.read(text) is False:
        return reporting.UNCLEAR  # it does not run: paused, or closed?
    return likely


def _spoken(menu_name: str, shown: Mapping[str, str]) -> Mapping[str, list[str]]:
    """How the choices of a menu are said: their labels in every language, and phrases listed for them."""
    known = phrases(menu_name)
    return {name: [*labels(label), *known.get(name, ())] for name, label in shown.items()}


def _chosen(desk: Desk, place: str, choice: str) -> Reply:
    """What a menu's choice does. A place may say after a colon what its question is about."""
    menu_name, _, about = place.partition(":")
    if menu_name == staff_desk.PLACE:
        return _of_staff(desk, choice) or _staff_place(desk, choice)
    if menu_name in STAFF_MENUS:
        return _opened(desk, staff_menu.chosen(desk, menu_name, about, choice))
    if menu_name in MENUS and (menu_name, choice) not in CHOICES:
        return _opened(desk, MENUS[menu_name](desk, about, choice))
    handler = CHOICES.get((place, choice))
    return handler(desk) if handler else menu.short_menu(desk, Line("button-old"))


def _staff_place(desk: Desk, choice: str) -> Reply:
    """Beside their commands staff have the open form; whoever no longer works here has an old button."""
    return _go_on(desk) if choice == "go_on" else menu.short_menu(desk, Line("button-old"))


def _menu(desk: Desk) -> Reply:
    """Staff have a menu of their own."""
    return staff_menu.at_work(desk) or menu.menu(desk)


def _register(desk: Desk) -> Reply:
    return talking.begin(desk, "registration")


def _code(desk: Desk, code: reading_code.Written) -> Reply:
    """A code that was passed on: for staff, to make two chats one, or for a guardian, which is what most are."""
    if code.purpose == "staff":
        return staff_joining.written(desk, code.signs)
    if connecting.is_meant(desk, code):
        return connecting.written(desk, code.signs)
    facts = guardian.facts_of(desk, code.signs)
    return facts if isinstance(facts, Reply) else talking.begin(desk, guardian.SUBJECT.script.name, facts)


def _send_papers(desk: Desk) -> Reply:
    return talking.begin(desk, "papers")


def _stop(desk: Desk) -> Reply:
    """No reminders or announcements until they say `mulai`; the open form is kept."""
    desk.conversation.stopped_at = desk.conversation.stopped_at or desk.now
    talk = desk.conversation.talk
    talking.pause(desk)
    return Reply((Line("stop-done_in_talk" if talk else "stop-done"),))


def _start(desk: Desk) -> Reply:
    """Reminders come again; a paused form goes on."""
    stopped, desk.conversation.stopped_at = desk.conversation.stopped_at, None
    said = (Line("start-again"),) if stopped else ()
    if desk.conversation.talk is not None:
        return talking.resume(desk).after(*said)
    return menu.menu(desk, *said)


def _thanks(desk: Desk) -> Reply:
    """Courtesy is answered with courtesy: an open form waits for its answer, and what was offered can be chosen."""
    thanked = Line("thanks-welcome")
    return talking.resume(desk).after(thanked) if desk.conversation.talk else Reply((thanked,)).aside()


def _back(desk: Desk) -> Reply:
    """One question back; out of a question to the office back to the form."""
    if desk.conversation.talk is None:
        return menu.short_menu(desk, Line("back-nothing"))
    if _place(desk) == office_question.PLACE:
        return talking.resume(desk)
    return talking.step_back(desk)


def _cancel(desk: Desk) -> Reply:
    """Throw the form away, after one question; a question to the office is simply not asked."""
    if _place(desk) == office_question.PLACE:
        return _no_question(desk)
    return _out(desk)


def _out(desk: Desk) -> Reply:
    """Out of the open form, after one question; a correction has nothing to lose and is simply not made."""
    talk = desk.conversation.talk
    if talk is None or talk.name != "correction":
        return menu.discard_menu(desk)
    talking.discard(desk)
    return menu.short_menu(desk, Line("correction-declined"))


def _no_question(desk: Desk) -> Reply:
    if desk.conversation.talk is not None:
        return talking.resume(desk).after(Line("office-not_asked"))
    return menu.short_menu(desk, Line("office-not_asked"))


def _discarded(desk: Desk) -> Reply:
    talk = desk.conversation.talk
    if talk is None:
        return menu.short_menu(desk, Line("discard-nothing"))
    talking.discard(desk)
    return menu.short_menu(desk, Line(DISCARDED.get(talk.name, "discard-form")))


def _go_on(desk: Desk) -> Reply:
    return talking.resume(desk) if desk.conversation.talk else menu.menu(desk)


def _anew(desk: Desk) -> Reply:
    """Start the same talk again from its first question."""
    talk = desk.conversation.talk
    if talk is None:
        return menu.menu(desk)
    talking.discard(desk)
    return talking.begin(desk, talk.name)


def _withdraw(desk: Desk) -> Reply:
    """Out of the open form, or out of a registration that was sent."""
    return _out(desk) if desk.conversation.talk is not None else withdrawing.withdraw(desk)


def _language(language: str) -> Callable[[Desk], Reply]:
    def speak(desk: Desk) -> Reply:
        menu.speak(desk, language)
        return talking.resume(desk) if desk.conversation.talk else _menu(desk)

    return speak


def _topic(topic: str) -> Callable[[Desk], Reply]:
    return lambda desk: answers.answer(desk, topic)


def _change_data(desk: Desk) -> Reply:
    return talking.begin(desk, "correction")


def _object(desk: Desk) -> Reply:
    return talking.begin(desk, "objection")


def _new_business(desk: Desk) -> Reply:
    """Staff write it down for somebody whom they look for first."""
    if not alumni.of_contact(desk.session, desk.contact_id) and (found := _of_staff(desk, "alumni")):
        return found
    return _opened(desk, business.begin(desk))


def _propose_aid(desk: Desk) -> Reply:
    return _opened(desk, aid_proposal.begin(desk))


def _receipts(desk: Desk) -> Reply:
    return _opened(desk, aid_receipts.begin(desk))


def _report(desk: Desk) -> Reply:
    return _opened(desk, reporting.report(desk))


def _my_business(desk: Desk) -> Reply:
    return _opened(desk, reporting.history(desk))


def _correct_report(desk: Desk) -> Reply:
    return _opened(desk, reporting.correct(desk))


def _alumnus(desk: Desk) -> Reply:
    return _of_staff(desk, "alumni") or _opened(desk, claiming.begin(desk))


def _status_of(desk: Desk, _about: str, number: str) -> Reply:
    return status.status(desk, number)


def _consent(desk: Desk, _about: str, choice: str) -> Reply:
    return privacy.change(desk, choice) if choice in privacy.choices() else menu.short_menu(desk, Line("button-old"))


#: What is said once a form was thrown away, where it can be begun again by a word of its own.
DISCARDED: Mapping[str, str] = {"registration": "discard-done", check_in.NAME: "check_in-discarded"}

#: The words that always work, when they are the whole message (handlers/texts/phrases/words.toml).
WORDS: Mapping[str, Callable[[Desk], Reply]] = {
    "stop": _stop,
    "batal": _cancel,
    "kembali": _back,
    "menu": _menu,
    "bantuan": menu.help_menu,
    "mundur": menu.mundur_menu,
    "ask_staff": office_question.invite,
    "thanks": _thanks,
    "start": _start,
    "english": _language("en"),
    "indonesia": _language("id"),
    "privacy": privacy.privacy,
    "my_data": my_data.my_data,
    "change_data": _change_data,
    "erase": erasing.erase,
    "guardian_code": guardian_code.again,
    "connect": connecting.code,
    "new_business": _new_business,
    "activity": activity.tell,
    "alumnus": _alumnus,
    "aid": aid_status.show,
    "propose_aid": _propose_aid,
    "receipts": _receipts,
    "report": _report,
    "my_business": _my_business,
    "correct_report": _correct_report,
}

#: What may start when no talk is open.
INTENTS: Mapping[str, Callable[[Desk], Reply]] = {
    "register": _register,
    "status": status.status,
    "help": menu.help_menu,
    "talk_to_staff": office_question.invite,
    "cancel": menu.discard_menu,
    "stop": _stop,
    "back": _back,
    "objection": _object,
    "alumnus": _alumnus,
    "report_business": _report,
    "aid": aid_status.show,
    "propose_aid": _propose_aid,
    "receipts": _receipts,
}

#: What the buttons of the menus do, by place and choice.
CHOICES: Mapping[tuple[str, str], Callable[[Desk], Reply]] = {
    ("menu", "register"): _register,
    ("menu", "status"): status.status,
    ("menu", "requirements"): _topic("requirements"),
    ("menu", "ask_staff"): office_question.invite,
    ("menu", "english"): _language("en"),
    ("menu", "indonesian"): _language("id"),
    ("menu", "go_on"): _go_on,
    ("menu", "send_papers"): _send_papers,
    ("menu", "complete"): _register,
    ("menu", "guardian_code"): guardian_code.again,
    ("reminder", "go_on"): _go_on,
    ("reminder", "send_papers"): _send_papers,
    ("reminder", "complete"): _register,
    ("reminder", "guardian_code"): guardian_code.again,
    ("reminder", "ask_staff"): office_question.invite,
    ("reminder", "stop"): _stop,
    ("reminder", "receipts"): _receipts,
    ("menu", "register_another"): _register,
    ("help", "chat"): menu.help_chat,
    ("help", "aid"): _topic("bansos"),
    ("mundur", "back"): _back,
    ("mundur", "menu"): menu.menu,
    ("mundur", "withdraw"): _withdraw,
    ("discard", "yes"): _discarded,
    ("discard", "no"): _go_on,
    ("resume", "go_on"): _go_on,
    ("resume", "anew"): _anew,
    (office_question.PLACE, "no"): _no_question,
    (question_card.ANSWERED, "ask_again"): office_question.invite,
    (question_card.ANSWERED, "reply"): office_question.reply,
    (question_card.ANSWERED, "menu"): _menu,
    ("menu", "privacy"): privacy.privacy,
    ("menu", "my_data"): my_data.my_data,
    ("menu", "change_data"): _change_data,
    ("menu", "object"): _object,
    ("menu", "new_business"): _new_business,
    ("menu", "activity"): activity.tell,
    ("menu", "aid"): aid_status.show,
    ("menu", "propose_aid"): _propose_aid,
    ("menu", "receipts"): _receipts,
    ("menu", "report"): _report,
    ("menu", "my_business"): _my_business,
    ("privacy", "again"): privacy.privacy,
    ("privacy", "my_data"): my_data.my_data,
    ("privacy", "change_data"): _change_data,
    ("privacy", "erase"): erasing.erase,
    ("privacy", "pause"): pausing.pause,
    ("privacy", "lift"): pausing.lift,
}

#: Menus whose choices are people, consents, or the answer to a question about them.
MENUS: Mapping[str, Callable[[Desk, str, str], Reply | Begin]] = {
    "status": _status_of,
    guardian_code.PLACE: guardian_code.chosen,
    "privacy": _consent,
    "data": my_data.chosen,
    "erase": erasing.chosen,
    erasing.SURE: erasing.answered,
    "pause": pausing.pause_chosen,
    "lift": pausing.lift_chosen,
    "withdraw": withdrawing.chosen,
    withdrawing.SURE: withdrawing.answered,
    connecting.SURE: connecting.answered,
    seat_offer.PLACE: seat_offer.chosen,
    called.PLACE: called.chosen,
    invited.PLACE: invited.chosen,
    **activity.PLACES,
    check_in_asking.PLACE: reporting.invited,
    own_business.PLACE: reporting.chosen,
    check_in.WHICH: reporting.of_which("report"),
    reporting.CORRECT: reporting.of_which("correct"),
    reporting.HISTORY: reporting.of_which("history"),
    aid_status.WHICH: aid_status.picked,
    aid_status.ONE: aid_status.chosen,
    aid_status.SURE: aid_status.answered,
}
