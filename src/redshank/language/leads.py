"""Lead-ins of agency reports: 'KYIV (Reuters) -- ', '(CNN) ', after which the first sentence begins.

The parser takes a dateline for part of the sentence and loses its subject, so the words after it start a sentence of
their own; evidence still shows the sentence with its dateline.
"""

from __future__ import annotations

import re

from spacy.tokens import Doc

from redshank.records import Paragraph

# A place in capitals (with what follows it, up to 60 characters) and a dash; or an agency in brackets.
_LEAD = re.compile(
    r"(?:[A-Z][A-Z.'’\-]{2,}(?:[ ,][^\n()]{0,48}?)?\s*(?:\([^()\n]{2,30}\))?\s*(?:--|[—–-])\s+)"
    r"|(?:\([A-Z][A-Za-z. ]{1,24}\)\s*(?:(?:--|[—–-])\s+)?)"
)


def lead_end(text: str, paragraph: Paragraph) -> int:
    """Where the sentence after a lead-in begins; the paragraph's start where there is none."""
    found = _LEAD.match(text, paragraph.start, paragraph.end)
    return found.end() if found is not None and found.end() < paragraph.end else paragraph.start


def plan_leads(doc: Doc, paragraphs: list[Paragraph]) -> None:
    """Let the first sentence of each paragraph start after its lead-in."""
    text = doc.text
    ends = {lead_end(text, p) for p in paragraphs} - {p.start for p in paragraphs}
    if not ends:
        return
    for token in doc:
        if token.idx in ends:
            token.is_sent_start = True
