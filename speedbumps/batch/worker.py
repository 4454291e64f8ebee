"""What a worker does with some schools: score them, or write their reports."""

import os
import signal
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from io import BytesIO
from multiprocessing import parent_process
from multiprocessing.connection import wait
from pathlib import Path
from typing import NamedTuple, TypeVar

import polars as pl

from speedbumps.audit import Wish, audits, outlines
from speedbumps.batch.manifest import REPORTS, digest
from speedbumps.batch.storage import Journal, put
from speedbumps.cohort.members import Member, member
from speedbumps.model.answers import School
from speedbumps.model.audit import Audit, Exchanging, Family
from speedbumps.model.instrument import Instrument
from speedbumps.report import in_both, in_json
from speedbumps.scoring.responses import Responses

Made = TypeVar("Made")


class Task(NamedTuple):
    """What all workers of a batch know."""

    instrument: Instrument
    wish: Wish
    language: str
    out: Path
    work: Path
    """Where unfinished files are made."""


class Block(NamedTuple):
    """Some schools with their answers, as they travel to a worker."""

    people: bytes
    schools: Mapping[str, School]
    set_aside: Mapping[str, int]
    duplicates: Mapping[str, int]


class Told(NamedTuple):
    """What one school's reports say of others, and where they go."""

    folder: str
    family: Family
    exchange: Exchanging
    mark: str
    """A digest of everything that its reports are made from."""


class Measured(NamedTuple):
    """What scoring some schools found."""

    members: Sequence[Member]
    answers: Mapping[str, str]
    """A digest of each school's answers."""
    failed: Mapping[str, str]
    """Schools that could not be scored, and why."""


def packed(responses: Responses, schools: Sequence[str]) -> Block:
    """The *schools* out of *responses*."""
    file = BytesIO()
    responses.people.filter(pl.col("school").is_in(schools)).write_ipc(file)
    return Block(
        file.getvalue(),
        {name: responses.schools[name] for name in schools if name in responses.schools},
        {name: responses.set_aside[name] for name in schools if name in responses.set_aside},
        {name: responses.duplicates[name] for name in schools if name in responses.duplicates},
    )


def measured(task: Task, block: Block) -> Measured:
    """The schools in *block*, scored, with all that others may be told of them."""
    responses = _unpacked(block)
    made, failed = _each(responses, lambda some: {each.school: each for each in outlines(task.instrument, some)})
    schools = {name: responses.schools.get(name) or School(id=name) for name in made}
    members = [member(each, schools[name]) for name, each in made.items()]
    return Measured(members, _digests(responses.people), failed)


def written(task: Task, block: Block, told: Mapping[str, Told]) -> Mapping[str, str]:
    """Writes the reports of the schools in *block*; the schools for which that failed, and why."""
    made, failed = _audited(task, _unpacked(block))
    journal = Journal(task.work)
    for name, audit in made.items():
        whole = audit.model_copy(update={"family": told[name].family, "exchange": told[name].exchange})
        _write(task, whole, task.out / told[name].folder)
        journal.note(told[name].folder, told[name].mark)
    return failed


def _write(task: Task, audit: Audit, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name, text in zip(REPORTS, (*in_both(audit, task.language), in_json(audit, task.language)), strict=True):
        put(text.encode("utf-8", errors="replace"), folder / name, task.work)


def _unpacked(block: Block) -> Responses:
    return Responses(pl.read_ipc(BytesIO(block.people)), block.schools, block.set_aside, block.duplicates)


def _audited(task: Task, responses: Responses) -> tuple[Mapping[str, Audit], Mapping[str, str]]:
    """The audits of all schools in *responses* that have one; why the others have none."""
    return _each(responses, lambda some: {each.school.id: each for each in audits(task.instrument, some, task.wish)})


def _each(
    responses: Responses, make: Callable[[Responses], Mapping[str, Made]]
) -> tuple[Mapping[str, Made], Mapping[str, str]]:
    """What is made of each school; where that fails for all together, school by school, and why it fails for some."""
    try:
        return make(responses), {}
    except Exception:  # noqa: BLE001 - one school never stops the others
        return _one_by_one(responses, make)


def _one_by_one(
    responses: Responses, make: Callable[[Responses], Mapping[str, Made]]
) -> tuple[Mapping[str, Made], Mapping[str, str]]:
    made: dict[str, Made] = {}
    failed: dict[str, str] = {}
    for (name,), people in responses.people.partition_by("school", as_dict=True, maintain_order=True).items():
        try:
            made |= make(replace(responses, people=people))
        except Exception as error:  # noqa: BLE001 - as above; nothing of the answers is repeated
            failed[str(name)] = f"this school could not be scored ({type(error).__name__}); please report it"
    return made, failed


def _digests(people: pl.DataFrame) -> Mapping[str, str]:
    """For each school, a digest of its people's rows in their order."""
    marks = people.with_columns(people.hash_rows(1).alias("a"), people.hash_rows(2).alias("b"))
    rows = marks.group_by("school").agg(pl.struct("a", "b")).iter_rows()
    return {school: _short(marked) for school, marked in rows}


def _short(marks: Sequence[Mapping[str, int]]) -> str:
    return digest([[mark["a"], mark["b"]] for mark in marks])


_TASK: list[Task] = []
"""The task of this worker; a process has no other place to keep what it was started with."""


def begin(task: Task) -> None:
    """Makes this process a worker, which ends when the batch does, however that ends."""
    _TASK.append(task)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began the batch ends it
    threading.Thread(target=_end_with_parent, daemon=True).start()


def ready() -> None:
    """Nothing: asked of workers so that they begin."""


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def measure(block: Block) -> Measured:
    """What measured() finds, in a worker."""
    return measured(_TASK[0], block)


def write(block: Block, told: Mapping[str, Told]) -> Mapping[str, str]:
    """What written() does, in a worker."""
    return written(_TASK[0], block, told)
