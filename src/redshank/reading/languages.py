"""What language a text is in, and the refusal of other languages than English."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from redshank.errors import DocumentError
from redshank.lexicons.tables import rows, words

_WORD = re.compile(r"[^\W\d_]+")
# Shorter texts pass unseen: an identifier errs on names and headlines.
_ENOUGH_LETTERS = 200
_LOOKED_AT = 20_000


@cache
def _names() -> dict[str, str]:
    return {row["code"]: row["name"] for row in rows("reading/languages.tsv")}


def language_of(text: str) -> str | None:
    """ISO 639-1 code of a text's language; None where it is too short to tell.

    A text of which one word in eight is an English function word is English; others are given to py3langid, whose
    answer counts where it is sure and names a language of ``languages.tsv`` (not a creole or dialect of English).
    """
    sample = text[:_LOOKED_AT]
    found = _WORD.findall(sample.lower())
    if sum(map(len, found)) < _ENOUGH_LETTERS:
        return None
    share = sum(w in words("reading/english.tsv") for w in found) / len(found)
    if share >= 0.125:
        return "en"
    code, probability = _identifier().classify(sample)
    if code != "en" and (probability < 0.9 or code not in _names()):
        return "en" if share >= 0.05 else None
    return str(code)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def refuse_other_languages(text: str) -> str | None:
    """The language of a text that can be read: 'en', or None where it is too short to tell.

    Raises:
        DocumentError: the text is long enough and in another language.
    """
    code = language_of(text)
    if code not in (None, "en"):
        raise DocumentError(f"is in {_names().get(code or '', 'another language')} ({code}), redshank reads English")
    return code
