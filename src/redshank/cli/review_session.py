"""A person at the terminal: one thing after the other is shown, a key says what is to be thought of it."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from redshank.cli.review_screen import show_item
from redshank.cli.review_values import HELP, change_of
from redshank.cli.show import console
from redshank.errors import CallError
from redshank.formats.codebook import PloverCodebook
from redshank.ledger import Ledger
from redshank.ledger.corrections import Correction, names_of, record, withdraw
from redshank.ledger.reviewing import Item, Queue, corrected, verdict
from redshank.ledger.verdicts import RELATIONS

KEYS = {"a": "accept", "c": "correct", "r": "reject", "s": "skip", "u": "undo", "q": "quit"}
_PROMPT = "  ".join(f"{key} {word}" for key, word in KEYS.items()) + "  (a reason may follow the key)"


def ask_author(name: str | None) -> str:
    """Who reviews: as told, else as the person answers.

    Raises:
        CallError: nobody says it.
    """
    given = (name or _line("Who reviews? ") or "").strip()
    if not given:
        raise CallError("who reviews is not said: --author NAME, or REDSHANK_AUTHOR")
    return given


def _line(prompt: str) -> str | None:
    """A line that the person types; None at the end of input."""
    try:
        return input(prompt)
    except EOFError:
        return None


class Session:
    """Goes through a queue and keeps the verdicts.

    Args:
        ledger: open for writing.
        queue: what is to be reviewed.
        author: who reviews.
    """

    def __init__(self, ledger: Ledger, queue: Queue, author: str) -> None:
        self._ledger, self._queue, self._author = ledger, queue, author
        self._out = console()
        self._codebook = PloverCodebook()
        self._done: list[tuple[int, list[Correction]]] = []  # places in the queue, and what was said there
        self._place = 0

    def run(self) -> None:
        """Show one thing after the other until the person quits or nothing is left."""
        while self._place < len(self._queue) or self._back():
            item = self._queue.item(self._place)
            show_item(self._out, item, self._place + 1, len(self._queue))
            if not self._answer(item):
                return

    def _back(self) -> bool:
        """Nothing is left; whether the person goes back to the last verdict."""
        self._out.print("Nothing more to review." if len(self._queue) else "Nothing to review.")
        return (
            bool(self._done) and (_line("u undo  q quit\n> ") or "").strip().lower() in ("u", "undo") and self._undo()
        )

    def told(self) -> str:
        """What was done, in one line."""
        counts = Counter(said[0].verdict for _, said in self._done)
        return f"{counts['accept']} accepted, {counts['correct']} corrected, {counts['reject']} rejected"

    def _answer(self, item: Item) -> bool:
        """Ask until the thing is dealt with; whether to go on."""
        while True:
            line = _line(f"{_PROMPT}\n> ")
            word, _, reason = (line or "").strip().partition(" ")
            key = word.lower()
            key = key if key in KEYS else next((k for k, name in KEYS.items() if name == key), key)
            if line is None or key == "q":
                return False
            if key == "s":
                self._place += 1
                return True
            if key == "u" and self._undo():
                return True
            if key in ("a", "r", "c") and self._say(item, key, reason.strip()):
                return True
            if key and key not in KEYS:
                self._out.print(f"No such key: {word!r}. Keys are {', '.join(KEYS)}.", markup=False)

    def _say(self, item: Item, key: str, reason: str) -> bool:
        """Keep a verdict; False where the person thought better of it."""
        if key == "c":
            values = self._values(item)
            if not values:
                return False
            said = corrected(item, values, self._author, reason or self._reason())
        elif key == "r":
            said = verdict(item, "reject", self._author, reason or self._reason())
        else:
            said = verdict(item, "accept", self._author, reason)
        self._done.append((self._place, record(self._ledger, said)))
        self._place += 1
        return True

    def _reason(self) -> str:
        return (_line("Why? (may be left empty) ") or "").strip()

    def _undo(self) -> bool:
        if not self._done:
            self._out.print("Nothing to undo in this session.")
            return False
        self._place, said = self._done.pop()
        withdraw(self._ledger, [c.number for c in said])
        return True

    def _values(self, item: Item) -> dict[str, Any]:
        """What the person wants to be otherwise, by field."""
        values: dict[str, Any] = {}
        self._out.print(HELP[item.kind], markup=False)
        while line := (_line("  ") or "").strip():
            try:
                field, value = self._change(item, line, values)
                values[field] = value
            except ValueError as error:
                self._out.print(f"  {error}", markup=False)
        return values

    def _change(self, item: Item, line: str, values: dict[str, Any]) -> tuple[str, Any]:
        if item.kind == "report":
            shown: dict[str, Any] = item.shown.values if item.shown else {}
            return change_of(line, {**shown, **values}, self._codebook)
        field, _, value = line.partition("=")
        value = value.strip() or field.strip()
        if item.kind == "merge":
            return "event", msgspec.to_builtins(self._named(value))
        if item.kind == "link" and value not in RELATIONS:
            raise ValueError(f"no relation {value!r} (known: {', '.join(RELATIONS)})")
        return ("origin", value.lower()) if item.kind == "origin" else ("relation", value)

    def _named(self, report: str) -> Any:
        """The name of a report that a person gives by its id, or by that of the event that it was first to tell."""
        rows = self._ledger.rows("SELECT report FROM current_reports WHERE id = ? ORDER BY report DESC", [report])
        if not rows:
            raise ValueError(f"no event and no report {report!r}")
        return names_of(self._ledger.connection, [rows[0][0]])[rows[0][0]]
