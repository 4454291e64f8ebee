"""Whether attacks succeed where a rule of disclosure is broken: python benchmarks/broken_rules.py [RULE...].

Each rule is broken in turn, in memory and in a process of its own (see mutants.py): a function gives one answer
whatever it is asked, or an expression becomes another. The tests that attack what is written run until the first
failure, and then, apart from them, those of decisions and rounding. Prints a Markdown table; a rule that no attack needs is
listed with "none". With names of rules, or parts of them, only those are broken.
"""

import argparse
import ast
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
from mutants import SURVIVED, TIMED_OUT, TOP, Mutant, Selection, load, run, sites

ATTACKS = (
    "tests/disclosure/test_skipper_attacks.py",
    "tests/disclosure/test_attacks_on_one_report.py",
    "tests/disclosure/test_disclosure.py",
    "tests/disclosure/test_round_attacks.py",
    "tests/disclosure/test_items.py",
    "tests/disclosure/test_cohorts.py",
    "tests/disclosure/test_cohort_attacks.py",
    "tests/cohort/test_changes.py",
)
"""The tests that attack. The quicker ones are first."""

OTHERS = ("tests/disclosure/test_decide.py", "tests/disclosure/test_publish.py", "tests/disclosure/test_rounds.py")
"""The tests of decisions and of rounding."""

SECONDS = 900
"""Of the processor, for each run of tests."""


class Broken(NamedTuple):
    """A rule, and what becomes of it."""

    rule: str
    """What the rule is, as the table says it."""
    module: str
    """The module in the package."""
    function: str
    new: str
    """The statement that its body becomes; or if *old* is given, the expression."""
    old: str = ""
    """The expression that is replaced, in the same spelling as ast.unparse() writes."""
    package: str = "disclosure"


