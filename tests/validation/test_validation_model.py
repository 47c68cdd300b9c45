"""Reports and results as values."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.validation.model import NonConformant, Report, Result, Severity


def result(severity: Severity = "Violation", focus_node: str = "x:1", shape: str = "x:shape") -> Result:
    """Return a result that differs only where a test needs it."""
    return Result(
        focus_node=focus_node,
        path="x:path",
        value=None,
        component="x:component",
        severity=severity,
        shape=shape,
        messages={"en": "It is wrong.", "es": "Está mal."},
    )


def test_results_stand_in_one_order_however_they_came() -> None:
    """The gravest come first, then by shape and focus node."""
    results = [result("Info"), result("Violation", "x:2"), result("Violation", "x:1"), result("Warning")]

    report = Report.in_order(results, 4)

    assert report == Report.in_order(results[::-1], 4)
    assert [(each.severity, each.focus_node) for each in report.results] == [
        ("Violation", "x:1"),
        ("Violation", "x:2"),
        ("Warning", "x:1"),
        ("Info", "x:1"),
    ]


def test_equal_results_are_told_once() -> None:
    """An engine that finds the same twice does not raise the count."""
    assert len(Report.in_order([result(), result()], 1).results) == 1


@pytest.mark.parametrize(
    ("severity", "conforms", "clean", "clean_if_strict"),
    [("Violation", False, False, False), ("Warning", True, True, False), ("Info", True, True, True)],
)
def test_only_violations_break_conformance_and_warnings_only_if_strict(
    severity: Severity, *, conforms: bool, clean: bool, clean_if_strict: bool
) -> None:
    """The exit code follows from this: 1 for violations, under --strict also for warnings."""
    report = Report.in_order([result(severity)], 1)

    assert (report.conforms, report.is_clean(), report.is_clean(strict=True)) == (conforms, clean, clean_if_strict)


def test_counts_name_every_severity() -> None:
    """A severity without results counts zero."""
    assert Report.in_order([result("Warning")], 1).counts == {"Violation": 0, "Warning": 1, "Info": 0}


def test_message_comes_in_the_language_asked_or_else_in_english() -> None:
    """A reader of French gets English rather than nothing."""
    assert [result().message(language) for language in ("es", "fr")] == ["Está mal.", "It is wrong."]


def test_violations_are_raised_for_those_who_ask() -> None:
    """The exception names the first thing at fault and says what is wrong."""
    Report.in_order([result("Warning")], 1).raise_for_violations()

    with pytest.raises(NonConformant, match=r"1 violation\(s\), first of x:1: It is wrong\."):
        Report.in_order([result()], 1).raise_for_violations()


def test_the_model_is_light_to_import() -> None:
    """Who only holds reports pays for neither rdflib nor pyshacl."""
    script = "import kg.validation.model, sys; sys.exit(len({'rdflib', 'pyshacl', 'pyoxigraph'} & set(sys.modules)))"

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
