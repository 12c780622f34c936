"""digest check, of issues and of files, and what an error means for sending."""

import json
from pathlib import Path

import pytest

from digest.cli.exits import Exit
from digest.mail.mailbox import Mailbox
from digest.render.preflight.inspect import CHECKS
from tests.cli.newsroom_cli import DAY, digest, settle_in, write_edition, write_page
from tests.render.preflight.mails import HEAD, HTML, a_message
from tests.web_server import Answer, serving

ISSUE = f"ouest/{DAY}"
SKIPPED = {"name": "link-answer", "why": "it asks the network: say --online, where there is one"}
OFFLINE = f"Not asked, because {SKIPPED['why']}: link-answer.\n"
NO_ADDRESS = "The edition has no postal address, which the law asks for in every mail."


@pytest.fixture(autouse=True)
def _newsroom(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, database_url: str) -> None:
    settle_in(monkeypatch, tmp_path, database_url)
    monkeypatch.setenv("DIGEST_PUBLIC_URL", "https://news.lalagune.example")


def approved(tmp_path: Path, capsys: pytest.CaptureFixture[str], *, address: bool = True) -> None:
    edition = write_edition(tmp_path)
    if not address:
        edition.write_text(edition.read_text().replace("postal_address", "signature"))
    (tmp_path / "people.csv").write_text("email\nawa@lectrices.example\n")
    assert digest("edition", "import", edition) == Exit.OK
    assert digest("subscriber", "import", "ouest", tmp_path / "people.csv") == Exit.OK
    assert digest("article", "import", write_page(tmp_path), "--published", "2026-03-05T10:00:00Z") == Exit.OK
    assert digest("build", "ouest", "--date", DAY) == Exit.OK
    assert digest("approve", ISSUE) == Exit.OK
    capsys.readouterr()


