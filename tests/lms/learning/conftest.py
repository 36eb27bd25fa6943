"""Who gets documents in these tests, and what they say."""

from tests.certificates.conftest import house, keys_of_this_test, words  # noqa: F401
