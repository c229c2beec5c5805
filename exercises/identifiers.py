"""Find words in free text that could identify a person, on this machine and nowhere else.

Seven kinds are looked for (`KINDS`). What is found is a question to whoever typed it, never a
verdict: plain first names, addresses without a postcode and stories told closely enough to be
recognised are not found at all, so a text in which nothing is found may still identify somebody.

NHS number
    Ten digits in any spacing; the last is a check digit: weigh the first nine by 10 down to 2, add,
    take the rest modulo 11 from 11; 11 is written 0 and 10 is never used (NHS Data Dictionary, as
    retold in the documentation of the crates heidi and nhs-number). One number in eleven passes by
    chance, so without "NHS" before it a number has to begin as issued and test numbers do.
National Insurance number
    Two letters, six digits and A, B, C or D. Neither letter is D, F, I, Q, U or V, the second is
    not O, and BG, GB, KN, NK, NT, TN and ZZ are not used (HMRC, National Insurance Manual NIM39110,
    "What a NINO looks like", read in a stored copy). So HMRC's own example, QQ 12 34 56 A, is not
    found. The last letter may be missing after "NI", "NINO" or "insurance".
Telephone number
    British numbers with their code, in any usual grouping and with an extension; foreign ones that
    start with a plus; six to eight digits alone only after words such as "phone" or "ring".
E-mail address
    Also with "(at)", or with "at" and "dot" as words.
Postcode
    A whole one: an area that Royal Mail uses, and no C, I, K, M, O or V in the last two places.
Date of birth
    A whole date beside words such as "born" or "DOB". Also one all in figures that makes somebody
    `_OLD_ENOUGH`, unless words beside it speak of a policy, a meeting and the like; when it is more
    recent than `_MORE_OFTEN_BIRTH`, only with a word beside it that speaks of a person.
Titled name
    See `titled_names`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from exercises.library import case, cases
from exercises.titled_names import Span, surnames, titled_names

KINDS = {
    "email": "an e-mail address",
    "telephone": "a telephone number",
    "nhs_number": "an NHS number",
    "national_insurance": "a National Insurance number",
    "postcode": "a postcode",
    "date_of_birth": "a date of birth",
    "titled_name": "a person's name",
}
"""Each kind in words for people. Where two kinds could claim the same words, the first does."""

BLANK = "[blanked]"
LOOKS = 4  # at a text; people's own need two, and one written to need hundreds is not followed


@dataclass(frozen=True)
class Found:
    """Words that look identifiable: `text[start:end]` of the text that was looked at."""

    kind: str
    start: int
    end: int
    words: str


def find(
    text: str, known_names: Iterable[str] | None = None, today: date | None = None
) -> tuple[Found, ...]:
    """What in `text` looks as if it could identify somebody, in its order, never overlapping.

    `known_names` are people of fiction as the text may call them ("Ms Carey"; names without a title
    are never found anyway); without it, those of the kit's own cases. `today` is for birth dates.
    Any text is taken, and none raises.
    """
    known = surnames(kit_names() if known_names is None else known_names)
    signs, places = _fold(text)
    found: list[Found] = []
    # Blanking brings words closer to each other, so look again at what a reader would then see.
    for _ in range(LOOKS):
        spans = _look("".join(signs), known, today or date.today())
        if not spans:
            break
        for start, end, kind in reversed(spans):
            first, last = places[start], places[end - 1] + 1
            found.append(Found(kind, first, last, text[first:last]))
            signs[start:end] = BLANK
            places[start:end] = [-1] * len(BLANK)
    return tuple(sorted(found, key=lambda each: each.start))


def blank(text: str, found: Iterable[Found]) -> str:
    """`text` with everything in `found` (of this text) replaced by `BLANK`."""
    for each in sorted(found, key=lambda each: each.start, reverse=True):
        text = text[: each.start] + BLANK + text[each.end :]
    return text


@cache
def kit_names() -> tuple[str, ...]:
    """The people in the kit's own cases, all of them fictional."""
    told = [case(name) for name in cases()]
    return tuple(name for each in told for name in (each.person, *(p.name for p in each.people)))


