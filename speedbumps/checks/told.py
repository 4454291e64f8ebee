"""The manual pages of what readers find before any check can look: bytes, structure, and answers."""

from speedbumps.checks import Page

READING = (
    Page(
        "SB001",
        "unreadable",
        """
        The file cannot be read, or is of no kind that is checked.

        It may be open in another program, belong to somebody else, or be a folder. Close it elsewhere, or name another
        file. Questionnaires, actions and one person's answers end in `.yaml`; many people's answers in `.csv`.

        Bad, at 1:1:

        ```text
        Here are our questions.
        ```

        Good:

        ```yaml
        title: What slows us down?
        ```
        """,
    ),
    Page(
        "SB002",
        "too-large",
        """
        The file is larger than any file of its kind should be.

        It is likely to be the wrong one, and reading it would fill the computer's memory. A questionnaire may have
        4 MB; the one that is shipped has about a hundredth of that. Name another file, or part this one.

        Bad, at 1:1:

        ```bytes
        "# A line of a file that never seems to end\\n" * 100000
        ```

        Good:

        ```yaml
        # A line of a file that ends soon
        title: What slows us down?
        ```
        """,
    ),
    Page(
        "SB003",
        "not-utf8",
        """
        The file is not saved as UTF-8.

        Letters such as é or ŵ would come out wrong. Save the file as UTF-8; in Excel choose "CSV UTF-8".

        Bad, at 1:11:

        ```bytes
        "title: Caf\\xe9 talk\\n"
        ```

        Good:

        ```yaml
        title: Café talk
        ```
        """,
    ),
    Page(
        "SB004",
        "empty-file",
        """
        The file holds nothing.

        It may not have been saved, or hold only comments or only a heading. Save it again, or leave it out.

        Bad, at 1:1:

        ```yaml raw
        # Questions will follow.
        ```

        Good:

        ```yaml
        # Questions follow.
        title: What slows us down?
        ```
        """,
    ),
    Page(
        "SB005",
        "not-yaml",
        """
        The text is not YAML.

        Nothing after this place can be read. Most often a tab was used to indent, a quote was not closed, or a text
        holds a colon: indent with spaces, close the quote, and put such a text in quotes.

        Bad, at 1:12:

        ```yaml
        title: Time: what slows us down?
        ```

        Good:

        ```yaml
        title: "Time: what slows us down?"
        ```
        """,
    ),
    Page(
        "SB006",
        "key-twice",
        """
        A key is given twice in one place.

        Only one of the two values could count, and nobody would see which. Leave one of them out.

        Bad, at 2:1:

        ```yaml
        title: What slows us down?
        title: What holds us up?
        ```

        Good:

        ```yaml
        title: What slows us down?
        ```
        """,
    ),
    Page(
        "SB007",
        "alias",
        """
        The file has an anchor or an alias.

        A few lines of aliases can stand for more text than a computer holds, and people who edit a questionnaire seldom
        know them. Write the value out where it is needed.

        Bad, at 1:8:

        ```yaml
        title: &t What slows us down?
        introduction: *t
        ```

        Good:

        ```yaml
        title: What slows us down?
        introduction: What slows us down?
        ```
        """,
    ),
    Page(
        "SB008",
        "too-deep",
        """
        The file is nested more than 40 levels deep.

        None of our files needs more than ten; brackets may have been left open. Close them, or indent less.

        Bad, at 1:47:

        ```yaml
        title: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
        ```

        Good:

        ```yaml
        title: What slows us down?
        ```
        """,
    ),
)

