"""Forms as they are filled in: what stands in them, and how a browser sends it."""

from typing import Any

from content.h5p.authoring.kinds import BY_KIND
from content.h5p.authoring.kinds.base import Spec
from content.h5p.authoring.models import H5PDraft
from content.h5p.authoring.sheet import prefix
from content.h5p.policies import uploads_to

Typed = dict[str, Any]
CHOICE: Typed = {
    "title": "Wer hört zu?",
    "question": "Was gehört zum **Zuhören**?",
    "random": True,
    "single_point": False,
    "retry": True,
    "solution": False,
    "options": [
        {
            "id": "o1",
            "kind": "option",
            "text": "Abwarten & nachfragen",
            "correct": True,
            "chosen": "Ja.",
            "not_chosen": "Doch.",
            "tip": "Denken Sie an das Ende des Satzes.",
        },
        {
            "id": "o2",
            "kind": "option",
            "text": "Recht behalten <sofort>",
            "correct": False,
            "chosen": "Nein.",
            "not_chosen": "",
            "tip": "",
        },
    ],
}
TRUE_FALSE: Typed = {
    "title": "Recht geben",
    "question": "Wer zuhört, gibt recht.",
    "correct": "false",
    "right": "Genau.",
    "wrong": "Zuhören heißt nicht zustimmen.",
    "retry": False,
    "solution": True,
}
BLANKS: Typed = {
    "title": "Lücken",
    "task": "Ergänzen Sie.",
    "exact": False,
    "forgiving": True,
    "lines": False,
    "retry": True,
    "solution": True,
    "texts": [
        {"id": "t1", "kind": "text", "text": "Wer *fragt/nachfragt:Tun Sie es!*, führt."},
        {"id": "t2", "kind": "text", "text": "Eine Lücke: *Ohr*.\nNoch eine: *Mund*."},
    ],
}
QUESTION_SET: Typed = {
    "title": "Drei Fragen",
    "introduction": "Nehmen Sie sich Zeit.",
    "pass_mark": "60",
    "random": True,
    "retry": True,
    "solution": False,
    "questions": [
        {**CHOICE, "id": "q-1", "kind": "auswahl"},
        {**TRUE_FALSE, "id": "q-2", "kind": "wahr-falsch"},
        {**BLANKS, "id": "q-3", "kind": "lueckentext"},
    ],
}
SCENARIO: Typed = {
    "title": "Am Brunnen",
    "start_title": "Am Brunnen",
    "subtitle": "Ein Abend im Juli",
    "end_title": "Ende",
    "end_text": "Was nehmen Sie mit?",
    "back": True,
    "random": False,
    "steps": [
        {"id": "s1", "kind": "text", "text": "Es ist laut.\n\nJemand ruft.", "next": "s2"},
        {
            "id": "s2",
            "kind": "decision",
            "question": "Was tun Sie?",
            "answers": [
                {
                    "id": "a1",
                    "kind": "answer",
                    "text": "Hingehen & fragen",
                    "next": "s3",
                    "heading": "Gut",
                    "feedback": "Das beruhigt.",
                },
                {
                    "id": "a2",
                    "kind": "answer",
                    "text": "Warten",
                    "next": "",
                    "heading": "",
                    "feedback": "",
                },
            ],
        },
        {"id": "s3", "kind": "text", "text": "Sie reden miteinander.", "next": ""},
    ],
}
ALL: dict[str, Typed] = {
    "auswahl": CHOICE,
    "wahr-falsch": TRUE_FALSE,
    "lueckentext": BLANKS,
    "fragenreihe": QUESTION_SET,
    "verzweigung": SCENARIO,
}


def sent_of(draft: H5PDraft, typed: Typed) -> dict[str, str]:
    """What a browser sends of it."""
    head = {"title": typed.get("title", ""), "version": str(draft.version)}
    if draft.content is None:
        head["collection"] = typed.get("collection", _only_collection(draft))
    return {**head, **_fields(typed, BY_KIND[draft.kind].SPEC, "")}


def _only_collection(draft: H5PDraft) -> str:
    return str(uploads_to(draft.author)[0].pk)


def _fields(typed: Typed, spec: Spec, path: str) -> dict[str, str]:
    name = prefix(path)
    data = {}
    for field in spec.form.base_fields:
        value = typed.get(field, "")
        if value is True:
            data[f"{name}-{field}"] = "on"
        elif value is not False:
            data[f"{name}-{field}"] = str(value)
    rows = typed.get(spec.rows.name, []) if spec.rows else []
    if spec.rows:
        data[f"{name}-count"] = str(len(rows))
    for number, row in enumerate(rows, start=1):
        below = f"{path}-{number}" if path else str(number)
        kind = row.get("kind", "")
        data |= {f"{prefix(below)}-id": row["id"], f"{prefix(below)}-kind": kind}
        data |= _fields(row, spec.rows.specs[kind], below)
    return data


def without_ids(typed: Typed) -> Typed:
    """Options, texts and answers have no id of their own in a content."""
    return {
        name: [without_ids(row) for row in value] if isinstance(value, list) else value
        for name, value in typed.items()
        if name not in {"id", "kind"}
    }
