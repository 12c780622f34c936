import pytest
from hypothesis import given
from hypothesis import strategies as st

from digest.core.lead import LEAD_LIMIT, make_lead, sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il pleut. Le fleuve monte.", ["Il pleut.", "Le fleuve monte."]),
        ("M. Dossou parle. Mme J. Bio part.", ["M. Dossou parle.", "Mme J. Bio part."]),
        ("Le n°. 3 du Dr. Ba, à 3.500 m. Fin", ["Le n°. 3 du Dr. Ba, à 3.500 m.", "Fin"]),
        ("« Vraiment ? » Oui… Peut-être !", ["« Vraiment ? »", "Oui…", "Peut-être !"]),
        ("Le prix monte. 12 villes paient.", ["Le prix monte.", "12 villes paient."]),
        ("un site.example et rien. de plus", ["un site.example et rien. de plus"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert list(sentences(text)) == expected


def test_lead_is_two_sentences_of_the_summary():
    assert make_lead("Un. Deux. Trois.", "Autre chose.") == "Un. Deux."


def test_lead_leaves_out_a_second_sentence_that_does_not_fit():
    assert make_lead(f"Court. {'Long ' * 80}.", "") == "Court."


@pytest.mark.parametrize(
    "summary", ["", "Les chefs se sont […]", "Les chefs se sont [...]", "Les chefs se sont..."]
)
def test_lead_comes_from_the_body_where_the_summary_breaks_off(summary):
    assert make_lead(summary, "Les chefs se sont réunis.\n\nIls parlent. Ils partent.") == (
        "Les chefs se sont réunis. Ils parlent."
    )


def test_lead_of_a_broken_summary_alone_ends_in_an_ellipsis():
    assert make_lead("Les chefs se sont [...]", "") == "Les chefs se sont…"


@pytest.mark.parametrize(
    "trailer",
    [
        "The post Crue appeared first on Écho du Zou.",
        "L’article Crue est apparu en premier sur Écho du Zou.",
        "O post Crue apareceu primeiro em Écho du Zou.",
        "La entrada Crue se publicó primero en Écho du Zou.",
        "Lire la suite",
        "Leia mais »",
        "Leer más",
    ],
)
def test_lead_drops_what_wordpress_adds(trailer):
    assert make_lead(f"Le fleuve monte. {trailer}", "") == "Le fleuve monte."


@given(st.text(alphabet="aé .!?…MA12»«\n") | st.text(), st.text())
def test_lead_is_one_short_line_whatever_the_text(summary, body):
    lead = make_lead(summary, body)

    assert len(lead) <= LEAD_LIMIT
    assert lead == " ".join(lead.split())


@given(st.text(alphabet="aé .!?…MA12»«"))
def test_sentences_lose_nothing(text):
    assert " ".join(sentences(text)).split() == text.split()


def test_lead_of_a_body_in_many_short_paragraphs_is_as_long_as_any():
    assert make_lead("", "\n\n".join("a" * 150) + "\n\nThe end.") == " ".join("a" * 150) + "…"


@given(st.lists(st.text("aM.!1»", min_size=1, max_size=40), min_size=1, max_size=40))
def test_lead_does_not_depend_on_where_paragraphs_end(sentences):
    # Of a body, twice the length of a lead is read.
    body = "\n\n".join(sentences)[:600].strip()
    assert make_lead("", body) == make_lead("", " ".join(body.split()))
