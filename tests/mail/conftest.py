"""A certificate for the servers of these tests, made once."""

import shutil

import pytest

from tests.required import skip_unless
from tests.servers import Certificate, make_certificate


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    skip_unless(shutil.which("openssl"), "the openssl program, which makes the certificate, is not installed")
    return make_certificate(tmp_path_factory.mktemp("certificate"))


@pytest.fixture
def trusted(certificate: Certificate, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """The same, trusted in the way in which an operator would add it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.certificate))
    return certificate
