"""Codes, keys, seats and tickets: who comes in, as what, and for how long."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select, text

from exercises import library
from exercises.journal import schema, sessions
from exercises.journal.codes import ALPHABET, CodeError, digest, new_code, read_code
from exercises.journal.sessions import Door, NotAllowed
from exercises.journal.store import NoSession
from exercises.six_principles.settings import EXERCISE, Settings

pytestmark = pytest.mark.databases


def everything(journal) -> str:
    """All that the database holds, as text."""
    with journal.reading() as connection:
        return "\n".join(
            str(tuple(row))
            for table in schema.metadata.sorted_tables
            for row in connection.execute(select(table))
        )


def another(journal, tables: int = 6, days: float = 30):
    opened = Settings(case=library.case("mrs-t")).opened(tables)
    return sessions.create(journal, EXERCISE, opened, tables=tables, days=days)


# codes


def test_a_code_has_six_of_32_signs_that_cannot_be_mistaken():
    assert len(set(ALPHABET)) == 32
    assert not set(ALPHABET) & set("0O1I")
    for _ in range(300):
        code = new_code()
        assert len(code) == 6 and set(code) <= set(ALPHABET)


@pytest.mark.parametrize("typed", ["k4tcey", " K4T CEY ", "k4t-cey", "K.4.T.C.E.Y", "\tk4tCEY\n"])
def test_a_code_is_understood_however_it_is_typed(typed):
    assert read_code(typed) == "K4TCEY"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "no code was typed; it has six letters and digits"),
        (" - ", "no code was typed"),
        ("K4TCE0", "a code never has 0 in it; codes have no 0, O, 1 or I"),
        ("KI4TO1", "a code never has 1, I, O in it"),
        ("K4T", "the code K4T has 3 signs; it should have 6"),
        ("K4TCEYK4TCEYK4TCEY", "the code K4TCEYK4TCEY has 18 signs"),
        ("\x00\u202e", "a code never has ?, ? in it"),
        ("<b>", "a code never has <, > in it"),
    ],
)
def test_what_cannot_be_a_code_is_refused_with_what_is_wrong(typed, said):
    with pytest.raises(CodeError) as refused:
        read_code(typed)
    assert said in str(refused.value)


def test_the_room_and_every_table_have_a_code_of_their_own(journal, session):
    codes = sessions.codes_of(journal, session.id)
    assert sorted(codes, key=lambda n: n or 0) == [None, 1, 2, 3, 4, 5, 6]
    assert len(set(codes.values())) == 7
    assert codes[None] == session.code


def test_a_code_opens_the_room_or_its_table(journal, session):
    codes = sessions.codes_of(journal, session.id)
    room = sessions.door_of_code(journal, codes[None])
    assert room == Door(session.id, "table", None)
    assert sessions.door_of_code(journal, codes[4]) == Door(session.id, "table", 4)


def test_a_code_that_stands_already_is_drawn_again(journal, session, monkeypatch):
    drawn = iter([session.code, session.code, "222222", "333333", "222222", "444444", "555555"])
    monkeypatch.setattr(sessions, "new_code", lambda: next(drawn))
    new = another(journal, tables=1)
    assert new.code == "222222"
    assert len(journal.read(new.id)) == 1
    assert len(sessions.every(journal)) == 2


def test_codes_work_only_while_the_session_is_open(journal, session, place):
    trainer = place("trainer")
    assert sessions.is_open(journal, session.id)
    trainer.act("change-end", "ended", {})
    for code in sessions.codes_of(journal, session.id).values():
        with pytest.raises(NotAllowed, match=f"no open session has the code {code}"):
            sessions.door_of_code(journal, code)
    trainer.act("change-again", "reopened", {})
    assert sessions.door_of_code(journal, session.code).session == session.id


def test_a_code_of_no_session_opens_nothing(journal, session):
    with pytest.raises(NotAllowed, match="look at the screen again"):
        sessions.door_of_code(journal, "222222")


def test_a_session_is_found_by_code_or_id_and_else_there_is_a_sentence(journal, session):
    assert sessions.find(journal, code=session.code) == sessions.find(journal, id=session.id)
    with pytest.raises(NoSession, match="there is no session 222222; `sessions` lists those"):
        sessions.find(journal, code="222222")


def test_sessions_are_listed_newest_first(journal, session, clock):
    clock.now += 60
    second = another(journal)
    assert [s.id for s in sessions.every(journal)] == [second.id, session.id]


# keys and seats


def test_a_key_opens_its_role_and_another_key_opens_nothing(journal, session):
    first = sessions.mint_key(journal, session.id, "trainer")
    second = sessions.mint_key(journal, session.id, "trainer")
    assert first != second
    for key in (first, second):
        assert sessions.door_of_key(journal, key) == Door(session.id, "trainer", None)
    for wrong in ("", first[:-1], first.upper() + "x", "\ud800", "é" * 32):
        with pytest.raises(NotAllowed, match="ask for a new one"):
            sessions.door_of_key(journal, wrong)


def test_a_key_has_128_bits(journal, session):
    assert len(sessions.mint_key(journal, session.id, "projector")) == 32


def test_a_key_still_works_when_the_session_has_ended(journal, session, place):
    key = sessions.mint_key(journal, session.id, "trainer")
    place("trainer").act("change-end", "ended", {})
    assert sessions.door_of_key(journal, key).role == "trainer"


def test_keys_tokens_and_tickets_are_stored_as_digests_only(journal, session):
    key = sessions.mint_key(journal, session.id, "trainer")
    seat, token = sessions.take_seat(journal, Door(session.id, "table", 2))
    ticket = sessions.mint_ticket(journal, seat)
    kept = everything(journal)
    for secret in (key, token, ticket):
        assert secret not in kept
        assert digest(secret) in kept


def test_a_seat_is_proved_by_its_own_token_only(journal, session):
    seat, token = sessions.take_seat(journal, Door(session.id, "table", 2))
    other, others = sessions.take_seat(journal, Door(session.id, "trainer", None))
    assert sessions.seat_of(journal, seat.id, token) == seat
    assert sessions.seat_of(journal, seat.id, others) is None
    assert sessions.seat_of(journal, other.id, token) is None
    assert sessions.seat_of(journal, "", "") is None


def test_a_seat_says_who_writes_from_it(journal, session):
    assert sessions.take_seat(journal, Door(session.id, "table", 2))[0].by == "table-2"
    assert sessions.take_seat(journal, Door(session.id, "trainer", None))[0].by == "trainer"


def test_two_devices_at_one_table_have_seats_of_their_own(journal, session):
    first, _ = sessions.take_seat(journal, Door(session.id, "table", 2))
    second, _ = sessions.take_seat(journal, Door(session.id, "table", 2))
    assert first.id != second.id and first.table == second.table


def test_nobody_sits_at_the_tables_without_a_table(journal, session):
    with pytest.raises(NotAllowed, match="choose a table"):
        sessions.take_seat(journal, Door(session.id, "table", None))


def test_a_seat_given_up_opens_nothing_and_what_was_written_stays(journal, session, place):
    table = place("table", 1)
    table.act("change-1", "line.added", {"table": 1, "principle": "prevention", "text": "stays"})
    seat, token = sessions.take_seat(journal, Door(session.id, "table", 1))
    ticket = sessions.mint_ticket(journal, seat)
    sessions.leave(journal, seat)
    assert sessions.seat_of(journal, seat.id, token) is None
    with pytest.raises(NotAllowed):
        sessions.redeem(journal, ticket)
    assert len(journal.read(session.id)) == 2


# tickets


def test_a_ticket_is_good_once(journal, session):
    seat, _ = sessions.take_seat(journal, Door(session.id, "projector", None))
    ticket = sessions.mint_ticket(journal, seat)
    assert sessions.redeem(journal, ticket) == seat
    with pytest.raises(NotAllowed, match="used or is too old; load the page again"):
        sessions.redeem(journal, ticket)


@pytest.mark.parametrize(("after", "good"), [(59.9, True), (60.0, True), (60.1, False)])
def test_a_ticket_is_good_for_a_minute(journal, session, clock, after, good):
    seat, _ = sessions.take_seat(journal, Door(session.id, "table", 1))
    ticket = sessions.mint_ticket(journal, seat)
    clock.now += after
    if good:
        assert sessions.redeem(journal, ticket) == seat
    else:
        with pytest.raises(NotAllowed):
            sessions.redeem(journal, ticket)


def test_old_tickets_are_not_kept(journal, session, clock):
    seat, _ = sessions.take_seat(journal, Door(session.id, "table", 1))
    for _ in range(5):
        sessions.mint_ticket(journal, seat)
        clock.now += 61
    with journal.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM tickets")).scalar_one() == 1


def test_of_many_who_show_one_ticket_at_once_one_gets_in(journal, session):
    seat, _ = sessions.take_seat(journal, Door(session.id, "trainer", None))
    ticket = sessions.mint_ticket(journal, seat)
    ready, let_in = threading.Barrier(8), []

    def show() -> None:
        ready.wait()
        try:
            let_in.append(sessions.redeem(journal, ticket))
        except NotAllowed:
            pass

    threads = [threading.Thread(target=show) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert let_in == [seat]


# tables that come later


def test_a_table_added_later_has_a_code_and_is_added_once(journal, session, place):
    trainer = place("trainer")
    first = trainer.act("change-add", "table.added", {"table": 7})
    assert trainer.act("change-add", "table.added", {"table": 7}) == first
    codes = sessions.codes_of(journal, session.id)
    assert sessions.door_of_code(journal, codes[7]).table == 7
    assert len(codes) == 8
    assert len(journal.read(session.id)) == 2
