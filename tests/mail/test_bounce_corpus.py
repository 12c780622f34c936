"""The corpus of bounces: sixty and more shapes of servers, providers and languages, all of our own making."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from digest.core.bounce import Kind, Report
from digest.core.refusal_reason import Reason
from digest.mail.bounce import read_report

FOLDER = Path(__file__).parent / "bounces"
TOKEN = "bounces+" + "a7" * 20 + "@news.lalagune.example"
NO_LONGER_THERE = {Reason.NO_SUCH_USER, Reason.NO_SUCH_HOST}


@dataclass(frozen=True)
class Case:
    """A mail, what it is, and what we take it for."""

    name: str
    kind: str
    recipients: tuple[str, ...]
    reason: str
    report: Report

    @property
    def reasons(self) -> set[str]:
        if self.report.kind is Kind.COMPLAINT:
            return {self.report.complaint}
        return {failure.reason.value for failure in self.report.failures}

    @property
    def is_harmful(self) -> bool:
        """Whether it would end somebody of whom it does not say that they are gone."""
        believed = {Reason(each) for each in self.reasons} if self.report.kind is Kind.BOUNCE else set()
        return bool(believed & NO_LONGER_THERE) and self.reason not in NO_LONGER_THERE


def cases() -> list[Case]:
    table = tomllib.loads((FOLDER / "expected.toml").read_text(encoding="utf-8"))
    return [
        Case(
            name,
            row["kind"],
            tuple(row["recipients"]),
            row["reason"],
            read_report((FOLDER / f"{name}.eml").read_bytes()),
        )
        for name, row in table.items()
    ]


CASES = cases()


def share(good: int, everything: int) -> float:
    return good / everything


def shown(wrong: list[Case]) -> str:
    return "\n".join(f"{each.name}: {each.report}" for each in wrong)


def test_every_file_of_the_corpus_is_in_the_table() -> None:
    assert {path.stem for path in FOLDER.glob("*.eml")} == {case.name for case in CASES}
    assert len(CASES) >= 60


def test_kinds_are_recognised() -> None:
    wrong = [case for case in CASES if case.report.kind != case.kind]

    assert share(len(CASES) - len(wrong), len(CASES)) >= 0.98, shown(wrong)


def test_addresses_are_the_right_ones() -> None:
    named = [case for case in CASES if case.recipients]
    wrong = [case for case in named if case.report.recipients != case.recipients]

    assert share(len(named) - len(wrong), len(named)) >= 0.97, shown(wrong)


def test_reasons_are_the_right_ones() -> None:
    wrong = [case for case in CASES if case.reasons - {case.reason}]

    assert share(len(CASES) - len(wrong), len(CASES)) >= 0.97, shown(wrong)


def test_nobody_is_ended_who_may_still_be_there() -> None:
    assert [case.name for case in CASES if case.is_harmful] == []


def test_token_of_the_message_is_found_in_each() -> None:
    assert [case.name for case in CASES if not any(TOKEN in trace for trace in case.report.traces)] == []
