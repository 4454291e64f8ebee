"""Our own way from a table to the figures of every school, up to where Audits begin."""

import sys
from pathlib import Path

from speedbumps.audit.placing import placed
from speedbumps.cli import collect_seldom
from speedbumps.loading.instruments import find, load
from speedbumps.model.problem import needed
from speedbumps.model.questionnaire import FULL
from speedbumps.reading.tables import Defaults, read_table
from speedbumps.scoring.schools import Scored, score
from speedbumps.scoring.targets import rubric


def scores(path: Path) -> Scored:
    """The figures of all schools in the table at *path*."""
    instrument = needed(load(find("school", path.parent)))
    responses = needed(read_table(path, instrument, Defaults()))
    people, _ = placed(instrument.questionnaire, responses.people)
    return score(people, instrument.questionnaire, rubric(instrument.questionnaire, FULL, responses.asked))


if __name__ == "__main__":
    collect_seldom()  # as every command does
    found = scores(Path(sys.argv[1]))
    print(found.cells.height, found.questions.height)
