"""Pages for tests, written as people keep them: only what a test is about is said."""

from __future__ import annotations

SITE = "https://webapps.ilo.org/ievaldiscovery"


def lesson(  # noqa: PLR0913 -- one argument a part of the page that tests vary
    number: int = 990001,
    evaluation: int = 9901,
    *,
    countries: tuple[tuple[str, str], ...] = (("Chile", "Americas"),),
    title: str = "Skills for all - Final evaluation",
    theme: str = "Migration",
    category: str = "Conditions of work & equality",
    **prose: str,
) -> str:
    """Return a lesson in key/value form."""
    prose.setdefault("description", "The offices learned to share one register of vacancies and of people.")
    fields = "\n".join(f"{key}:\n{text}" for key, text in prose.items())
    return (
        f"eval_number:\n{evaluation}\neval_url:\n{SITE}/eval/{evaluation}\nlessons_learned:\nthemes:\ntheme:\n{theme}\n"
        f"category:\n{category}\n\n{fields}\nurl:\n{SITE}/lessons/{number}\n\n{_location(countries)}eval_title:\n{title}\n"
    )


def recommendation(
    number: int = 99001,
    evaluation: int = 9901,
    *,
    countries: tuple[tuple[str, str], ...] = (("Chile", "Americas"),),
    title: str = "Skills for all - Final evaluation",
    text: str = "The Office should publish what it learned.",
    **values: str,
) -> str:
    """Return a recommendation in key/value form, theme and category swapped as at source."""
    fields = "".join(f"{key}:\n{value}\n" for key, value in values.items())
    return (
        f"eval_number:\n{evaluation}\neval_url:\n{SITE}/eval/{evaluation}\n{_location(countries)}eval_title:\n{title}\n"
        f"recommendations:\nthemes:\ntheme:\nOrganizational issues\ncategory:\nPlanning and programme design\n\n"
        f"{fields}title:\n{text}\nurl:\n{SITE}/recommendations/{number}\n"
    )


def _location(countries: tuple[tuple[str, str], ...]) -> str:
    pairs = "".join(f"country:\n{country}\nregion:\n{region}\n\n" for country, region in countries)
    return f"location:\n{pairs}" if pairs else ""
