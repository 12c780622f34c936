"""digest evaluate: how well stories are found and ranked, by headlines that people sorted."""

from pathlib import Path
from typing import Annotated

import typer

from digest.cli.terminal import AsJson, show, show_json
from digest.core.errors import InvalidInput


def evaluate(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Columns title, story; perhaps published, source.")],
    language: Annotated[str, typer.Option(metavar="LANGUAGE", help="Of the edition: fr or en.")] = "fr",
    as_json: AsJson = False,
) -> None:
    """Measure grouping and ranking on a table of headlines that people sorted into stories."""
    from dataclasses import asdict

    from digest.desk.evaluate import TOP
    from digest.desk.evaluate import evaluate as measure
    from digest.sources.labelled import read_labelled

    if language not in ("fr", "en"):
        raise InvalidInput(f"“{language}” is not a language of editions; choose fr or en.")
    try:
        headlines = read_labelled(file.read_text(encoding="utf-8"), str(file))
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InvalidInput(f"{file} is not UTF-8; save it as that.") from error
    found = measure(headlines, language=language)
    if as_json:
        show_json(asdict(found) | {"bcubed_f1": found.bcubed.f1, "pairwise_f1": found.pairwise.f1})
        return
    show(f"{found.headlines} headlines of {found.stories_labelled} stories, found as {found.stories_found}")
    for name, agreement in (("BCubed", found.bcubed), ("pairwise", found.pairwise)):
        show(
            f"{name:<12}F1 {agreement.f1:.3f}  precision {agreement.precision:.3f}  recall {agreement.recall:.3f}"
        )
    show(f"first {TOP:<6}{found.duplicates_in_top} duplicates  purity {found.purity_of_top:.3f}")
    show(f"{'':<12}nDCG {found.ndcg_of_top:.3f}  countries {found.countries_in_top:.3f}")
    show(f"{'':<12}diversity {found.diversity_of_top:.3f}")
