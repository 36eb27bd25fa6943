"""A frame in one of our pages: what its template draws and its script needs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.urls import reverse

from content.h5p.models import H5PVersion
from content.h5p.player import hosts
from content.h5p.player.launch import Launch
from content.h5p.player.policy import sandbox

# Versions that are played to try them speak of themselves by an id made from their number.
TRIED = UUID("6f2b1b0e-7f0a-4a51-8d0f-3d1a5b0c9e77")
OPAQUE = "null"  # what a browser says of an origin that is nobody's


@dataclass(frozen=True, slots=True)
class Frame:
    """`record` and `keep` are empty where nothing is kept; `agreed` is the address with foreign
    hosts, empty where there is none to agree to.
    """

    title: str
    words: str
    address: str
    token: str
    record: str = ""
    keep: str = ""
    viewed: bool = False  # having been in it is all there is to it
    agreed: str = ""
    foreign: tuple[str, ...] = ()

    @property
    def sandbox(self) -> str:
        return sandbox(own_host=bool(hosts.own_origin()))

    @property
    def origin(self) -> str:
        return hosts.own_origin() or OPAQUE

    @property
    def foreign_names(self) -> str:
        """„youtube.com, vimeo.com“"""
        return ", ".join(host.removeprefix("https://") for host in self.foreign)


def tried(version: H5PVersion, user_id: int | None, *, title: str, words: str) -> Frame:
    """A frame that plays and keeps nothing: in lessons and in previews. No statement."""
    foreign = hosts.of_version(version)
    launch = Launch(version=version.pk, user=user_id or 0)
    return Frame(
        title=title,
        words=words,
        address=address(launch),
        token="",
        agreed=address(launch.agreed()) if foreign else "",
        foreign=foreign,
    )


def address(launch: Launch, name: str = "content:h5p_play", *args: Any) -> str:
    return hosts.own_origin() + reverse(name, args=[*args, launch.signed()])


def tried_about(version_id: int) -> str:
    return f"urn:uuid:{uuid5(TRIED, str(version_id))}"
