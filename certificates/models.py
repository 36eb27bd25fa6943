"""Gathers the models of the app's capabilities, so that Django finds them."""

from certificates.keys.models import Issuer, IssuerKey

__all__ = ["Issuer", "IssuerKey"]