def _fold(text: str) -> tuple[list[str], list[int]]:
    """The text in plain digits, spaces, hyphens and quotes; and where in it each sign stands.

    Signs without width, such as soft hyphens, are left out; one sign never becomes two.
    """
    signs, places = [], []
    for place, sign in enumerate(text):
        if not sign.isascii():
            match unicodedata.category(sign):
                case "Cf":
                    continue
                case "Nd":
                    sign = str(unicodedata.digit(sign))
                case "Pd":
                    sign = "-"
                case "Zs":
                    sign = " "
                case _:
                    plain = unicodedata.normalize("NFKC", sign)
                    sign = {"\u2019": "'", "\u2018": "'", "\u2212": "-"}.get(sign, plain[:1])
                    sign = sign if len(plain) == 1 and not sign.isdigit() else text[place]
        elif sign == "\t":
            sign = " "
        signs.append(sign)
        places.append(place)
    return signs, places


def _look(text: str, known: frozenset[str], today: date) -> list[tuple[int, int, str]]:
    """One reading of a folded text: spans and kinds, in order, the first kind having the say."""
    rules: dict[str, Callable[[], Iterator[Span]]] = {
        "email": lambda: _emails(text),
        "telephone": lambda: _telephones(text),
        "nhs_number": lambda: _nhs_numbers(text),
        "national_insurance": lambda: _insurance_numbers(text),
        "postcode": lambda: _postcodes(text),
        "date_of_birth": lambda: _birth_dates(text, today),
        "titled_name": lambda: titled_names(text, known),
    }
    taken = bytearray(len(text))
    spans = []
    for kind in KINDS:
        for start, end in rules[kind]():
            if not any(taken[start:end]):
                taken[start:end] = b"\1" * (end - start)
                spans.append((start, end, kind))
    return sorted(spans)


# Every pattern below has a bound on what it repeats, or nothing after it that could fail, and what
# forbids a neighbour does so on both sides, so that few looks are needed: the work grows with the
# length of the text and not with its square.

_REFERENCE = re.compile(
    r"\b(?:ref|reference|invoice|order|account|acct|case|isbn|claim|policy|serial|barcode)\b"
    r"[ .:#(-]{0,3}(?:(?:no|num|number|id)\b)?[ .:#(-]{0,3}(?:is |was )?$",
    re.I,
)


def _is_reference(text: str, start: int) -> bool:
    """Whether the words before say that a number is an invoice's, a case's and the like."""
    return bool(_REFERENCE.search(text[max(0, start - 40) : start]))


_TOP = r"[^\W\d_]{2,24}"
_EMAIL = re.compile(
    rf"[\w.%+'-]{{1,64}}(?:@| ?[\[({{<]at[\])}}>] ?)"
    rf"(?:[\w-]{{1,63}}(?:\.| ?[\[({{<]dot[\])}}>] ?)){{1,8}}{_TOP}",
    re.I,
)
_SPOKEN_EMAIL = re.compile(
    r"(?P<local>(?:[\w.%+-]{1,64} dot ){0,3}[\w.%+-]{1,64}) at "
    r"(?P<domain>(?:[\w-]{1,63}(?: dot |\.)){1,4}(?:com|org|net|uk|gov|info|io|co|eu|ie)\b)",
    re.I,
)
_NO_LOCAL_PART = frozenset(
    "look looking online site website page pages home us me it him her them found available is are "
    "this that here information details more form forms guidance published read see meet met based "
    "seen works worked work one".split()
)


