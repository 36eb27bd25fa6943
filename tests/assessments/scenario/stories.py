"""Stories for tests: by hand, and any that Hypothesis can think of."""

from typing import Any
from uuid import uuid4

from hypothesis import strategies as st
from wagtail.models import Page

from assessments.scenario.pages import ScenarioPage
from assessments.scenario.story import Dials, Effect, Node, Option, Story
from tests.factories import activity_of, published

START = Dials(4, 2, 3)


def option(id_: str, to: str, *, effect: Effect | None = None, **fields: Any) -> Option:
    told = {"text": f"Wahl {id_}", "gain": "ein Gewinn", "price": "ein Preis", "follows": "Folge."}
    return Option(id=id_, next=to, effect=effect or Effect(1, -1, 0), **told | fields)


def situation(id_: str, *options: Option, **fields: Any) -> Node:
    told = {"code": id_, "title": f"Lage {id_}", "text": "Es ist Montag."}
    return Node(id=id_, options=options, **told | fields)


def ending(id_: str, **fields: Any) -> Node:
    told = {"code": f"Ende {id_}", "title": f"So endet {id_}", "text": "Was daraus folgt."}
    return Node(id=id_, ending=True, **told | fields)


def small_story() -> Story:
    """Two decisions, ways that run together, three endings; all checks pass."""
    return Story(
        START,
        (
            situation("E1", option("1a", "E2"), option("1b", "E3", effect=Effect(-1, 1, 1))),
            situation("E2", option("2a", "A"), option("2b", "B")),
            situation("E3", option("3a", "B", effect=Effect(-2, 0, 0)), option("3b", "C")),
            ending("A"),
            ending("B"),
            ending("C"),
        ),
    )


@st.composite
def any_stories(draw: st.DrawFn, *, at_most: int = 8) -> Story:
    """Whatever authors could leave behind: loops, dead ends, options to nowhere."""
    ids = [f"n{n}" for n in range(draw(st.integers(0, at_most)))]
    steps = st.integers(-9, 9)
    nodes = []
    for id_ in ids:
        if draw(st.booleans()):
            nodes.append(ending(id_))
            continue
        targets = draw(st.lists(st.sampled_from([*ids, ""]), max_size=4))
        nodes.append(
            situation(
                id_,
                *(
                    option(f"{id_}-{n}", to, effect=Effect(draw(steps), draw(steps), draw(steps)))
                    for n, to in enumerate(targets)
                ),
            )
        )
    dials = Dials(draw(st.integers(1, 9)), draw(st.integers(0, 5)), draw(st.integers(0, 5)))
    return Story(dials, tuple(nodes))


def logs(story: Story) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Entries that fit, and entries that do not."""
    pairs = [(node.id, item.id) for node in story.nodes for item in node.options]
    decisions = st.sampled_from([*pairs, ("fremd", "fremd")]).map(
        lambda pair: {"node": pair[0], "option": pair[1]}
    )
    return st.lists(st.one_of(decisions, st.integers(-2, 9).map(lambda n: {"back": n})))


def as_stream(story: Story) -> list[dict[str, Any]]:
    """What the page holds; ids become those of blocks."""
    ids: dict[str, str] = {}
    names = {node.id: node.code for node in story.nodes}
    return [_block(node, names, ids) for node in story.nodes]


def _block(node: Node, names: dict[str, str], ids: dict[str, str]) -> dict[str, Any]:
    value = {"code": node.code, "title": node.title, "text": node.text}
    if node.ending:
        return {"type": "ending", "id": str(uuid4()), "value": value}
    options = [
        {
            "type": "item",
            "id": str(uuid4()),
            "value": {
                "text": item.text,
                "detail": item.detail,
                "next": names.get(item.next, ""),
                "escalation": item.effect.escalation,
                "trust": item.effect.trust,
                "room": item.effect.room,
                "follows": item.follows,
                "gain": item.gain,
                "price": item.price,
                "lesson": item.lesson,
            },
        }
        for item in node.options
    ]
    more = {"image": None, "alt": "", "audio": None, "transcript": "", "options": options}
    return {"type": "situation", "id": str(uuid4()), "value": value | more}


def make_scenario(module: Page, story: Story | None = None, slug: str = "szenario") -> ScenarioPage:
    page = ScenarioPage(
        title="Brunnenplatz",
        slug=slug,
        role="Sie begleiten.",
        intro="Es ist laut.",
        escalation=START.escalation,
        trust=START.trust,
        room=START.room,
        nodes=as_stream(story or small_story()),
    )
    published(module, page)
    return ScenarioPage.objects.get(pk=page.pk)


def address(page: ScenarioPage) -> str:
    return f"/lernen/{activity_of(page).key}/szenario/"