STRUCTURE = (
    Page(
        "SB101",
        "unknown-key",
        """
        A key is not known where it stands.

        What stands under it would be passed over in silence. Correct its spelling or its indentation, or leave it out.

        Bad, at 1:1:

        ```yaml
        introductoin: Two minutes.
        ```

        Good:

        ```yaml
        introduction: Two minutes.
        ```
        """,
    ),
    Page(
        "SB102",
        "missing-key",
        """
        A key is missing that cannot be left out.

        Without it nobody could say what is meant. Add the key that the message names.

        Bad, at 2:5:

        ```yaml
        roles:
          - id: teacher
        ```

        Good:

        ```yaml
        roles:
          - id: teacher
            title: Teacher
        ```
        """,
    ),
    Page(
        "SB103",
        "wrong-kind",
        """
        A value is of another kind than its key needs.

        A word stands where a number belongs, a text where a list does, or nothing at all. Write the kind of value that
        the message names. A yes or no is written `true` or `false`.

        Bad, at 5:17:

        ```yaml
        roles:
          - id: head
            title: Headteacher
            joins: teacher
            one_person: yes
          - id: teacher
            title: Teacher
        ```

        Good:

        ```yaml
        roles:
          - id: head
            title: Headteacher
            joins: teacher
            one_person: true
          - id: teacher
            title: Teacher
        ```
        """,
    ),
    Page(
        "SB104",
        "not-offered",
        """
        A value is none of those that its key offers.

        Reports and plans know only certain words here. Write one of those that the message lists.

        Bad, at 1:9:

        ```yaml
        status: drafted
        ```

        Good:

        ```yaml
        status: draft
        ```
        """,
    ),
    Page(
        "SB105",
        "out-of-range",
        """
        A number lies beyond what its key allows, or a text is too long.

        A share, for instance, lies between 0 and 1, and no limit for showing figures may be below 3. Write a value
        within the range that the message names.

        Bad, at 2:14:

        ```yaml
        scoring:
          min_share: 50
          bands:
            - id: clear
              from: 0
              title: Clear road
              means: Answers say that this seldom gets in the way.
        ```

        Good:

        ```yaml
        scoring:
          min_share: 0.5
          bands:
            - id: clear
              from: 0
              title: Clear road
              means: Answers say that this seldom gets in the way.
        ```
        """,
    ),
    Page(
        "SB106",
        "wrong-shape",
        """
        An id, a version or a language code is not written as it should be.

        Ids become headings of columns, so they are kept short and plain: a letter, then letters, digits or hyphens, 32
        characters at most. A version is three numbers, such as `1.0.0`; a language is a code such as `en`.

        Bad, at 1:10:

        ```yaml
        version: 1.0
        ```

        Good:

        ```yaml
        version: 1.0.0
        ```
        """,
    ),
)

IDENTITY = (
    Page(
        "SB211",
        "no-library",
        """
        The action library that a questionnaire names is not there.

        Without it a report has nothing to propose. The library lies in the same folder: write its file's name, without
        a path, or leave the key out.

        Bad, at 1:10:

        ```yaml
        actions: base.action.yaml
        ```

        Good:

        ```yaml
        actions: base.actions.yaml
        ```
        """,
    ),
)

