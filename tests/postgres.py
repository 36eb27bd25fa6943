"""Does PostgreSQL answer where the tests look for it? `python -m tests.postgres`"""

import sys

from tests.needs import postgres_answers

if __name__ == "__main__":
    sys.exit(0 if postgres_answers() else 1)
