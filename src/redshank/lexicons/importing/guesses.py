"""What a dictionary leaves unsaid: whether a name is a person's, which sector an office belongs to, whose it is."""

from __future__ import annotations

from collections.abc import Iterator

from redshank.lexicons.roster import Key, first_names, key_of, own_nouns, own_roster, plain, titles

_LONGEST = 6
_OFFICE = "GOV"
_OF_A_COUNTRY = frozenset({"country", "demonym", "organisation"})


def kind_of(name: str, office: str = "") -> str:
    """'person' for a name with an office, one that our roster gives to a person or that begins with a first name."""
    words = name.split()
    first = len(words) > 1 and plain(words[0]).title() in first_names()
    senses = own_roster().senses(key_of(name))
    if senses and not office:
        return "person" if all(s.kind == "holder" for s in senses) else "body"
    return "person" if office or first else "body"


def without_title(name: str) -> tuple[str, str]:
    """The name and the title before it: 'President Jane Roe' -> 'Jane Roe', 'President'; else the name and nothing."""
    words = name.split()
    for at in range(min(4, len(words) - 2), 0, -1):
        before = tuple(w.lower() for w in key_of(" ".join(words[:at])))
        noun = own_nouns().get(before)
        title = at == 1 and (words[0] in titles() or f"{words[0]}." in titles())
        named = plain(words[at]).title() in first_names()
        if named and (title or (noun is not None and noun.person)):
            return " ".join(words[at:]), " ".join(words[:at])
    return name, ""


def sector_of_office(office: str) -> str:
    """The sector of the longest agent noun in an office's name, the first of equals; GOV where there is none."""
    key = tuple(word.lower() for word in key_of(office))
    for piece in _pieces(key):
        noun = own_nouns().get(piece)
        if noun is not None and noun.sector and noun.person:
            return noun.sector
    return _OFFICE


def code_in(text: str) -> str:
    """The code of the longest name of a country or organisation in a text ('President of Kenya'); empty if unclear."""
    for piece in _pieces(key_of(text)):
        senses = [s for s in own_roster().senses(piece) if s.kind in _OF_A_COUNTRY and not s.weak]
        if senses:
            found = {s.code for s in senses}
            return found.pop() if len(found) == 1 else ""
    return ""


def _pieces(key: Key) -> Iterator[Key]:
    """Runs of words, longest first, then from left to right."""
    for length in range(min(_LONGEST, len(key)), 0, -1):
        for start in range(len(key) - length + 1):
            yield key[start : start + length]
