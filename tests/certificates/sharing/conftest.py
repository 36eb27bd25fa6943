import pytest

from certificates.documents.record import thaw
from tests.certificates.conftest import House


@pytest.fixture
def certificate(house: House):
    return house.issued()


@pytest.fixture
def holder(certificate):
    return certificate.award.enrolment.user


@pytest.fixture
def page(certificate):
    """The address of the verification page."""
    return f"/v/{thaw(certificate.record)['verification']['code']}/"
