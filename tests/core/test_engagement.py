from digest.core.engagement import FEWEST, NOTHING_KNOWN, Cell, Engagement

KIND = ("sport", "BJ", "echo")
OTHER = Cell("society", "ML", "fanal", 1_000, 20)


def test_rate_of_a_kind_that_many_were_sent_is_nearly_its_own() -> None:
    known = Engagement((Cell(*KIND, 100_000, 5_000), OTHER))

    assert (known.rate(KIND), known.delivered(KIND)) == (500, 100_000)


def test_rate_of_a_kind_that_some_were_sent_is_drawn_towards_the_mean() -> None:
    known = Engagement((Cell(*KIND, 100, 10), OTHER))

    # 30 clicks in 1,100 deliveries are the mean; it counts as much as the 100 of the cell.
    assert (known.rate(KIND), known.usual) == (636, 273)


def test_kind_of_which_too_little_is_known_has_the_mean() -> None:
    few = Cell(*KIND, FEWEST - 1, 40)
    known = Engagement((few, OTHER))

    assert (known.rate(KIND), known.delivered(KIND)) == (known.usual, 0)
    assert known.rate(("health", "TG", "delta")) == known.usual


def test_rate_is_nothing_where_nothing_is_known() -> None:
    assert (NOTHING_KNOWN.rate(KIND), NOTHING_KNOWN.usual, NOTHING_KNOWN.delivered(KIND)) == (0, 0, 0)
