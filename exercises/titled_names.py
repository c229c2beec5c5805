"""Find names that follow a title: "Mrs Smith", "Dr J. Khan", "PC 4521 Harmon", "mr and mrs lee".

A title with a capitalised word is a name, unless the word is an ordinary one. Without the capital
it is one after titles that mean nothing else ("mr", "cllr"), and after the others when it is among
the commonest surnames. A single letter ("Mrs T") or initials ("Mr JS") name nobody. "Dr" may be a
drive, "MS" an illness or a firm, and one may miss somebody: what stands before decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]

_COURTESY = "mr mrs miss ms mx".split()
_LETTERS = "pc dc ds di dci".split()  # in small letters they are something else
_KIN = "father sister judge".split()  # more often one's own, or a verb
_CLEAR = frozenset("mr mrs mx cllr rev revd sgt".split())  # no other word is written like these
_TITLES = (
    r"mrs?|miss|ms|mx|messrs|drs?|doctor|prof|professor|sir|dame|lord|lady|baroness"
    r"|rev|revd|reverend|rabbi|imam|pastor|father|sister|ward sister|matron|nurse|cllr|councillor"
    r"|judge|capt|captain|wpc|pcso|pc|dc|ds|di|dci|sgt|sergeant|inspector|superintendent|supt"
    r"|constable"
)
_TITLE = re.compile(
    rf"(?<!\w)(?P<title>{_TITLES})\b(?:\.?(?: ?(?:and|&|/|or) ?| )(?P<second>{_TITLES})\b)?"
    r"\.?(?: \d{2,6}(?= ))? {0,3}",
    re.I,
)
_LETTER = r"[^\W\d_][\u0300-\u036f]{0,3}"
_NAME = rf"(?:{_LETTER}){{1,40}}(?:['-](?:{_LETTER}){{1,40}}){{0,3}}"
_PARTICLE = re.compile(
    r"(?:(?:de|der|den|van|von|la|le|del|della|di|da|dos|bin|ibn|el|al|ter) ){1,3}"
)
_INITIALS = re.compile(
    rf"(?:(?:{_LETTER})(?:\. ?| )){{1,3}}(?=[^\W\d_]{{2}})|[A-Z]{{2,3}} (?=[A-Z][a-z])"
)
_WORD = re.compile(_NAME)

_ROLES = (
    "practitioner manager consultant specialist led lead leader associate team director adviser "
    "advisor assessor prescriber staff bank call station home nurse nurses doctor doctors "
    "surgery appointment appointments appt appts visit visits social care worker workers police "
    "officer general surgeon chair chairman chairperson mayor president speaker madam sir "
    "chancellor chief justice lieutenant world support users skills access based standards "
    "development body teams word office forms excel outlook society trust project powerpoint "
    "sharepoint windows onedrive"
)
_ORDINARY = frozenset(
    (
        f"{_ROLES} "
        "mr mrs ms miss mx dr prof rev cllr a about after again all also always am an and "
        "another any appears are as ask asked asking at be because been before being both but "
        "by calls called came can cannot comes could dad did do does down each every feels felt "
        "first for from gave get gets goes going got had has have he her here him his how i if "
        "in into is it its just know knows last left let like likes made make makes may me met "
        "might more mum must my need needed needs never next no nobody not nothing now of off "
        "often on once one only or our out over people please rang really refuses refused "
        "reports reported rings said saw say says see seems seen sees she should since so some "
        "someone spoke still than that the their them then there they this those thinks "
        "thinking thought to today tells told too took two under until up upset us very want "
        "wanted wants was we went were what when where which while who whose why will with "
        "without would wrote yes yesterday you your monday tuesday wednesday thursday friday "
        "saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays "
        "january february march april june july august september october november december "
        "christmas easter relapse flare fatigue clinic notes note letter letters records "
        "opinion referral"
    ).split()
)
_ALSO_SURNAMES = frozenset("april august june last like march may next will".split())
_NOT_A_PERSON = frozenset(
    (
        "dr martens|dr pepper|dr who|doctor who|mr kipling|mr whippy|mr right|mr nobody|mr nice"
        "|mr men|mr bean|mr muscle|mrs mop|miss world|lady luck|lady macbeth|lady godiva"
        "|lord lieutenant"
    ).split("|")
)
_SURNAMES = frozenset(
    (
        "adams ahmed akhtar ali allen anderson bailey baker begum bell bennett brown campbell "
        "carter chapman chowdhury clark clarke collins cook cooper cox davies davis edwards "
        "ellis evans fisher foster fox gibson graham grant gray green griffiths hall hamilton "
        "harris harrison harvey hill holmes hughes hunt hunter hussain islam jackson james "
        "jenkins johnson jones kaur kelly kennedy khan khatun king knight kumar lee lewis lloyd "
        "marshall martin mason matthews mcdonald miah miller mills mitchell mohammed moore "
        "morgan morris morrison murphy murray o'brien o'connor okafor owen palmer parker patel "
        "patterson pearson phillips powell price rahman reid reynolds richards richardson "
        "roberts robertson robinson rogers rose ross russell ryan saunders scott shah sharma "
        "shaw simpson singh smith stevens stewart sutton taylor thomas thompson thomson turner "
        "walker walsh ward watson watts webb west white wilkinson williams williamson wilson "
        "wood wright young"
    ).split()
)
_DRIVE = re.compile(r"\d[A-Za-z]?,? (?:[A-Z][\w']{1,30} ){1,3}$")
_MISSED = re.compile(
    r"(?:near-?|hit and |hit or |\b(?:i|we|you|they|he|she|who|to|will|would|not|also|really"
    r"|still|might|may|could|can|does|did|people|never|always)|n't|'ll|'d) ?$",
    re.I,
)
_THE = re.compile(r"\b(?:the|a|my|his|her|your|their|our|no|every) $", re.I)
_ILLNESS = re.compile(r"(?:\d|\b(?:with|has|have|had|having|of|for|and|progressive)) ?$", re.I)
_SENTENCE_START = re.compile(r"(?:^|[.!?:\n]\W*)$")
_WORD_ENDING = re.compile(r"(?:ed|ing|s|ly|ion|ment)$")


def surnames(names: Iterable[str]) -> frozenset[str]:
    """What follows a courtesy title in `names`: "carey" of "Ms Carey"; other names have none."""
    split = (name.casefold().replace(".", "").replace("\u2019", "'").split() for name in names)
    return frozenset(" ".join(words[1:]) for words in split if words[:1] and words[0] in _COURTESY)


def titled_names(text: str, known: frozenset[str]) -> Iterator[Span]:
    """Where titles with a name stand in `text`, but for the `known` (see `surnames`)."""
    done = 0
    for match in _TITLE.finditer(text):
        if match.start() < done:
            continue
        # A name that was found just before is no context: it may be blanked.
        before = ("]" if done else "") + text[max(done, match.start() - 100) : match.start()]
        if end := _name_end(text, match, before, known):
            yield match.start(), end
            done = end


def _name_end(text: str, match: re.Match[str], before: str, known: frozenset[str]) -> int:
    """Where the name after a title ends; 0 when no name follows, or a known one."""
    title, start = match["second"] or match["title"], match.end()
    if text[start - 1] not in ". ":
        return 0
    initials = _INITIALS.match(text, start)
    word = _WORD.match(text, initials.end() if initials else start)
    if not word or (initials and initials[0].rstrip(" .").casefold() in known):
        return 0
    if particle := _PARTICLE.match(text, word.start()):
        word = _WORD.match(text, particle.end())
    if not word:
        return 0
    name = _bare(word[0])
    if len(name) < 2 or name.casefold() in known or (initials and name.islower()):
        return 0
    if not _is_name(title, name, before, bool(initials)):
        return 0
    end = word.start() + len(name)
    for _ in range(2 if name[0].isupper() else 0):  # a first name and a surname, or two surnames
        if text[end : end + 1] != " ":
            break
        particle = _PARTICLE.match(text, end + 1)
        more = _WORD.match(text, particle.end() if particle else end + 1)
        if not more or not _goes_on(_bare(more[0])):
            break
        end = more.start() + len(_bare(more[0]))
    return end


def _bare(word: str) -> str:
    return word[:-2] if word[-2:] in ("'s", "'S") else word


def _goes_on(word: str) -> bool:
    """Whether a word after a name with a capital looks like more of the name."""
    if word.isupper():
        return word.casefold() in _SURNAMES
    return word[0].isupper() and word.casefold() not in _ORDINARY


def _is_name(written: str, name: str, before: str, initials: bool) -> bool:
    """Whether `name` is one after this title: by its capital, or else by being no ordinary word."""
    title, plain = written.casefold(), name.casefold()
    if f"{title} {plain}" in _NOT_A_PERSON:
        return False
    sure = title in _CLEAR and name.istitle() and not initials and plain in _ALSO_SURNAMES
    if plain in _ORDINARY and not sure:
        return False
    if name.isupper() and len(name) <= 3 and not (written.isupper() and plain in _SURNAMES):
        return False  # initials: "Mrs AB"
    if title == "dr" and _DRIVE.search(before):
        return False
    if title == "miss" and _MISSED.search(before):
        return False
    if title in _KIN and (_THE.search(before) or _SENTENCE_START.search(before)):
        return False
    if name[0].isupper() and not (written.islower() and title in _LETTERS + _KIN):
        return True
    if plain in _SURNAMES:
        return title not in ("sir", "lady", "lord", "dame", *_KIN)
    if title in _CLEAR:
        return not _THE.search(before)
    if title in ("dr", "ms"):
        doubt = _THE.search(before) or (title == "ms" and _ILLNESS.search(before))
        return not (doubt or _WORD_ENDING.search(plain))
    return False
