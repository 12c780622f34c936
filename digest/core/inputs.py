"""Inputs: everything that one issue was made from, so that it can be made again."""

from collections.abc import Iterable
from dataclasses import dataclass

from digest.core.assemble import assemble
from digest.core.coverage import Coverage
from digest.core.edition import Edition
from digest.core.issue import Content
from digest.core.material import Material, gather
from digest.core.memory import Memory
from digest.core.naming import CategoryNames

METHOD = 1
"""The way from inputs to an issue: grows when the same inputs give another issue than before."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What an issue was made from: its window shares the material with other editions, the rest is its own."""

    material: Material
    edition: Edition
    memory: Memory
    names: CategoryNames


def make(inputs: Inputs, coverages: Iterable[Coverage] | None = None) -> Content:
    """What an issue of `inputs` says; `coverages` are what was gathered from their material already, if it was."""
    return assemble(
        gather(inputs.material) if coverages is None else coverages,
        edition=inputs.edition,
        window=inputs.material.window,
        memory=inputs.memory,
        names=inputs.names,
        engagement=inputs.material.engagement,
    )
