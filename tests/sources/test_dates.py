from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from digest.sources.dates import read_change, read_date

MORNING = datetime(2024, 3, 6, 10, 30, tzinfo=UTC)
"""What each of these says; 6 March 2024 was a Wednesday."""
MORNINGS = """
2024-03-06T10:30:00Z
2024-03-06t10:30:00z
2024-03-06T10:30Z
2024-03-06T10:30:00.000Z
2024-03-06T10:30:00.000000000Z
2024-03-06T11:30:00+01:00
2024-03-06T11:30:00+0100
2024-03-06T11:30:00+01
2024-03-06 11:30:00+01:00
2024-03-06 11:30:00 +0100
2024-03-06 10:30:00 UTC
2024-03-06 10:30
20240306T103000Z
20240306T113000+0100
20240306103000
2024/03/06 10:30:00
2024/3/6 10:30
1709721000
1709721000000
Wed, 06 Mar 2024 10:30:00 GMT
Wed, 06 Mar 2024 10:30:00 +0000
Wed, 06 Mar 2024 10:30:00 -0000
Wed, 6 Mar 2024 11:30:00 +0100
Wed, 06 Mar 2024 11:30:00 +01:00
Wed, 06 Mar 2024 10:30 UT
06 Mar 2024 10:30:00 Z
Wed,06 Mar 2024 10:30:00 GMT
Wed, 06 Mar 24 10:30:00 GMT
Wednesday, 06-Mar-24 10:30:00 GMT
Wed, 06-Mar-2024 10:30:00 GMT
Wed, 06 Mar 2024 05:30:00 EST
Wed, 06 Mar 2024 06:30:00 EDT
Wed, 06 Mar 2024 02:30:00 PST
Wed, 06 Mar 2024 05:30:00 -0500 (EST)
Wed, 06 Mar 2024 11:30:00 WAT
Wed, 06 Mar 2024 12:30:00 CAT
Wed, 06 Mar 2024 12:30:00 SAST
Wed, 06 Mar 2024 13:30:00 EAT
Wed, 06 Mar 2024 11:30:00 CET
Wed, 06 Mar 2024 12:30:00 CEST
Wed, 06 Mar 2024 10:30:00 WET
Wed, 06 Mar 2024 11:30:00 WEST
Wed, 06 Mar 2024 11:30:00 GMT+1
Wed, 06 Mar 2024 11:30:00 GMT+0100
Wed, 06 Mar 2024 11:30:00 UTC+01:00
Wed, 06 Mar 2024 05:30:00 UTC-5
Wed Mar  6 10:30:00 2024
Wed Mar 06 10:30:00 UTC 2024
Wed Mar 06 2024 11:30:00 GMT+0100 (West Africa Standard Time)
Wed, 06 Mar 2024 10:30:00 XYZT
mer, 06 mars 2024 10:30:00 +0000
mer., 6 mars 2024 11:30:00 +0100
Mercredi 6 mars 2024 à 10h30
MERCREDI 6 MARS 2024 À 10H30
mercredi 06 mars 2024 à 10 h 30
mercredi 06 mars 2024 à 10 h 30 min
Publié le 6 mars 2024 à 10:30
Publié le mercredi 6 mars 2024 à 10h30
le 6 mars 2024, 10h30
6 mars 2024 - 10:30
6 mars 2024 | 10h30 GMT
06 mars 2024 à 11h30 (GMT+1)
Wednesday, March 6, 2024 at 10:30 AM
March 6th, 2024 10:30 am
Mar 6, 2024 10:30 a.m.
Mar. 6, 2024, 10:30
6th March 2024, 10:30
quarta-feira, 6 de março de 2024 às 10h30
qua., 6 mar 2024 10:30:00 +0000
6 de Março de 2024 - 10:30
miércoles, 6 de marzo de 2024, 10:30
6 de marzo del 2024 10:30
06/03/2024 10:30
06/03/2024 à 10h30
6/3/2024 - 10:30:00
06-03-2024 10:30
06.03.2024, 10:30
06.03.2024 10.30
mercredi 06/03/2024 10:30
"""


