"""A survey of a whole corpus, or of each of its sources: found by parts, and added up.

A survey keeps a sample of bounded size, whatever it has read, and the sample of the whole is that
of its parts (`textclean.survey`). So what an engine sends back is bounded by the number of parts,
and what is found does not depend on how the corpus was shared out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import attrs

from textclean.corpus.documents import FAULTS, Split
from textclean.corpus.formats import FORMATS
from textclean.corpus.shards import Job
from textclean.errors import ConfigurationError
from textclean.pipeline import Pipeline
from textclean.survey import Survey

# Each source has a sample of its own, so that there can be so many.
MOST_SOURCES = 100

Found = dict[str, dict[str, list[str]]]


@attrs.frozen
class Part:
    """What one call of an engine surveys."""

    splits: tuple[Split, ...]
    job: Job

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"the survey of {self.splits[0].path}"


@attrs.frozen
class Surveyed:
    """The surveys of the sources of a part, or why there are none."""

    surveys: dict[str, Survey] = attrs.field(factory=dict)
    error: str = ""


def parts(splits: Sequence[Split], job: Job, number: int) -> list[Part]:
    """Return at most so many parts, each of neighbouring splits."""
    size = -(-len(splits) // number) or 1
    return [Part(tuple(splits[at : at + size]), job) for at in range(0, len(splits), size)]


def survey(part: Part) -> Surveyed:
    """Survey the documents of a part."""
    job = part.job
    found: dict[str, Survey] = {}
    try:
        for split in part.splits:
            for batch in FORMATS[job.format].read(split, job.columns, job.most):
                for document in batch.documents:
                    if document.text is not None:
                        of_source = found.setdefault(document.source, Survey())
                        of_source.add(document.id, document.text)
            if len(found) > MOST_SOURCES:
                return Surveyed(error=_too_many(job))
    except FAULTS as error:
        return Surveyed(error=" ".join(str(error).split()))
    return Surveyed(found)


def findings(parts: Iterable[Surveyed], job: Job) -> Found:
    """Return the phrases and lines of each source, its parts added up as they come.

    Raises `ConfigurationError` where there are too many sources.
    """
    merged: dict[str, Survey] = {}
    for part in parts:
        for source, one in part.surveys.items():
            merged.setdefault(source, Survey()).merge(one)
        if len(merged) > MOST_SOURCES:
            raise ConfigurationError(_too_many(job))
    found: Found = {}
    for source in sorted(merged):
        told = merged[source].findings()
        found[source] = {
            "phrases": [finding.text for finding in told.phrases],
            "lines": [finding.text for finding in told.lines],
        }
    return found


def pipelines(pipeline: Pipeline, found: Mapping[str, Any]) -> tuple[tuple[str, Pipeline], ...]:
    """Return the pipeline of each source, which knows what was found in it."""
    return tuple(
        (source, _informed(pipeline, told["phrases"], told["lines"]))
        for source, told in found.items()
    )


def _informed(pipeline: Pipeline, phrases: Sequence[str], lines: Sequence[str]) -> Pipeline:
    """Return a pipeline whose rules know of what a source pastes in, beside what they knew of."""
    added = {"stray_phrase": ("phrases", phrases), "source_lines": ("lines", lines)}
    rules = []
    for rule in pipeline.normalizers:
        option, texts = added.get(rule.name, ("", ()))
        if texts:
            listed = dict(rule.options).get(option, rule.defaults[option])
            rule = rule.configured(**{option: tuple(dict.fromkeys([*listed, *texts]))})
        rules.append(rule)
    return attrs.evolve(pipeline, normalizers=tuple(rules))


def _too_many(job: Job) -> str:
    return (
        f'more than {MOST_SOURCES} sources are in "{job.columns.by}"; survey those of each in runs '
        "of their own, or leave out --survey"
    )
