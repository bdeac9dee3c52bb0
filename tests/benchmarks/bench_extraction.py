"""How long reading takes beside spaCy's own pipeline, its memory, and damaged texts by the thousand.

    python tests/benchmarks/bench_extraction.py [--fuzz 10000] [--profile]

Times are CPU time, on the seeds and the French gold texts, both in one run on one thread. The last line is JSON.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import resource
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

PROJECT = Path(__file__).parents[2]
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests")]

from jsonschema import Draft202012Validator
from mutations import mutant

from geo import articles, language
from geo.pipeline import Reader
from geo.records import Article, event_to_json
from geo.settings import Settings

MEGABYTE = 1_000_000


def texts() -> list[Article]:
    paths = sorted([*(PROJECT / "seeds").glob("*.txt"), *(PROJECT / "tests/gold/fr").glob("*.txt")])
    return [article for path in paths for article in articles.read(path)]


def ratio(reader: Reader, read: list[Article]) -> dict[str, float]:
    """Seconds of spaCy's pipeline (a text at a time, and piped) and of the whole reading, each the best of three."""
    nlp = language.load("fr")
    ways: dict[str, Callable[[], object]] = {
        "spacy": lambda: [nlp(article.text) for article in read],
        "spacy_piped": lambda: list(nlp.pipe(article.text for article in read)),
        "reading": lambda: list(reader.read_all(read)),
    }
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(3):
        for name, act in ways.items():
            start = time.process_time()
            act()
            best[name] = min(best[name], time.process_time() - start)
    return {f"{name}_s": round(seconds, 2) for name, seconds in best.items()} | {
        "reading_to_spacy": round(best["reading"] / best["spacy"], 3),
        "reading_to_spacy_piped": round(best["reading"] / best["spacy_piped"], 3),
    }


def long_article(reader: Reader, read: list[Article]) -> dict[str, float]:
    """An article of 1 MB, and memory at its peak."""
    body = "\n\n".join(article.text for article in read)
    body = (body + "\n\n") * (MEGABYTE // len(body) + 1)
    start = time.process_time()
    reader.read(Article("long", body[:MEGABYTE], lang="fr"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"megabyte_s": round(time.process_time() - start, 1), "peak_gb": round(peak / 1024**2, 2)}


def fuzz(reader: Reader, read: list[Article], count: int) -> dict[str, int]:
    """Damaged texts: how many raised, or gave an event that is not valid or not proven."""
    validator = Draft202012Validator(json.loads((PROJECT / "data/event.schema.json").read_text("utf-8")))
    bodies = [article.text for article in read]
    failures: Counter[str] = Counter()
    events = 0
    for seed in range(count):
        names, text = mutant(bodies, seed)
        try:
            for event in reader.read(Article("mutant", text)).events:
                assert all(text[piece.start : piece.end] == piece.quote for piece in event.evidence)
                validator.validate(event_to_json(event))
                events += 1
        except Exception as problem:  # noqa: BLE001 (whatever it is, it is counted)
            where = traceback.extract_tb(problem.__traceback__)[-1]
            failures[f"{type(problem).__name__} at {Path(where.filename).name}:{where.lineno}"] += 1
            print(f"mutant {seed} ({names}): {problem!r}")
    for failure, times in failures.most_common():
        print(f"{times:6} {failure}")
    return {"mutants": count, "mutants_failed": failures.total(), "mutant_events": events}


def profile(reader: Reader, read: list[Article]) -> None:
    """Where the stages after the parse spend their time."""
    nlp = language.load("fr")
    parsed = [(Article(a.source, a.text, a.body_start, a.published, lang="fr"), nlp(a.text)) for a in read]
    profiler = cProfile.Profile()
    profiler.enable()
    for article, doc in parsed:
        reader.read_docs(article, [(0, doc)])
    profiler.disable()
    pstats.Stats(profiler).sort_stats("tottime").print_stats(40)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fuzz", type=int, default=0, metavar="TEXTS")
    parser.add_argument("--profile", action="store_true")
    options = parser.parse_args()
    reader, read = Reader.open(Settings()), texts()
    reader.read(read[0])
    if options.profile:
        profile(reader, read)
    result = ratio(reader, read) | long_article(reader, read)
    if options.fuzz:
        result |= fuzz(reader, read, options.fuzz)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