BROKEN = (
    # Who is counted together
    Broken("a role needs enough people to be shown by itself", "cells", "publishable_names", "True", "n >= least"),
    Broken("one person is shown only who agreed", "cells", "publishable_names", "n == 1", "name in public and n == 1"),
    Broken("complementary suppression", "cells", "suppress_complements", "return tuple(counts)"),
    Broken("a total needs enough people", "cells", "is_total_publishable", "return True"),
    Broken(
        "merging of small roles",
        "cells",
        "group_roles",
        "return tuple(Cell((role,), n, shown=n >= least) for role, n in counts.items() if n)",
    ),
    Broken("a head without consent counts as a leader", "assignment", "_effective_role", "return pl.col('role')"),
    Broken("a school's total needs enough people", "counts", "shows_total", "return True"),
    Broken("sensitive questions alone need more people", "limits", "least_people", "return limits.min_group"),
    # Scores
    Broken("a total of a score needs enough people", "scores", "_is_total_shown", "return True"),
    Broken("a cell of a score needs enough people", "scores", "_cells_below_limit", "return frozenset()"),
    Broken(
        "a barrier's cell is hidden where a facet's is",
        "scores",
        "hidden_cells",
        "_cells_below_limit(counts, target)",
        "_cells_below_limit(counts, target).union(*(_cells_below_limit(counts, facet) for facet in facets))",
    ),
    Broken(
        "a cell that may not be shown has no scores",
        "scores",
        "hidden_cells",
        "few",
        "few.union((cell for cell, group in counts.cells.items() if not (group.shown or cell in counts.public)))",
    ),
    Broken(
        "an outside role needs enough people",
        "scores",
        "hidden_scores",
        "True",
        "group.shown and (n == 0 or n >= least)",
    ),
    Broken("few who were asked other questions (is_uneven)", "scores", "is_uneven", "return False"),
    Broken(
        "an uneven barrier has no score",
        "scores",
        "hidden_total",
        "False",
        "bool(counts.context.facets_of.get(target.id)) and is_uneven(counts, target)",
    ),
    Broken("agreement needs a distribution", "scores", "_hidden_agreement", "yield from ()"),
    # Questions
    Broken("few who left part of a facet open (_is_solvable)", "questions", "_is_solvable", "return False"),
    Broken(
        "the same, below ten people",
        "questions",
        "_is_solvable",
        "False",
        "counts.whole[target.id].n < least_to_hide_skippers(counts, target)",
    ),
    Broken(
        "the same, where scores are too exact",
        "questions",
        "_is_solvable",
        "False",
        "_blur(counts, target) < _blur_needed(counts, target)",
    ),
    Broken("the same, where those of all roles together are", "questions", "_blur", "whole", "min(whole, by_role)"),
    Broken(
        "the same, where few of a role left nothing of a sensitive facet open",
        "questions",
        "_are_few_complete",
        "return False",
    ),
    Broken("few who have no score (_questions_of_unscored)", "questions", "_questions_of_unscored", "yield from ()"),
    Broken("a sensitive question needs more people", "questions", "_is_too_sensitive", "return False"),
    Broken(
        "a hidden sensitive question hides its facet's",
        "questions",
        "_hidden_in",
        "[part.question]",
        "every if len(family) == 1 else family",
    ),
    Broken(
        "the same, where it is the facet's only one",
        "questions",
        "_hidden_in",
        "family",
        "every if len(family) == 1 else family",
    ),
    Broken(
        "the same, for the facets of all barriers that a question counts for",
        "questions",
        "_hidden_together",
        "True",
        "more.keys() <= hidden.keys()",
    ),
    Broken("a question needs enough answers", "questions", "_has_enough_answers", "return True"),
    Broken("one answer is shown only of who agreed", "questions", "is_only_public", "return True"),
    Broken("counts of each answer need ten people", "questions", "_least_for_distribution", "return 0"),
    Broken("few non-answers are not counted", "questions", "_are_non_answers_few", "return False"),
    Broken(
        "what one point would change needs ten people",
        "questions",
        "hidden_question_figures",
        "False",
        "not counts.alone and n < counts.limits.min_distribution",
    ),
    # Gaps
    Broken(
        "only roles that are shown are compared",
        "pairs",
        "comparable_pairs",
        "True",
        "cell.shown and len(cell.roles) == 1",
    ),
    Broken("a gap needs both scores shown", "gaps", "_are_roles_shown", "return True"),
    Broken("gaps: all that hides one (_hiding_reason)", "gaps", "_hiding_reason", "return None"),
    Broken(
        "a gap needs enough people on both sides",
        "gaps",
        "_hiding_reason",
        "False",
        "min(found.a.n - found.joined, found.b.n) < least",
    ),
    Broken("facets with a sensitive question count whole or not", "gaps", "_undivided_facets", "yield from ()"),
    Broken("gaps of questions leave no few of another role over", "gaps", "_cells_hidden_alone", "return frozenset()"),
    Broken(
        "the same, where few answered another question of the facet",
        "gaps",
        "_questions_of_facets",
        "return frozenset((question,))",
    ),
    Broken(
        "no gap where a mean is a bound",
        "gaps",
        "hidden_gaps",
        "False",
        "_is_near_end(counts, found.a, found.b)",
    ),
    Broken("the same, on another question of the facet", "gaps", "_is_any_near_end", "return False"),
    Broken("no gaps of questions of which few left some open", "gaps", "_are_skippers_known", "return False"),
    Broken(
        "the same, where they have no score",
        "gaps",
        "_are_skippers_of_cell_known",
        "False",
        "partly.unscored > 0 and left < 2 * SAFE",
    ),
    # Amounts and own words
    Broken("figures of what people write need enough people", "written", "_may_show_written", "return True"),
    Broken(
        "quartiles and means of amounts need ten people",
        "written",
        "hidden_amounts",
        "False",
        "n < counts.limits.min_distribution",
    ),
    Broken(
        "few on one side of zero are not counted",
        "written",
        "hidden_amounts",
        "False",
        "any((0 < side < counts.limits.min_group for side in (zeros, n - zeros)))",
    ),
    Broken("own words need enough people", "written", "hidden_open_answers", "yield from ()"),
    # Numbers of people
    Broken("numbers of respondents", "respondents", "hidden_respondents", "yield from ()"),
    Broken(
        "how many answered alike",
        "respondents",
        "hidden_patterns",
        "False",
        "counts.alone or not counts.shows_total",
    ),
    Broken(
        "ignored answers where roles are merged",
        "respondents",
        "hidden_patterns",
        "False",
        "merged or not counts.shows_total",
    ),
    Broken("what was asked of merged roles", "respondents", "hidden_by_merging", "yield from ()"),
    # Rounding
    Broken("a mean of few near an end is a bound", "rounding", "bound_near_end", "return None"),
    Broken("few take the spread of the whole school", "small_groups", "usable_spread", "return own_spread(group)"),
    Broken("severities are rounded", "rounding", "decimals", "return 9"),
    Broken("receipts are made from what is published", "publish", "_with_receipt", "return score"),
    Broken("gaps are rounded", "publish", "_publish_gap", "return gap"),
    Broken("shares are rounded", "publish", "_round_share", "return value"),
    Broken("amounts are rounded", "rounding", "round_amount", "return value"),
    Broken(
        "hours a year come from rounded amounts",
        "publish",
        "_publish_hours",
        "hours",
        "round_hours(hours * rounded / exact) if exact else 0.0",
    ),
    Broken(
        "intervals lie around the rounded mean",
        "publish",
        "publish_mean",
        "score.severity - score.low",
        "round_up(max(score.high - score.severity, score.severity - score.low), places)",
    ),
    # Rounds
    Broken("few of a cell have a score", "rounds", "has_small_cells", "return False"),
    Broken("a facet with a hidden question is compared whole", "rounds", "undivided_facets", "return {}"),
    Broken("cells whose score is hidden are one part", "rounds", "_is_shown", "return True"),
    Broken("people left out are nobody or enough", "rounds", "_numbers_reason", "return None"),
    Broken("few who left part open, in what is compared", "rounds", "_are_skippers_known", "return False"),
    Broken("two files of one round", "rounds", "is_one_round", "return None"),
    # How questions behave
    Broken(
        "groups of a pilot that are shown leave none or enough",
        "items",
        "_hidden_cells",
        "n < needed.people",
        "cell not in shown or not counts.cells[cell].shown",
    ),
    Broken(
        "a hidden sensitive question hides its parts in a pilot",
        "items",
        "decide_items",
        "False",
        "hidden.get((part.question, cell)) == 'sensitive'",
    ),
    Broken("schools of few people are left out of a pilot", "items", "schools_left_out", "return frozenset()"),
    Broken(
        "schools of a pilot are compared where all others together are enough people",
        "items",
        "may_compare_schools",
        "len(enough) >= least_schools",
        "len(enough) >= least_schools and (left_out == 0 or left_out >= limits.min_group)",
    ),
    Broken(
        "a sensitive question of a pilot needs more people",
        "items",
        "_people_for_question",
        "False",
        "question_of(counts.context, question).sensitive",
    ),
    Broken(
        "figures of a pilot's parts need a distribution",
        "items",
        "_people_for_target",
        "least",
        "max(least, counts.limits.min_distribution)",
    ),
    # Schools together
    Broken(
        "areas and families leave none or enough schools",
        "cohorts",
        "publishable_groups",
        "return tuple(name for name, n in schools.items() if n >= least)",
    ),
    Broken("a family is not nearly an area", "cohorts", "is_apart_from_unions", "return True"),
    Broken("a page stays until enough schools changed", "cohorts", "may_replace", "return True"),
    Broken("counts of schools leave none or enough over", "cohorts", "leave_none_or_enough", "return True"),
    Broken("schools are counted where all, none or enough are", "cohorts", "are_all_or_enough", "return True"),
    Broken("figures of few schools are coarse", "cohorts", "round_severity", "False", "schools < COARSE_BELOW"),
    Broken("changes of few schools are not told", "cohorts", "tell_outcomes", "return dict.fromkeys(counts, 'exact')"),
    Broken("the same, of fewer than twice as many schools", "cohorts", "tell_outcomes", "False", "of < 2 * least"),
    Broken("the same, where all schools have one outcome", "cohorts", "tell_outcomes", "False", "len(held) == 1"),
    Broken(
        "the same, where the others would be left over",
        "cohorts",
        "tell_outcomes",
        "True",
        "len(held) == 2 and tellings[first] != 'all-but-few'",
    ),
    Broken("changes of too few schools", "changes", "_count_outcomes", "False", "of < least", "cohort"),
    Broken("a change that few of the new schools have", "changes", "_may_tell", "return True", package="cohort"),
    Broken(
        "few schools whose plan is not known, or began several actions",
        "changes",
        "_tried_against_bump",
        "False",
        "overall and 0 < len(apart) < least",
        "cohort",
    ),
    Broken(
        "numbers of schools that tried something, which leave few over",
        "changes",
        "_tried_against_bump",
        "True",
        "all((are_all_or_enough(each.lower, each.of, least) for each in atoms))",
        "cohort",
    ),
)