def _emails(text: str) -> Iterator[Span]:
    for match in _EMAIL.finditer(text):
        quotes = len(match[0]) - len(match[0].lstrip("'"))
        yield match.start() + quotes, match.end()
    for match in _SPOKEN_EMAIL.finditer(text):
        told_apart = re.search(r"[^\W\d_]\.?[._\d]| dot ", match["local"], re.I)
        spelt = " dot " in match["domain"].lower()
        if told_apart or (spelt and match["local"].lower() not in _NO_LOCAL_PART):
            yield match.span()


_TELEPHONE = re.compile(
    r"(?<![\w£$€+#])(?<!\d[.,])"
    r"(?P<number>\(?(?:\(?(?:\+|00) ?44\)?[ .-]{0,2}(?:\(0\)|0)?[ .-]{0,2}|44(?=7)|0 ?)"
    r"(?P<rest>[1-9](?:[ ()./-]{0,3}\d){8,9}))(?!\d|[.,][(+]{0,2}\d|%)"
    r"(?:[ ,(]{0,2}(?:ext|extn|extension|x)[ .:]{0,2}\d{1,6}\b)?(?![\w+])",
    re.I,
)
_FOREIGN = re.compile(r"(?<![\w+])\+(?!44)[1-9]\d{0,2}(?:[ ().-]{0,2}\d){7,12}(?![\w+])")
_LOCAL = re.compile(
    r"\b(?:(?:tel|telephone|phone|mob|mobile|landline|whatsapp)\b\.?(?: (?:no|num|number)\b\.?)?"
    r"[ :=-]{0,3}(?:is |was )?"
    r"|(?:ring|rang|call|dial|text)(?: (?:her|him|them|me|us))?(?: on)? )"
    r"(?P<number>\d{6,8}|\d{3}[ -]\d{4}|\d{4}[ -]\d{4}|7\d{3}[ -]?\d{3}[ -]?\d{3})"
    r"(?!\w|[ -]?\d|%|/)",
    re.I,
)
_YEARS = re.compile(r"(?:19|20)\d\d[ -](?:19|20)\d\d")


def _telephones(text: str) -> Iterator[Span]:
    for match in _TELEPHONE.finditer(text):
        if _is_number_plan(match["number"], match["rest"]) and not _is_reference(
            text, match.start()
        ):
            yield match.span()
    for match in _FOREIGN.finditer(text):
        yield match.span()
    for match in _LOCAL.finditer(text):
        if not _YEARS.fullmatch(match["number"]):
            yield match.span("number")


def _is_number_plan(number: str, rest: str) -> bool:
    """Whether the digits after the leading 0 or +44 are as many, and grouped as, in Britain."""
    digits = re.sub(r"\D", "", rest)
    groups = [len(group) for group in re.findall(r"\d+", number)]
    at_home = number.lstrip("(").startswith("0") and not number.lstrip("(").startswith("00")
    if at_home and groups[0] == 1:
        groups = [1 + groups[1], *groups[2:]]
    if at_home and (groups[0] < 3 or min(groups) < 2):
        return False
    if len(digits) == 9:  # a few old exchanges, and some freephone numbers
        return (digits[0] == "1" and groups in ([5, 5], [6, 4])) or (
            digits[0] == "8" and len(groups) > 1
        )
    return digits[0] in "1235789"


_DIGITS = re.compile(r"\d+")
_DIGIT_RUN = re.compile(r"\d+(?:[ .-]{1,2}\d+)*")


def _nhs_numbers(text: str) -> Iterator[Span]:
    for run in _DIGIT_RUN.finditer(text):
        groups = [group.span() for group in _DIGITS.finditer(text, *run.span())]
        for first in range(len(groups)):
            count = 0
            for last in range(first, min(first + 10, len(groups))):
                count += groups[last][1] - groups[last][0]
                if count >= 10:
                    break
            if count == 10:
                window = groups[first : last + 1]
                alone = len(window) == len(groups)
                if _is_nhs_number(text, window, alone):
                    yield window[0][0], window[-1][1]


