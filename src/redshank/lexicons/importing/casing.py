"""Names in capitals, as PETRARCH writes them, in the case of the press; English plurals."""

from __future__ import annotations

from functools import cache

from redshank.lexicons.importing.codes import FOLDER
from redshank.lexicons.roster import Key, key_of, own_roster
from redshank.lexicons.tables import rows, words

# Words up to this length may be acronyms; longer ones in capitals alone mostly are none.
_ACRONYM = 4


@cache
def _known() -> dict[str, Key]:
    """Names of the roster by their words in lower case, for the case of their letters."""
    found: dict[str, Key] = {}
    for keys in own_roster().names.values():
        for key in keys:
            found.setdefault(" ".join(key).lower(), key)
    return found


def cased(name: str) -> tuple[str, ...]:
    """The forms under which the press may write a name in capitals with underscores; the most usual first.

    Names and words that the roster has are written as there. A short name that the roster does not know stays in
    capitals (an acronym most likely: 'Who' or 'It' would be no name); a longer one gets both forms.
    """
    parts = name.replace("_", " ").split()
    spoken = " ".join(parts)
    if spoken != spoken.upper() or not parts:
        return (spoken,) if spoken else ()
    known = _known().get(" ".join(key_of(spoken)).lower())
    if known and len(known) == len(parts):
        return (" ".join(known), *([spoken] if len(parts) == 1 and " ".join(known) != spoken else []))
    small = words("actors/small_words.tsv", "word")
    telling = [part for part in parts if part.lower() not in small]
    if len(parts) > 1 and len(telling) == 1 and len(telling[0]) < _ACRONYM:
        return (" ".join(part if part in telling else part.lower() for part in parts),)
    if len(parts) > 1:
        return (" ".join(_word(part) for part in parts),)
    if len(spoken) < _ACRONYM or "." in spoken:
        return (spoken,)
    return _capital(spoken), spoken


def _word(word: str) -> str:
    known = _known().get(" ".join(key_of(word)).lower())
    if known and len(known) == 1 and len(word) <= _ACRONYM:
        return known[0]
    bare = word.replace(".", "")
    return word if len(bare) < len(word) and len(bare) < _ACRONYM else _capital(word)


def _capital(word: str) -> str:
    if word.lower() in words("actors/small_words.tsv", "word"):
        return word.lower()
    whole = "-".join(piece.capitalize() for piece in word.split("-"))
    whole = "'".join(piece[:1].upper() + piece[1:] if len(piece) > 1 else piece for piece in whole.split("'"))
    for start in words(f"{FOLDER}/name_starts.tsv", "start"):
        if whole.startswith(start) and len(whole) > len(start) + 1:
            whole = start + whole[len(start) :].capitalize()
    return whole


def plural(noun: str) -> str:
    """The regular plural of a noun of one or several words ('rights group', 'minister of health')."""
    head, of, rest = noun.partition(" of ")
    if of:
        return plural(head) + of + rest
    for row in rows(f"{FOLDER}/plurals.tsv"):
        if noun.lower().endswith(row["ending"]):
            return noun[: -len(row["ending"])] + row["plural"]
    return noun + "s"