def mutant_of(broken: Broken) -> Mutant:
    """Return the change that breaks a rule.

    Raises:
        LookupError: If the function or the expression is not there, or the expression is there twice.
    """
    path = TOP / "speedbumps" / broken.package / f"{broken.module}.py"
    tree = ast.parse(path.read_text("utf-8"))
    module = f"speedbumps.{broken.package}.{broken.module}"
    found = [
        site for site in sites(tree) if isinstance(site.node, ast.FunctionDef) and site.node.name == broken.function
    ]
    if len(found) != 1:
        raise LookupError(broken)
    (site,) = found
    if not broken.old:
        node = site.node
        assert isinstance(node, ast.FunctionDef)
        new = ast.FunctionDef(**{**dict(ast.iter_fields(node)), "body": ast.parse(broken.new).body})
        return Mutant(
            module, path, tree, site.owner, site.where, site.index, node, ast.copy_location(new, node), broken.rule
        )
    inner = [
        each for each in sites(site.node) if isinstance(each.node, ast.expr) and ast.unparse(each.node) == broken.old
    ]
    if len(inner) != 1:
        raise LookupError(broken)
    changed = ast.parse(broken.new, mode="eval").body
    return Mutant(module, path, tree, *inner[0][:4], changed, broken.rule)


def first_failures(mutant: Mutant, groups: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the first test of each of the *groups* that fails; "none" where none does."""
    for tests in groups:
        if not tests:
            yield "not run"
            continue
        outcome, notes = run(tests, Selection(), SECONDS, mutant)
        if outcome == SURVIVED:
            yield "none"
        else:
            yield "none in time" if outcome == TIMED_OUT else str(notes.get("failed") or "no test can be run")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("rules", nargs="*", metavar="RULE", help="part of the name of a rule")
    parser.add_argument("--attack", action="append", metavar="FILE", help="run only these tests, and not the others")
    parser.add_argument("--list", action="store_true", help="print the rules, all of which are there, and run nothing")
    given = parser.parse_args()
    os.chdir(TOP)
    sys.path.insert(0, str(TOP))
    # A process with threads cannot be forked safely.
    os.environ |= {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "HYPOTHESIS_PROFILE": "dev"}
    chosen = [each for each in BROKEN if not given.rules or any(part in each.rule for part in given.rules)]
    changes = [mutant_of(each) for each in chosen]  # before anything is run: all must be there
    if given.list:
        print("\n".join(each.rule for each in chosen))
        return
    groups = (tuple(given.attack), ()) if given.attack else (ATTACKS, OTHERS)
    outcome, notes = run(tuple(chain.from_iterable(groups)), Selection(), 4 * SECONDS)
    if outcome != SURVIVED:
        sys.exit(f"A test fails without any change: {notes.get('failed')}")
    load(notes["loaded"], "disclosure")
    print("| rule | attack that succeeds without it | other test that fails |\n| --- | --- | --- |", flush=True)
    for broken, change in zip(chosen, changes, strict=True):
        attack, decision = first_failures(change, groups)
        print(f"| {broken.rule} | {_name(attack)} | {_name(decision)} |", flush=True)


def _name(test: str) -> str:
    return f"`{test.partition('::')[2] or test}`" if "::" in test else test


if __name__ == "__main__":
    main()
