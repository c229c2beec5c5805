from contextlib import closing

import pytest

from exercises.journal import sessions, store
from exercises.journal.store import Journal
from exercises.place import Place
from widgets import Console, Projector, Table


class Line:
    """Where a screen's messages go when there is no page: they are kept."""

    def __init__(self, screen, monkeypatch):
        self.heard = []
        monkeypatch.setattr(
            screen, "send", lambda content, buffers=None: self.heard.append(content)
        )

    @property
    def last(self):
        return self.heard[-1]


def tell(screen, **message):
    screen._handle_custom_msg(message, [])


@pytest.fixture
def seat(journal, session):
    seat, _ = sessions.take_seat(journal, sessions.Door(session.id, "table", 2))
    return seat


def test_a_ticket_seats_the_page_once(journal, seat, monkeypatch):
    ticket = sessions.mint_ticket(journal, seat)
    screen, other = Table(journal), Table(journal)
    line, second = Line(screen, monkeypatch), Line(other, monkeypatch)
    tell(screen, type="ticket", ticket=ticket)
    tell(other, type="ticket", ticket=ticket)
    assert screen.seat == seat.id and screen.view["table"] == 2
    assert line.last == {"type": "seated", "seat": seat.id}
    assert second.last["type"] == "no seat" and not other.seat and not other.view


def test_a_change_is_answered_with_its_number_and_shown(journal, seat, monkeypatch):
    screen = Table(journal)
    line = Line(screen, monkeypatch)
    screen.sit(seat)
    body = {"table": 2, "principle": "prevention", "text": "ask her"}
    tell(screen, type="change", id="change-one", kind="line.added", body=body)
    committed = line.last
    assert committed["type"] == "committed" and committed["id"] == "change-one"
    assert [shown["text"] for shown in screen.view["walls"]["prevention"]] == ["ask her"]
    tell(screen, type="change", id="change-one", kind="line.added", body=body)
    assert line.last["seq"] == committed["seq"]
    assert len(screen.view["walls"]["prevention"]) == 1


def test_a_change_that_the_database_cannot_store_waits_and_the_page_is_told_why(
    journal, seat, monkeypatch
):
    monkeypatch.setattr(store, "BUSY_SECONDS", 0)
    body = {"table": 2, "principle": "prevention", "text": "ask her"}
    change = {"type": "change", "id": "change-one", "kind": "line.added", "body": body}
    with closing(Journal(journal.url, journal.clock)) as own:
        screen = Table(own)
        line = Line(screen, monkeypatch)
        screen.sit(seat)
        with journal.writing():  # another program, in the middle of its work
            tell(screen, **change)
        said = "another program is holding the database"
        assert line.last == {"type": "waits", "id": "change-one", "sentence": said}
        tell(screen, **change)
        assert line.last["type"] == "committed"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "change"},
        {"type": "change", "id": "change-one", "kind": "line.added", "body": "not a body"},
        {"type": "change", "id": "change-one", "kind": "line.added", "body": {"table": 3}},
        {"type": "change", "id": "change-one", "kind": "no.such", "body": {}},
        {"type": "change", "id": ["x"], "kind": {}, "body": {}},
    ],
)
def test_what_is_not_a_change_is_refused_in_words(journal, seat, monkeypatch, message):
    screen = Table(journal)
    line = Line(screen, monkeypatch)
    screen.sit(seat)
    tell(screen, **message)
    assert line.last["type"] == "refused"
    assert line.last["sentence"]


def test_a_page_without_a_seat_is_told_so_and_nothing_is_refused(journal, monkeypatch):
    screen = Table(journal)
    line = Line(screen, monkeypatch)
    body = {"table": 2, "principle": "prevention", "text": "ask her"}
    tell(screen, type="change", id="change-one", kind="line.added", body=body)
    assert line.heard == [{"type": "unseated"}]


@pytest.mark.parametrize("message", [None, 7, "ping", [], {"type": "dance"}, {}])
def test_what_is_not_a_message_is_passed_over(journal, seat, monkeypatch, message):
    screen = Table(journal)
    line = Line(screen, monkeypatch)
    screen._handle_custom_msg(message, [])
    assert line.heard == []


@pytest.mark.parametrize(
    ("screen", "role"), [(Table, "trainer"), (Console, "table"), (Projector, "table")]
)
def test_a_screen_takes_its_own_role_only(journal, session, monkeypatch, screen, role):
    table = 1 if role == "table" else None
    seat, _ = sessions.take_seat(journal, sessions.Door(session.id, role, table))
    page = screen(journal)
    line = Line(page, monkeypatch)
    tell(page, type="ticket", ticket=sessions.mint_ticket(journal, seat))
    assert line.last["type"] == "no seat"
    assert not page.view


def test_in_jupyterlab_a_code_is_enough_and_in_a_served_page_it_is_not(
    journal, session, monkeypatch
):
    code = sessions.codes_of(journal, session.id)[3]
    lab = Table(journal)
    Line(lab, monkeypatch)
    tell(lab, type="join", code=code.lower())
    assert lab.view["table"] == 3
    monkeypatch.setenv("KIT_SERVED", "1")
    served = Table(journal)
    Line(served, monkeypatch)
    tell(served, type="join", code=code)
    assert not served.view


def test_the_rooms_code_asks_for_a_table_as_well(journal, session, monkeypatch):
    lab = Table(journal)
    line = Line(lab, monkeypatch)
    tell(lab, type="join", code=session.code)
    assert "which table" in line.last["sentence"]
    tell(lab, type="join", code=session.code, table=4)
    assert lab.view["table"] == 4


def test_a_page_follows_what_others_write(journal, session, seat, monkeypatch):
    screen = Table(journal)
    Line(screen, monkeypatch)
    screen.sit(seat)
    other, _ = sessions.take_seat(journal, sessions.Door(session.id, "table", 2))
    body = {"table": 2, "principle": "protection", "text": "from the other phone"}
    Place(journal, other).act("other-one", "line.added", body)
    screen.refresh()
    assert [line["text"] for line in screen.view["walls"]["protection"]] == ["from the other phone"]


def test_a_line_at_one_table_sends_nothing_to_another(journal, session, monkeypatch):
    screens = {}
    for table in (1, 2):
        seat, _ = sessions.take_seat(journal, sessions.Door(session.id, "table", table))
        screens[table] = Table(journal)
        Line(screens[table], monkeypatch)
        screens[table].sit(seat)
    before = {table: screen.view for table, screen in screens.items()}
    body = {"table": 1, "principle": "prevention", "text": "ask her"}
    tell(screens[1], type="change", id="change-one", kind="line.added", body=body)
    screens[2].refresh()
    assert screens[1].view != before[1]
    assert screens[2].view == before[2]