def _is_nhs_number(text: str, groups: list[Span], alone: bool) -> bool:
    start, end = groups[0][0], groups[-1][1]
    digits = "".join(text[a:b] for a, b in groups)
    if not has_check_digit(digits) or re.match(r"\w|%|\.\d", text[end : end + 2]):
        return False
    before = text[max(0, start - 40) : start].lower()
    if re.search(r"nhs(?:\W|\b(?:number|no|num|is|was|id|of|it|the)\b){0,8}$", before):
        return True
    sizes = [b - a for a, b in groups]
    return (
        digits[0] in "34679"
        and (sizes in ([10], [3, 3, 4]) or (alone and len(sizes) <= 5 and min(sizes) >= 2))
        and not re.search(r"[\w£$€+#]$|\d\.$|\+\d{1,3}[ .-]$", before)
        and not _is_reference(text, start)
    )


def has_check_digit(digits: str) -> bool:
    """Whether ten digits are an NHS number by their check digit; one digit ten times is none."""
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    total = sum(
        weight * int(digit) for weight, digit in zip(range(10, 1, -1), digits, strict=False)
    )
    return (11 - total % 11) % 11 == int(digits[9])


_INSURANCE = re.compile(
    r"(?<![^\W_])(?P<prefix>(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z])"
    r"[ .-]{0,2}\d\d[ .-]{0,2}\d\d[ .-]{0,2}\d\d(?P<suffix>[ .-]{0,2}[A-D])?(?![^\W_])",
    re.I,
)
_INSURANCE_CUE = re.compile(r"\b(?:ni|nino|insurance)\b[^\n]{0,24}$", re.I)
_SHORT_WORDS = frozenset("an as at am by he me my or we on".split())


def _insurance_numbers(text: str) -> Iterator[Span]:
    for match in _INSURANCE.finditer(text):
        said = _INSURANCE_CUE.search(text[max(0, match.start() - 36) : match.start()])
        if said or (match["suffix"] and match["prefix"] not in _SHORT_WORDS):
            yield match.span()


_AREAS = (
    "AB AL B BA BB BD BF BH BL BN BR BS BT BX CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL "
    "DN DT DY E EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY "
    "L LA LD LE LL LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S "
    "SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR "
    "WS WV YO ZE"
)
_POSTCODE = re.compile(
    rf"(?<![\w.])(?:GIR(?= ?0AA)|(?:{_AREAS.replace(' ', '|')})\d{{1,2}}"
    r"|(?:EC|WC|NW|SE|SW|[ENW])\d[A-HJ-NP-Y])"
    r"[ -]{0,2}(?P<inward>\d[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.I,
)
_ORDINAL = re.compile(
    r"(?i:s)\d{1,2} ?(?:1st|2nd|3rd|[04-9]th)\b|\w{2,4} (?:1st|2nd|3rd|[04-9]th)"
    r" (?:stage|floor|visit|draft|version|edition|meeting|review|round|part|request|time|page|week"
    r"|day|place|year|quarter|half|para|paragraph|line|row|column|item|point|attempt|contact|call"
    r"|appointment|assessment|concern|referral|of|and|from)",
)