@pytest.mark.parametrize("text", [line for line in MORNINGS.splitlines() if line])
def test_read_date_reads_what_sources_write(text):
    assert read_date(text) == MORNING
    assert read_date(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2024-03-06", datetime(2024, 3, 6, tzinfo=UTC)),
        ("20240306", datetime(2024, 3, 6, tzinfo=UTC)),
        (" 6 mars 2024\n", datetime(2024, 3, 6, tzinfo=UTC)),
        ("6\u00a0mars\u00a02024", datetime(2024, 3, 6, tzinfo=UTC)),
        ("1er août 2023", datetime(2023, 8, 1, tzinfo=UTC)),
        ("1er aout 2023", datetime(2023, 8, 1, tzinfo=UTC)),
        ("1º de agosto de 2023", datetime(2023, 8, 1, tzinfo=UTC)),
        ("25 DÉCEMBRE 2023, 8h", datetime(2023, 12, 25, 8, tzinfo=UTC)),
        ("mer., 6 févr. 2024 10:00:00 +0100", datetime(2024, 2, 6, 9, tzinfo=UTC)),
        ("12/03/2024", datetime(2024, 3, 12, tzinfo=UTC)),
        ("6 March 2024 12:05 am", datetime(2024, 3, 6, 0, 5, tzinfo=UTC)),
        ("6 March 2024 12:05 pm", datetime(2024, 3, 6, 12, 5, tzinfo=UTC)),
        ("13/03/2024 7 PM", datetime(2024, 3, 13, 19, tzinfo=UTC)),
        ("2024/03/06 7 PM", datetime(2024, 3, 6, 19, tzinfo=UTC)),
        ("March 6, 2024 7 PM", datetime(2024, 3, 6, 19, tzinfo=UTC)),
        ("Sun, 31 Dec 2016 23:59:60 GMT", datetime(2016, 12, 31, 23, 59, 59, tzinfo=UTC)),
        ("06 Mar 49 10:00 GMT", datetime(2049, 3, 6, 10, tzinfo=UTC)),
        ("06 Mar 50 10:00 GMT", datetime(1950, 3, 6, 10, tzinfo=UTC)),
        ("946684800", datetime(2000, 1, 1, tzinfo=UTC)),
        ("1709721000123", datetime(2024, 3, 6, 10, 30, 0, 123000, tzinfo=UTC)),
    ],
)
def test_read_date_reads_days_hours_and_fractions(text, moment):
    assert read_date(text) == moment


@pytest.mark.parametrize(
    "text",
    [
        *("", "hier", "il y a 2 heures", "mars 2024", "2024", "6 mars", "6 mars 10:30", "10:30"),
        *("32 mars 2024", "31 avril 2024", "30 de fevereiro de 2024", "6 jui 2024", "6 ma 2024", "6 mords 2024"),
        *("05/13/2026", "06/03/24", "6/3-2024", "2024-13-01", "2024-02-30T10:00:00Z", "2024-03-06x10:00"),
        *("Wed, 06 Mar 2024 25:00:00 GMT", "6 mars 2024 à 10h75", "6 mars 2024 10:30 soir", "6 mars 2024 à 1030"),
        *("3/6/2024 10:30 AM", "06/03/2024 7 pm"),
        *("March 6, 2024 13:00 PM", "March 6, 2024 0 am", "Wed, 06 Mar 2024 10:00:00 +2500"),
        *("Wed, 06 Mar 2024 10:00:00 +100", "Wed, 06 Mar 2024 10:00:00 +0199", "6 mars 2024 10:30 CET+2"),
        *("0001-01-01T00:00:00Z", "1601-01-01", "Wed, 30 Nov -0001 00:00:00 +0000", "0000-00-00 00:00:00"),
        *("9999-12-31T23:59:59-10:00", "12345678901", "1", "0", "99999999999999", "2024-03-06" * 20),
    ],
)
def test_read_date_knows_when_it_does_not_know(text):
    assert read_date(text) is None