ANSWERS = (
    Page(
        "SB801",
        "wrong-answer",
        """
        An answer is none that the question allows.

        It is never bent to the nearest one. Write a label or a value of the question's scale, a number within its
        limits, or `na`, `dk` or `pns`; or leave it blank. With `--set-aside`, such cells count as blank.

        Bad, at 2:8:

        ```yaml answers
        answers:
          T01: Oftener
        ```

        Good:

        ```yaml answers
        answers:
          T01: Often
        ```
        """,
    ),
    Page(
        "SB802",
        "unknown-question",
        """
        An answer is given to a question that the questionnaire does not have.

        It would count nowhere. Correct the id, or leave the answer or the column out.

        Bad, at 1:4:

        ```csv answers
        school,role,T01,T0l
        hillview,teacher,Often,Never
        ```

        Good:

        ```csv answers
        school,role,T01,T02
        hillview,teacher,Often,Never
        ```
        """,
    ),
    Page(
        "SB803",
        "other-version",
        """
        The answers are to another questionnaire, or to a version that is newer than the one at hand.

        The same id could stand for another question by then. Use the questionnaire that was answered: name it with
        `-q`, or put it beside the answers.

        Bad, at 1:10:

        ```yaml answers
        version: 2.0.0
        ```

        Good:

        ```yaml answers
        version: 1.0.0
        ```
        """,
    ),
    Page(
        "SB804",
        "unknown-form",
        """
        The answers name a form that the questionnaire does not have.

        Without the form nobody can tell which questions were put. Write `full`, or a form that the questionnaire lists.

        Bad, at 1:7:

        ```yaml answers
        form: quik
        ```

        Good:

        ```yaml answers
        form: quick
        ```
        """,
    ),
    Page(
        "SB805",
        "unknown-school",
        """
        It is not clear which school the answers or the facts are about.

        A row without a school, or a school that is described twice, would count for the wrong one or for none. Give
        every row its school's id, and every school one row in the table of schools. A warning tells of a school that
        was found by a name which is not quite the one in the table, or not at all, and of rows of a register that
        cannot be read.

        Bad, at 3:1:

        ```csv answers
        school,role,T01
        hillview,teacher,Often
        ,teacher,Never
        ```

        Good:

        ```csv answers
        school,role,T01
        hillview,teacher,Often
        hillview,teacher,Never
        ```
        """,
    ),
    Page(
        "SB806",
        "unknown-respondent",
        """
        The answers name a role that the questionnaire does not have.

        Which questions a person was to answer hangs on the role. Write the id or the title of a role that the
        questionnaire lists, or leave the key out.

        Bad, at 1:7:

        ```yaml answers
        role: teachr
        ```

        Good:

        ```yaml answers
        role: teacher
        ```
        """,
    ),
    Page(
        "SB807",
        "ragged-row",
        """
        A row has more or fewer cells than the heading.

        From there on, answers would stand under the wrong questions. Often a comma stands within a cell, or a quote was
        not closed. Put cells with commas in double quotes, or save the table once more as "CSV UTF-8".

        Bad, at 2:3:

        ```csv answers
        school,role,T01
        hillview,teacher
        ```

        Good:

        ```csv answers
        school,role,T01
        hillview,teacher,Often
        ```
        """,
    ),
    Page(
        "SB808",
        "wrong-heading",
        """
        The first line of a table is no heading of columns, or names a column twice.

        Only the heading says which answer belongs to which question. Part the columns by commas, name each after its
        question, and each only once.

        Bad, at 1:3:

        ```csv answers
        school,T01,T01
        hillview,Often,Never
        ```

        Good:

        ```csv answers
        school,T01,T02
        hillview,Often,Never
        ```
        """,
    ),
    Page(
        "SB809",
        "several-rounds",
        """
        The answers are of several rounds, or of none that has the name asked for.

        One report is about one round; mixing them would hide what changed. Choose one with `--round`.

        Bad, at 1:1:

        ```csv scored
        school,round,T01
        hillview,2025,Often
        hillview,2026,Never
        ```

        Good:

        ```csv scored
        school,round,T01
        hillview,2026,Often
        hillview,2026,Never
        ```
        """,
    ),
    Page(
        "SB810",
        "personal-column",
        """
        A column looks as if it could tell who somebody is.

        Names, e-mail addresses and exact times are not needed for any score, and are not read. Leave such columns out
        of the export, so that they lie in one file fewer.

        Bad, at 1:2:

        ```csv answers
        school,Email Address,T01
        hillview,someone@example.org,Often
        ```

        Good:

        ```csv answers
        school,T01
        hillview,Often
        ```
        """,
    ),
    Page(
        "SB811",
        "handed-in-twice",
        """
        The same answers seem to be there twice.

        Whoever gave them would count for two. Two rows alike in ten answers or more are seldom chance: ask whether a
        form was handed in twice, and take one of the rows out. Of two files that hold the same, name only one.

        Bad, at 2:1:

        ```csv answers
        school,role,T01,T02,T03,T04,T05,T06,T07,T08,T09,T10
        hillview,teacher,3,2,1,4,2,1,0,3,2,1
        hillview,teacher,3,2,1,4,2,1,0,3,2,1
        ```

        Good:

        ```csv answers
        school,role,T01,T02,T03,T04,T05,T06,T07,T08,T09,T10
        hillview,teacher,3,2,1,4,2,1,0,3,2,1
        hillview,teacher,1,2,2,4,3,1,1,2,2,0
        ```
        """,
    ),
    Page(
        "SB831",
        "unsure-column",
        """
        A column of an export is about no question for sure.

        Its heading is not a question's id, nor the words of one, and those that come near are several or not near
        enough. Reading it for the wrong question would be worse than not reading it. Say which question it is about,
        or that it is to be ignored, in a file that you give with `--map`; `speedbumps import EXPORT --write-map FILE`
        writes one to finish.

        Bad, at 1:3:

        ```csv answers
        Timestamp,Role,Does paperwork take your time?,New ideas here wait weeks for a decision.
        2026/11/24 4:32:54 PM GMT,Teacher,Often,Never
        ```

        Good:

        ```csv answers
        Timestamp,Role,I spend time on paperwork that gets little use.,New ideas here wait weeks for a decision.
        2026/11/24 4:32:54 PM GMT,Teacher,Often,Never
        ```
        """,
    ),
    Page(
        "SB832",
        "renamed-column",
        """
        The heading of a column is nearly, but not quite, the words of a question.

        Somebody may have mended a comma, or turned the question into another one. It was taken for the question that it
        is nearest to. If that is right, write it down in a file that you give with `--map`, and this is said no more.

        Bad, at 1:3:

        ```csv answers
        Timestamp,Role,I spend time on paper work that gets little use.
        2026/11/24 4:32:54 PM GMT,Teacher,Often
        ```

        Good:

        ```csv answers
        Timestamp,Role,I spend time on paperwork that gets little use.
        2026/11/24 4:32:54 PM GMT,Teacher,Often
        ```
        """,
    ),
    Page(
        "SB833",
        "previews-left-out",
        """
        Some rows of an export are previews, tests or rejected in a review, and are not counted.

        Whoever tried the survey out is no respondent, and KoboToolbox and ODK let you reject what should not count.
        Nothing needs doing, unless a real answer is among them.

        Bad, at 1:1:

        ```csv answers
        StartDate,Status,Finished,ResponseId,role,T01
        Start Date,Response Type,Finished,Response ID,Role,I spend time on paperwork that gets little use.
        "{""ImportId"":""startDate""}",,,,,
        2026-11-24 16:32:54,Survey Preview,True,R_1,teacher,Often
        2026-11-24 16:35:10,IP Address,True,R_2,teacher,Never
        ```

        Good:

        ```csv answers
        StartDate,Status,Finished,ResponseId,role,T01
        Start Date,Response Type,Finished,Response ID,Role,I spend time on paperwork that gets little use.
        "{""ImportId"":""startDate""}",,,,,
        2026-11-24 16:35:10,IP Address,True,R_2,teacher,Never
        ```
        """,
    ),
    Page(
        "SB834",
        "older-encoding",
        """
        An export is not in UTF-8, and was read in the encoding of older Windows programs.

        That happens when a spreadsheet saves an export again. Letters with accents and typographic quotes may have come
        out wrong. Look at them, or save the file as "CSV UTF-8".

        Bad, at 1:1:

        ```bytes export
        "Timestamp,Role,I spend time on paperwork that gets little use.\\n"
        "2026/11/24 4:32:54 PM GMT,Teacher,I don\\x92t know\\n"
        ```

        Good:

        ```csv answers
        Timestamp,Role,I spend time on paperwork that gets little use.
        2026/11/24 4:32:54 PM GMT,Teacher,I don’t know
        ```
        """,
    ),
    Page(
        "SB835",
        "numbered-from-one",
        """
        Answers are numbers that seem to begin at 1, and the scale begins below it.

        Some programs number the answers themselves, from 1 upwards; then each would count as the next higher one. If
        that is so here, export the words of the answers instead. If nobody chose the lowest answer, all is well.

        Bad, at 1:1:

        ```csv answers
        Timestamp,Role,T01,T02,T03,T04
        2026/11/24 4:32:54 PM GMT,Teacher,1,2,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,2,2,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,3,2,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,4,2,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,1,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,3,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,4,3,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,2,1,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,2,2,4
        2026/11/24 4:32:54 PM GMT,Teacher,1,2,4,4
        ```

        Good:

        ```csv answers
        Timestamp,Role,T01,T02,T03,T04
        2026/11/24 4:32:54 PM GMT,Teacher,Never,Rarely,Sometimes,Often
        2026/11/24 4:32:54 PM GMT,Teacher,Rarely,Rarely,Sometimes,Often
        ```
        """,
    ),
    Page(
        "SB820",
        "no-audit",
        """
        The file is not an audit that speedbumps saved.

        A report can be made again from a saved audit, and from no other JSON. Save one with `speedbumps score --format
        json`, or name the answers themselves.

        Bad, at 1:1:

        ```json reported
        {"format": "speedbumps-audit/1"}
        ```

        Good:

        ```csv scored
        school,role,T01
        hillview,teacher,Often
        ```
        """,
    ),
    Page(
        "SB821",
        "other-review",
        """
        The review is not one of the answers that the report is about.

        Words that somebody cleared for one school and round would be printed under another, or words would be shown of
        which too few people wrote any. Take the review of these answers, or make one with `speedbumps review`; do so
        too when more answers have come in since.

        Bad, at 5:8:

        ```yaml review
        format: speedbumps-review/1
        questionnaire: small
        version: 1.0.0
        school: hillview
        round: 2026-spring
        questions:
          - id: O1
            wrote: 12
            answers:
              - text: A shared list of who decides what.
                show: true
        ```

        Good:

        ```yaml review
        format: speedbumps-review/1
        questionnaire: small
        version: 1.0.0
        school: hillview
        round: 2026-autumn
        questions:
          - id: O1
            wrote: 12
            answers:
              - text: A shared list of who decides what.
                show: true
        ```
        """,
    ),
)

