"""Which drafts of one text are the same meeting: a noun inside a verb's meeting, «leur entretien» told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geo.spans import MeetingDraft


def joined(drafts: Sequence[MeetingDraft]) -> list[MeetingDraft]:
    """The drafts in order, each meeting once; what a later mention adds is kept."""
    out: list[MeetingDraft] = []
    for draft in drafts:
        latest = range(len(out) - 1, -1, -1)
        same = next((k for k in latest if _nested(out[k], draft) or _again(out[k], draft)), None)
        if same is None:
            out.append(draft)
        else:
            out[same] = _completed(out[same], draft)
    return out


def _completed(a: MeetingDraft, b: MeetingDraft) -> MeetingDraft:
    kinds = [d.kind for d in (a, b) if d.kind != "unspecified"]
    return replace(
        a,
        kind=kinds[0] if kinds else a.kind,
        participants=max(a.participants, b.participants, key=len),
        place=a.place or b.place,
        level=a.level or b.level,
        dates=a.dates or b.dates,
        reality=b.reality if _called_off(a, b) else a.reality,
        sentences=tuple(dict.fromkeys((*a.sentences, b.sentence, *b.sentences))),
    )


def _nested(a: MeetingDraft, b: MeetingDraft) -> bool:
    """«A rencontré B lors d'un sommet à C»; «attendu à C, où il verra B»."""
    if a.sentence != b.sentence or not _compatible(a, b):
        return False
    if a.reality.status != b.reality.status and not _is_bare(a, b):
        return False
    return not a.dates or not b.dates or bool(set(a.dates) & set(b.dates))


def _is_bare(a: MeetingDraft, b: MeetingDraft) -> bool:
    """«Se retrouveront à Rome pour un deuxième cycle de pourparlers»: a noun that says nothing of its own."""
    return _sides(a) == _sides(b) and not b.dates and b.place is None and b.reality.tense is None


def _again(a: MeetingDraft, b: MeetingDraft) -> bool:
    """«L'entretien», «leur échange»: a bare mention of a meeting told before, or told in full after it."""
    later = b.definite and not b.dates and b.place in (None, a.place) and _sides(b) <= _sides(a)
    bare = a.definite and not a.dates and a.place is None and _sides(a) == _sides(b)
    return (later or bare) and _compatible(a, b)


def _called_off(a: MeetingDraft, b: MeetingDraft) -> bool:
    """«Attendu hier à Khartoum, il a annulé son voyage»."""
    return b.definite and b.reality.status == "denied" and a.reality.status == "announced"


def _compatible(a: MeetingDraft, b: MeetingDraft) -> bool:
    if not (_sides(a) <= _sides(b) or _sides(b) <= _sides(a)):
        return False
    remote = {"phone", "video"} & {a.kind, b.kind}
    personal = {"in_person", "visit"} & {a.kind, b.kind}
    if remote and personal:
        return False
    return a.place is None or b.place is None or a.place.name == b.place.name


def _sides(draft: MeetingDraft) -> set[str | None]:
    return {p.country or p.org for p in draft.participants}
