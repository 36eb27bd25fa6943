from hashlib import sha256


def token_hash(secret: str) -> str:
    """What the database knows of a link's secret. It is random and long: no salt, no key."""
    return sha256(secret.encode()).hexdigest()