MEMORY = (
    Page(
        "SB908",
        "unreadable-history",
        """
        The history beside the questionnaire cannot be read.

        Nothing then tells whether a recorded version changed, and rounds might be compared that are not comparable.
        Check the history file; if it is beyond mending, take it from the version before.

        Bad, at 2:10:

        ```yaml forgotten
        # Beside it lies a history whose last line was cut.
        version: 1.0.0
        ```

        Good:

        ```yaml recorded
        # Beside it lies a history as it was recorded.
        version: 1.0.0
        ```
        """,
    ),
)

LEAVING = (
    Page(
        "SB921",
        "unused-leave",
        """
        Something is to be left that is not found, or that cannot be left.

        A wish to leave a thing outlives the thing itself, and then hides the next one. Remove it. A mistake, as opposed
        to a warning, cannot be left: the file would not work.

        Bad, at 4:52:

        ```yaml
        questions:
          - id: T01
            # The comment speaks of the line that it ends.
            text: I get an answer within a week of asking. # speedbumps: leave[negated] because staff know it so
            scale: how-often
            measures:
              time.delay: enabler
        forms: {}
        ```

        Good:

        ```yaml
        questions:
          - id: T01
            text: I get an answer within a week of asking.
            scale: how-often
            measures:
              time.delay: enabler
          - id: T02
            text: I try a small change within two weeks of the idea.
            scale: how-often
            measures:
              time.delay: enabler
        forms: {}
        ```
        """,
    ),
    Page(
        "SB922",
        "leave-without-reason",
        """
        Something is left, and nothing says why.

        Whoever reads the file next year cannot tell a decision from an oversight. Write the reason after the bracket.

        Bad, at 4:58:

        ```yaml
        questions:
          - id: T01
            # The comment speaks of the line that it ends.
            text: I seldom get a yes without a second signature. # speedbumps: leave[negated]
            scale: how-often
            measures:
              time.delay: barrier
        forms: {}
        ```

        Good:

        ```yaml
        questions:
          - id: T01
            text: I seldom get a yes without a second signature. # speedbumps: leave[negated] because they say it so
            scale: how-often
            measures:
              time.delay: barrier
        forms: {}
        ```
        """,
    ),
    Page(
        "SB923",
        "leave-of-nothing",
        """
        Something is to be left, and not in words that leave anything.

        Nothing is left then, and nobody notices. Write the code or the name of the check, as it stands in its message
        and in its page, between the brackets: `# speedbumps: leave[CODE] because ...`.

        Bad, at 4:58:

        ```yaml
        questions:
          - id: T01
            # The comment speaks of the line that it ends.
            text: I seldom get a yes without a second signature. # speedbumps: leave[negatd] because they say it so
            scale: how-often
            measures:
              time.delay: barrier
        forms: {}
        ```

        Good:

        ```yaml
        questions:
          - id: T01
            text: I seldom get a yes without a second signature. # speedbumps: leave[negated] because they say it so
            scale: how-often
            measures:
              time.delay: barrier
        forms: {}
        ```
        """,
    ),
    Page(
        "SB924",
        "wrong-setting",
        """
        The configuration holds something that is none of its settings.

        A setting with a slip in its name would change nothing, and nobody would notice. The settings are `select`,
        `ignore`, `fail-on`, `words` and `left`, in `speedbumps.toml` or under `[tool.speedbumps]` in `pyproject.toml`.

        Bad, at 1:1:

        ```toml
        fail_at = "warning"
        ```

        Good:

        ```toml
        fail-on = "warning"
        ```
        """,
    ),
)

PAGES = (*READING, *STRUCTURE, *IDENTITY, *ANSWERS, *MEMORY, *LEAVING)
"""Their codes are given where they are found: in `source`, `structure`, `loading`, `reading`, `linting` and `cli`."""