def test_check_finds_nothing_in_a_good_issue(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(tmp_path, capsys)

    assert digest("check", ISSUE, "--fail-on", "warning") == Exit.OK
    assert capsys.readouterr() == ("", f"{OFFLINE}{ISSUE}: no findings.\n")


def test_check_says_what_is_wrong_where_and_how_to_mend_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    approved(tmp_path, capsys, address=False)
    mend = "Set postal_address in the edition’s file and import it."

    assert digest("check", ISSUE) == Exit.FINDINGS
    assert capsys.readouterr() == (
        f"error: address: {NO_ADDRESS}\n    the edition. {mend}\n",
        f"{OFFLINE}{ISSUE}: 1 finding.\n",
    )
    assert digest("check", ISSUE, "--json") == Exit.FINDINGS
    finding = {"level": "error", "name": "address", "message": NO_ADDRESS, "where": "the edition", "mend": mend}
    assert json.loads(capsys.readouterr().out) == {"mail": ISSUE, "findings": [finding], "skipped": [SKIPPED]}
    assert digest("check", ISSUE, "--only", "alt", "--only", "subject") == Exit.OK


def test_issue_with_an_error_is_sent_only_if_the_error_is_overridden_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    approved(tmp_path, capsys, address=False)
    refusal = (
        f"digest: Preflight found what keeps the issue {ISSUE} from being sent, so nothing was sent. address: "
        f"{NO_ADDRESS} “digest check {ISSUE}” tells how to mend it; “digest send ouest --date {DAY} --override "
        "address” sends it as it is.\n"
    )

    with Mailbox(tmp_path / "mailbox") as box:
        monkeypatch.setenv("DIGEST_SMTP__PORT", str(box.port))
        assert digest("send", "ouest", "--date", DAY) == Exit.FINDINGS
        assert capsys.readouterr() == ("", refusal)
        assert digest("send", "ouest", "--date", DAY, "--dry-run", "--override", "alt") == Exit.FINDINGS
        assert capsys.readouterr() == ("", refusal)
        assert digest("send", "ouest", "--date", DAY, "--dry-run", "--override", "address") == Exit.OK
        capsys.readouterr()
        assert len(box.messages()) == 0
        assert digest("send", "ouest", "--date", DAY, "--override", "address", "--json") == Exit.OK
        assert len(box.messages()) == 1
    [sent] = json.loads(capsys.readouterr().out)
    assert [finding["name"] for finding in sent["overridden"]] == ["address"]


def test_override_of_what_is_no_check_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    approved(tmp_path, capsys)

    assert digest("send", "ouest", "--date", DAY, "--override", "colour") == Exit.INVALID
    assert "There is no check “colour”; there are active, " in capsys.readouterr().err
    assert digest("send", "--due", "--override", "alt") == Exit.USAGE


@pytest.mark.parametrize("name", ["mail.eml", "MAIL.EML"])
def test_check_reads_a_message_from_anywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    (tmp_path / name).write_bytes(a_message())

    assert digest("check", tmp_path / name) == Exit.OK
    assert capsys.readouterr() == (
        "",
        "Not asked, because it takes an issue of an edition: empty, address, same-subject, picture-host, "
        "picture-copy, dkim, bounce-domain.\n"
        f"{OFFLINE}{tmp_path / name}: no findings.\n",
    )


def test_check_of_a_file_fails_on_what_it_is_told_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, mail = tmp_path / "page.html", tmp_path / "mail.eml"
    page.write_text(HTML.replace("charset=UTF-8", ""), encoding="utf-8")
    mail.write_bytes(a_message(head=HEAD.replace("=One-Click", "=1")))

    codes = [digest("check", page), digest("check", page, "--fail-on", "warning"), digest("check", mail)]

    assert codes == [Exit.OK, Exit.FINDINGS, Exit.FINDINGS]
    assert capsys.readouterr().out.count("charset: The HTML does not say its charset") == 2


def test_check_follows_links_when_it_is_told_to(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("DIGEST_ALLOW_PRIVATE", "true")
    with serving({"/here": Answer(b"yes")}) as server:
        page = tmp_path / "page.html"
        page.write_text(f'<a href="{server.url}/here">Here</a> <a href="{server.url}/gone">There</a>')
        codes = [digest("check", page, "--online", "--only", "link-answer") for _ in range(2)]
        asked = sorted(path for path, _ in server.requests)

    assert (codes, asked) == ([Exit.FINDINGS] * 2, ["/gone", "/here"])
    gone = f"There is nothing at {server.url}/gone: the server answers 404; check the address."
    told = (
        f"error: link-answer: A link does not answer. {gone}\n"
        f"    html, {server.url}/gone. Open it yourself, or link elsewhere.\n"
    )
    assert capsys.readouterr().out == told * 2


def test_check_says_which_file_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "large.eml").write_bytes(bytes(5_000_001))
    (tmp_path / "folder.html").mkdir()

    codes = [digest("check", tmp_path / name) for name in ("none.eml", "large.eml", "folder.html")]

    assert codes == [Exit.NOT_FOUND, Exit.INVALID, Exit.UNAVAILABLE]
    assert capsys.readouterr().err == (
        f"digest: There is no file {tmp_path}/none.eml; name an issue (EDITION/DATE), or a .html or .eml file.\n"
        f"digest: {tmp_path}/large.eml has more than 5 MB; a mail has a tenth of one.\n"
        f"digest: {tmp_path}/folder.html cannot be read: Is a directory.\n"
    )


def test_check_lists_what_it_asks(capsys: pytest.CaptureFixture[str]) -> None:
    assert digest("check", "--list", "--json") == Exit.OK
    assert [each["name"] for each in json.loads(capsys.readouterr().out)] == list(CHECKS)
    assert digest("check", "--list") == Exit.OK
    assert len(capsys.readouterr().out.splitlines()) == len(CHECKS) + 1
    assert (digest("check"), digest("check", ISSUE, "--list")) == (Exit.USAGE, Exit.USAGE)
