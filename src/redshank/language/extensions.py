"""All attributes that redshank registers on spaCy objects, in one place.

``Doc._.document``      the ``Document`` record the text came from
``Doc._.whole``         what was put together for the parser, where the text came tokenised (see ``tokenised``)
``Doc._.mentions``      list of ``Mention``, in text order
``Doc._.chains``        ``{mention head: head of its antecedent}`` within the report
``Doc._.actors``        ``ActorTable``
``Doc._.times``         list of ``TimeMention``, in text order
``Doc._.toponyms``      list of ``PlaceMention``, in text order
``Doc._.predicates``    list of ``Predicate``, in text order
``Doc._.attributions``  list of ``Attribution``, in text order
``Doc._.redshank``      the finished ``Analysis``
``Token._.kind``        kind of the paragraph that holds the token ('body', 'headline', …)
``Token._.tied``        the space behind the token is a tokeniser's
"""

from __future__ import annotations

from bisect import bisect_right

from spacy.tokens import Doc, Token

from redshank.language.annotations import ActorTable

_LISTS = ("mentions", "times", "toponyms", "predicates", "attributions")


def _kind(token: Token) -> str:
    document = token.doc._.document
    if document is None or not document.paragraphs:
        return "body"
    at = bisect_right(document.paragraphs, token.idx, key=lambda p: p.start) - 1
    kind: str = document.paragraphs[max(0, at)].kind
    return kind


def register() -> None:
    """Register every extension; safe to call again."""
    for name in _LISTS:
        Doc.set_extension(name, default=[], force=True)
    Doc.set_extension("document", default=None, force=True)
    Doc.set_extension("whole", default=None, force=True)
    Doc.set_extension("chains", default={}, force=True)
    Doc.set_extension("actors", default=ActorTable(), force=True)
    Doc.set_extension("redshank", default=None, force=True)
    Token.set_extension("kind", getter=_kind, force=True)
    Token.set_extension("tied", default=False, force=True)
