from tests.measures.grouping import measure, sample, without_leads


def test_grouping_with_leads_finds_the_stories() -> None:
    cubed, pairs = measure(sample())

    assert cubed.f1 >= 0.94
    assert pairs.f1 >= 0.88


def test_grouping_gains_by_leads() -> None:
    with_leads, _ = measure(sample())
    alone, _ = measure(without_leads(sample()))

    assert with_leads.precision > alone.precision
    assert with_leads.recall > alone.recall
