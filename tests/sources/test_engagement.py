"""Tables of engagement: five columns, whole numbers, each kind once, and every fault by its line."""

import pytest

from digest.core.engagement import Cell
from digest.core.errors import InvalidInput
from digest.sources.engagement import Numbered, read_engagement
from digest.sources.reading import Broken

HEADER = "category,country,source,delivered,clicks\n"


@pytest.mark.parametrize(
    "text",
    [
        HEADER + "sport,BJ,echo,1200,45\n\nsociety,001,echo,0,0\n",
        "\ufeffCategory;Country;Source;Delivered;Clicks\r\nsport;bj;echo;1200;45\r\nsociety;001;echo;0;0\r\n",
        "clicks\tdelivered\tsource\tcountry\tcategory\n45\t1200\techo\tBJ\tsport\n0\t0\techo\t001\tsociety",
    ],
    ids=["commas", "as a spreadsheet saves it", "another order"],
)
def test_read_engagement_gives_the_cells(text: str) -> None:
    read = read_engagement(text, "e.csv")

    assert [row.cell for row in read if isinstance(row, Numbered)] == [
        Cell("sport", "BJ", "echo", 1200, 45),
        Cell("society", "001", "echo", 0, 0),
    ]
    assert len(read) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("sport,BJ,echo,1200", "has 4 cells, the header has 5"),
        ("sport,Bénin,echo,1,1", "has “Bénin” where a country code such as BJ is needed"),
        ("sport,BJ,echo,-1,0", "has “-1” for delivered, which has to be a whole number"),
        ("sport,BJ,echo,1.5,0", "has “1.5” for delivered, which has to be a whole number"),
        ("sport,BJ,echo,10,٣", "has “٣” for clicks, which has to be a whole number"),
        ("sport,BJ,echo,9999999999,1", "has 9999999999 deliveries, more than 2147483647"),
        (
            "sport,BJ,echo,10,11",
            "has 11 clicks in 10 deliveries; count a delivery once, however often it was clicked",
        ),
        ("politics,BJ,echo,5,1", "is about the same kind as line 2"),
    ],
)
def test_row_that_cannot_be_used_is_named_by_its_line(row: str, why: str) -> None:
    read = read_engagement(f"{HEADER}politics,BJ,echo,100,1\n{row}\n", "e.csv")

    assert read[1:] == [Broken("e.csv, line 3", why)]


@pytest.mark.parametrize("header", ["", "category,country,source,delivered", HEADER.strip() + ",email"])
def test_table_with_other_columns_is_refused(header: str) -> None:
    with pytest.raises(InvalidInput, match=r"e\.csv needs the columns category, country, .* and no other"):
        read_engagement(header, "e.csv")