def _postcodes(text: str) -> Iterator[Span]:
    for match in _POSTCODE.finditer(text):
        if not _ORDINAL.match(text, match.start()):
            yield match.span()


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DATE = re.compile(
    r"(?<![\w£$€])(?<!\d[./-])(?:"
    r"(?P<d1>\d{1,2})(?P<sep> ?[/.-] ?| )(?P<m1>\d{1,2})(?P=sep)(?P<y1>\d{4}|'?\d\d)"
    r"|(?P<y2>\d{4})(?P<sep2>[/.-])(?P<m2>\d\d)(?P=sep2)(?P<d2>\d\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ .-]?(?P<m3>{_MONTH})[ .,-]{{0,2}}"
    r"(?P<y3>\d{4}|'?\d\d)"
    rf"|(?P<m4>{_MONTH})[ .](?P<d4>\d{{1,2}})(?:st|nd|rd|th)?[ ,]{{1,2}}(?P<y4>\d{{4}})"
    r"|(?P<d5>\d\d)(?P<m5>\d\d)(?P<y5>\d{4}|\d\d)"
    r")(?![\w%]|[./-]\d)",
    re.I,
)
_BIRTH = r"d[./]? ?o[./]? ?b\b\.?|dates? of birth|birth ?dates?|birthdays?"
_BORN_BEFORE = re.compile(
    rf"(?:\b(?:{_BIRTH}|born\b(?! (?:out|of|from)\b))(?P<between>(?:(?!\. |[\n;?!]).){{0,40}})"
    r"|\bb\. ?)$",
    re.I,
)
_BORN_AFTER = re.compile(
    rf"[ ,(-]{{0,3}}(?:(?:is|was|as) )?(?:(?:her|his|their|the|a|my) )?\b(?:{_BIRTH}|born\b)", re.I
)
_EVENT = re.compile(
    r"\b(?:act|force|law|polic(?:y|ies)|dated|minutes|meetings?|met|reviews?|reviewed|audits?|audited"
    r"|version|published|issued|reports?|guidance|since|until|till|from|died|death|admitted|began"
    r"|commenced|inspected|inspections?|signed|agreed|amended|updated|started|opened|closed|moved"
    r"|married|order|judgment|letter|joined|discharged|retired|tenancy|training|trained|conference"
    r"|launch(?:ed)?|deadline|expires?|due|incidents?|occurred|happened|court|hearing|inquest|founded"
    r"|created|established|anniversary|war|day|visits?|visited|contract|referr(?:al|ed))\b",
    re.I,
)
_PERSON = re.compile(
    r"\b(?:m|f|male|female|man|woman|lady|gentleman|aged?|years? old|yrs|mrs?|ms|miss|patient"
    r"|client|resident|tenant|adult|names?|named|lives|nhs|ni|nino|records?|son|daughter|mother)\b",
    re.I,
)
_OLD_ENOUGH = 15  # years
_MORE_OFTEN_BIRTH = 36  # years: what is that long ago is seldom a meeting or a policy


def _birth_dates(text: str, today: date) -> Iterator[Span]:
    for match in _DATE.finditer(text):
        day = _day(match, today)
        if not day or not date(1900, 1, 1) <= day <= today:
            continue
        before = text[max(0, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 40]
        years = today.year - day.year
        born = _BORN_BEFORE.search(before)
        close = born and (years >= _OLD_ENOUGH or len(born["between"] or "") <= 12)
        if close or _BORN_AFTER.match(after):
            yield match.span()
            continue
        beside = f"{before[-40:].rpartition(chr(10))[2]} | {after.partition(chr(10))[0]}"
        likely = years >= _MORE_OFTEN_BIRTH or _PERSON.search(beside)
        if _in_figures(match) and years >= _OLD_ENOUGH and likely and not _EVENT.search(beside):
            yield match.span()


def _in_figures(match: re.Match[str]) -> bool:
    """Whether a date is in figures only, with its century, and not one of loose numbers."""
    return bool(match["y2"]) or (len(match["y1"] or "") == 4 and match["sep"] != " ")


def _day(match: re.Match[str], today: date) -> date | None:
    """The day that a match of `_DATE` names, or None when there is no such day."""
    form = next(number for number in "12345" if match[f"y{number}"])
    year, month, day = (match[f"{part}{form}"] for part in "ymd")
    named = month[:3].lower()
    number = _MONTHS.index(named) + 1 if named in _MONTHS else int(month)
    years = int(year.lstrip("'"))
    if len(year.lstrip("'")) == 2:
        years += 2000 if 2000 + years <= today.year else 1900
    try:
        return date(years, number, int(day))
    except ValueError:
        return None