@given(st.text() | st.text("0123456789 :-/.,+hTZamprsGMT", max_size=40))
def test_read_date_never_raises(text):
    read_date(text)


NAMES = """
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.
Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
lun. mar. mer. jeu. ven. sam. dim.
"""
FRENCH, SHORT_FRENCH, ENGLISH, PORTUGUESE, SPANISH, WEEKDAYS = (line.split() for line in NAMES.split("\n")[1:-1])

WRITERS: dict[str, Callable[[datetime], str]] = {
    "ISO 8601": lambda t: t.isoformat(),
    "ISO with a space": lambda t: f"{t:%Y-%m-%d %H:%M:%S} {t:%z}",
    "RFC 822": lambda t: f"{t.day:02} {ENGLISH[t.month - 1]} {t.year} {t:%H:%M:%S %z}",
    "short French": lambda t: (
        f"{WEEKDAYS[t.weekday()]}, {t.day} {SHORT_FRENCH[t.month - 1]} {t.year} {t:%H:%M:%S %z}"
    ),
    "asctime": lambda t: f"Wed {ENGLISH[t.month - 1]} {t.day:2} {t:%H:%M:%S} UTC{t:%z} {t.year}",
    "JavaScript": lambda t: f"Wed {ENGLISH[t.month - 1]} {t.day:02} {t.year} {t:%H:%M:%S} GMT{t:%z} (Somewhere)",
    "numbers": lambda t: f"{t:%d/%m/}{t.year} {t:%H:%M:%S %z}",
    "seconds": lambda t: str(int(t.timestamp())),
    "milliseconds": lambda t: str(int(t.timestamp()) * 1000),
}
TO_THE_MINUTE: dict[str, Callable[[datetime], str]] = {
    "French": lambda t: f"{t.day} {FRENCH[t.month - 1]} {t.year} à {t.hour}h{t:%M}",
    "French without accents": lambda t: f"{t.day} {FRENCH[t.month - 1].upper()} {t.year} {t.hour} h {t:%M} min",
    "English": lambda t: f"{ENGLISH[t.month - 1]} {t.day}, {t.year} at {t.hour % 12 or 12}:{t:%M} {t:%p}",
    "Portuguese": lambda t: f"{t.day} de {PORTUGUESE[t.month - 1]} de {t.year} às {t:%H}h{t:%M}",
    "Spanish": lambda t: f"{t.day} de {SPANISH[t.month - 1]} de {t.year}, {t:%H:%M}",
    "points": lambda t: f"{t.day}.{t.month}.{t.year} {t:%H.%M}",
    "hyphens": lambda t: f"{t:%d-%m-%Y %H:%M}",
}
ZONES = st.integers(-14 * 4, 14 * 4).map(lambda quarters: timezone(timedelta(minutes=15 * quarters)))
MOMENTS = st.datetimes(datetime(1975, 1, 1), datetime(2100, 1, 1), timezones=ZONES)  # noqa: DTZ001 (bounds)


@pytest.mark.parametrize("write", WRITERS.values(), ids=WRITERS)
@settings(max_examples=40)
@given(moment=MOMENTS)
def test_read_date_reads_each_spelling_back(write, moment):
    moment = moment.replace(microsecond=0)

    assert read_date(write(moment)) == moment


@pytest.mark.parametrize("write", TO_THE_MINUTE.values(), ids=TO_THE_MINUTE)
@settings(max_examples=40)
@given(moment=MOMENTS)
def test_read_date_reads_days_with_hours_back(write, moment):
    moment = moment.replace(second=0, microsecond=0, tzinfo=UTC)

    assert read_date(write(moment)) == moment


def test_read_change_believes_no_change_before_the_publication():
    assert read_change("2024-03-06T10:30Z", published_at=MORNING) == MORNING
    assert read_change("2024-03-06T10:30Z", published_at=None) == MORNING
    assert read_change("2024-03-06T10:29Z", published_at=MORNING) is None
    assert read_change("", published_at=MORNING) is None
