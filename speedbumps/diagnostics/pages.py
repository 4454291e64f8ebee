"""The manual pages of what readers find before any check can look: bytes, structure, and answers."""

from speedbumps.diagnostics import codes
from speedbumps.diagnostics.rules import PageText

READING = (
    PageText(
        codes.UNREADABLE,
        "unreadable",
        """
        The file cannot be opened.

        It may be open in another program, belong to somebody else, or have a name that the system cannot use. Close it
        elsewhere, ask for permission to read it, or give it a shorter name.

        Bad, at 1:1:

        ```text long
        questions-about-everything-that-slows-us-down-or-holds-us-up-and-so-on.yaml
        ```

        Good:

        ```yaml
        title: What slows us down?
        ```
        """,
    ),
    PageText(
        codes.TOO_LARGE,
        "too-large",
        """
        The file is larger than any file of its kind should be.

        It is likely to be the wrong one, and reading it would fill the computer's memory. A questionnaire may have 4
        MB; the one that is shipped has about a hundredth of that. Name another file, or split this one.

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
    PageText(
        codes.NOT_UTF8,
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
    PageText(
        codes.EMPTY,
        "empty-file",
        """
        The file has no content.

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
    PageText(
        codes.NOT_YAML,
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
    PageText(
        codes.KEY_TWICE,
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
    PageText(
        codes.ALIAS,
        "alias",
        """
        The file has an anchor or an alias.

        A few lines of aliases can expand to more text than fits into memory, and few people who edit a questionnaire
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
    PageText(
        codes.TOO_DEEP,
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
    PageText(
        codes.FOLDER,
        "folder",
        """
        A folder is given where a file is needed.

        A folder may be called `answers.csv`, too, for instance after a `.zip` was unpacked. Name the file in it.
        Commands that take answers also take a folder of them.

        Bad, at 1:1:

        ```text folder
        answers.csv/oak.csv
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.KIND,
        "kind-not-read",
        """
        Files with this ending are not read.

        What a file holds is known by how its name ends. Save it as one of the kinds that the message lists: a sheet of
        an older program as `.xlsx` or "CSV UTF-8", a questionnaire or one person's answers as `.yaml`.

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
    PageText(
        codes.DAMAGED,
        "damaged",
        """
        The file is damaged, has a password, or is not of the kind that its name says.

        Perhaps the download was not complete, or somebody changed the ending of its name. Open it in the program that
        made it, remove the password, and save it again; or export it once more.

        Bad, at 1:1:

        ```bytes workbook
        "PK\\x03\\x04 This was a workbook until it was sent by e-mail."
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.NOT_A_FILE,
        "not-a-file",
        """
        This is not a file, but a broken link, a pipe or a device.

        Nothing can be read from it, or reading would never end. Name the file itself, or save what comes out of the
        pipe and name that.

        Bad, at 1:1:

        ```text link
        answers.yaml -> moved-away.yaml
        ```

        Good:

        ```yaml answers
        answers:
          T01: Often
        ```
        """,
    ),
    PageText(
        codes.CHANGED,
        "changed",
        """
        The file was changed while it was read.

        Figures from half an old file and half a new one would be wrong. Wait until it is saved or copied, close it in
        other programs, and run the same command again. Below, the last row was added during the reading.

        Bad, at 1:1:

        ```csv changed
        school,role,T01
        oak,teacher,Often
        oak,teacher,Never
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        oak,teacher,Never
        ```
        """,
    ),
    PageText(
        codes.EMPTY_FOLDER,
        "empty-folder",
        """
        The folder holds no file of answers.

        Perhaps another folder was meant, or the files have an ending that is not read. Name the folder in which the
        answers are, or save them as `.csv`, `.xlsx` or `.yaml`.

        Bad, at 1:1:

        ```text files
        [notes.docx]
        We asked everybody in May.
        ```

        Good:

        ```text files
        [oak.csv]
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
)

STRUCTURE = (
    PageText(
        codes.UNKNOWN_KEY,
        "unknown-key",
        """
        A key is not known at this place.

        What is under it would be ignored without a message. Correct its spelling or its indentation, or leave it out.

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
    PageText(
        codes.MISSING_KEY,
        "missing-key",
        """
        A required key is missing, or nothing is written at it (`null` or `~`).

        Without it nobody could say what is meant. Add the key that the message names, or what belongs at it. The words
        `null` and `~` themselves go in quotes.

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
    PageText(
        codes.WRONG_KIND,
        "wrong-kind",
        """
        A value is of another kind than its key needs.

        There is a word in place of a number, a text in place of a list, or nothing at all. Write the kind of value that
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
    PageText(
        codes.NOT_OFFERED,
        "not-offered",
        """
        A value is not one of those that its key allows.

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
    PageText(
        codes.OUT_OF_RANGE,
        "out-of-range",
        """
        A number is outside the range that its key allows, or a text is too long.

        A share, for instance, is between 0 and 1, and no limit for showing figures may be below 3. Write a value within
        the range that the message names.

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
    PageText(
        codes.WRONG_SHAPE,
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
    PageText(
        codes.NO_LIBRARY,
        "no-library",
        """
        The action library that a questionnaire names is not there.

        Without it a report has nothing to propose. The library is in the same folder: write its file's name, without a
        path, or leave the key out.

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

TRANSLATING = (
    PageText(
        codes.NOT_A_TRANSLATION,
        "not-a-translation",
        """
        The file of a translator's program cannot be read.

        Nothing is taken home from it. Programs write such files as they should be, so somebody is likely to have
        changed it by hand: correct what the message names. Texts have no plurals and no tags, each stands there once,
        and an XLIFF file is of version 1.2 and declares no document type.

        Bad, at 3:8:

        ```po
        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Amser
        ```

        Good:

        ```po
        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Amser"
        ```
        """,
    ),
    PageText(
        codes.TEXT_OF_NOTHING,
        "text-of-nothing",
        """
        A text in the file of a translator's program is not in the questionnaire any more.

        The questionnaire has changed since the file was written. Everything else is taken home; this text is kept as a
        comment at the end of the translation, in case another one needs its words. Write the file anew for the
        translator.

        Bad, at 7:1:

        ```po
        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Amser"

        msgctxt "questions.T99.text"
        msgid "We wait."
        msgstr "Rydym yn aros."
        ```

        Good:

        ```po
        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Amser"
        ```
        """,
    ),
    PageText(
        codes.OTHER_TRANSLATION,
        "other-translation",
        """
        The file of a translator's program belongs to another language or another questionnaire.

        Nothing is taken home from it. Name the file that belongs to this translation, or the language and the
        questionnaire that the file belongs to.

        Bad, at 2:1:

        ```po
        msgid ""
        msgstr "Language: ga\\n"

        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Am"
        ```

        Good:

        ```po
        msgid ""
        msgstr "Language: cy\\n"

        msgctxt "barriers.time.title"
        msgid "Time"
        msgstr "Amser"
        ```
        """,
    ),
    PageText(
        codes.DRAFT_TRANSLATION,
        "draft-translation",
        """
        The language that was asked for is a draft: nobody is named who speaks it and has read every text.

        A clumsy or wrong word changes what a question asks, so a draft is used only on request: with
        `--draft-translations`, and every page that is made then says that it is a draft. Once somebody has read it all,
        write `status: checked` into the translation, and their name under `translator`. The words of speedbumps itself
        have their status in `templates/locale/status.json`.

        Bad, at 1:1:

        ```yaml spoken
        language: cy
        status: draft
        ```

        Good:

        ```yaml spoken
        language: cy
        status: checked
        translator: Nia Prys
        ```
        """,
    ),
)

ANSWERS = (
    PageText(
        codes.WRONG_CELL,
        "wrong-answer",
        """
        An answer is not one that the question allows.

        It is never replaced with the nearest one. Write a label or a value of the question's scale, a number within its
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
    PageText(
        codes.UNKNOWN_QUESTION,
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
    PageText(
        codes.OTHER_VERSION,
        "other-version",
        """
        The answers are to another questionnaire, to a version that is newer than the one at hand, or to a questionnaire
        that cannot be used.

        The same id could mean another question there. Use the questionnaire that was answered: name it with `-q`, or
        put it into the folder of the answers. If it has mistakes itself, correct these first.

        Bad, at 1:10:

        ```yaml answers
        version: 9.0.0
        ```

        Good:

        ```yaml answers
        version: 1.0.0
        ```
        """,
    ),
    PageText(
        codes.FORM,
        "unknown-form",
        """
        The answers name a form that the questionnaire does not have.

        Without the form nobody can tell which questions were asked. Write `full`, or a form that the questionnaire
        lists.

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
    PageText(
        codes.SCHOOL,
        "unknown-school",
        """
        It is not clear which school the answers or the facts are about.

        A row without a school, or a school that is described twice, would count for the wrong one or for none. Give
        every row its school's id, and every school one row in the table of schools. A warning is about a school that
        was found by a name which is not quite the one in the table, or not at all, or about rows of a register that
        cannot be read.

        It is also the code of what concerns a whole school: cells of it that cannot be read, so that it is left out
        (correct them, or count them as blank with `--set-aside`), or a school in the table that has no answers.

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
    PageText(
        codes.UNKNOWN_ROLE,
        "unknown-respondent",
        """
        The answers name a role that the questionnaire does not have.

        Which questions a person was asked depends on the role. Write the id or the title of a role that the
        questionnaire lists, or leave the key out; for a table, `roles` in a file that you give with `--map` says which
        word is which role. If no column of a table says who answered, the severity is advice.

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
    PageText(
        codes.RAGGED,
        "ragged-row",
        """
        A row has more or fewer cells than the heading.

        From there on, answers would be under the wrong questions. Often there is a comma within a cell, or a quote was
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
    PageText(
        codes.HEADING,
        "wrong-heading",
        """
        The first line of a table is not a heading, or names a column twice.

        Only the heading says which answer belongs to which question. Separate the columns by commas, name each after
        its question, and name none twice.

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
    PageText(
        codes.ROUNDS,
        "several-rounds",
        """
        The answers are of several rounds, or none is of the round that was asked for.

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
    PageText(
        codes.DROPPED,
        "personal-column",
        """
        A column looks as if it could show who somebody is.

        Names, e-mail addresses and exact times are not needed for any score, and are not read. Leave such columns out
        of the export, so that they are in one file fewer.

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
    PageText(
        codes.SAME_FILE,
        "same-file",
        """
        Two files have exactly the same content.

        Everybody in them would count twice. Name only one of them; if each belongs to another school or round, one of
        them was saved under a wrong name.

        Bad, at 1:1:

        ```text files
        [oak.csv]
        school,role,T01
        hillview,teacher,Often
        [hillview.csv]
        school,role,T01
        hillview,teacher,Often
        ```

        Good:

        ```text files
        [hillview.csv]
        school,role,T01
        hillview,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.UNSURE,
        "unsure-column",
        """
        It is not certain which question a column of an export is about.

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
    PageText(
        codes.RENAMED,
        "renamed-column",
        """
        The heading of a column is nearly, but not quite, the words of a question.

        Somebody may have corrected a comma, or changed the question into another one. It was read as the question that
        it is nearest to. If that is right, say so in a file that you give with `--map`, and this message goes away.

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
    PageText(
        codes.PREVIEW,
        "previews-left-out",
        """
        Some rows of an export are previews, tests or rejected in a review, and are not counted.

        People who tried the survey out are not respondents, and in KoboToolbox and ODK you can reject responses.
        Nothing needs to be done, unless a real answer is among them.

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
    PageText(
        codes.OLD_ENCODING,
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
    PageText(
        codes.FROM_ONE,
        "numbered-from-one",
        """
        Answers are numbers that begin at 1, and the scale begins below it.

        Some programs number the answers themselves, from 1 upwards; then each would count as the next higher one, and
        the highest is not on the scale. Export the words of the answers instead, or subtract 1 from each number.

        Bad, at 1:1:

        ```csv answers
        Timestamp,Role,T01,T02,T04,T07
        2026/11/24 4:32:54 PM GMT,Teacher,1,2,5,4
        2026/11/24 4:35:10 PM GMT,Teacher,2,2,3,4
        ```

        Good:

        ```csv answers
        Timestamp,Role,T01,T02,T04,T07
        2026/11/24 4:32:54 PM GMT,Teacher,Never,Rarely,Very often,Often
        2026/11/24 4:35:10 PM GMT,Teacher,Rarely,Rarely,Sometimes,Often
        ```
        """,
    ),
    PageText(
        codes.NO_AUDIT,
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
    PageText(
        codes.OTHER_REVIEW,
        "other-review",
        """
        The review is not one of the answers that the report is about.

        Words that somebody cleared for one school and round would be printed under another, or words would be shown of
        which too few people wrote any. Use the review of these answers, or make one with `speedbumps review`; do so too
        when more answers have come in since.

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
    PageText(
        codes.NOT_ANSWERS,
        "not-answers",
        """
        The file holds something other than answers, and is left out.

        It is a map, a review, a questionnaire or a table of schools, or it does not say what it is. Give it with the
        option that the message names; if it does hold a person's answers, it begins with `format:
        speedbumps-answers/1`.

        Bad, at 1:1:

        ```yaml scored
        format: speedbumps-map/1
        ```

        Good:

        ```yaml scored
        format: speedbumps-answers/1
        answers:
          T01: Often
        ```
        """,
    ),
    PageText(
        codes.NOT_READ,
        "not-read",
        """
        A folder of answers also holds files of a kind that is not read.

        If there are answers in one of them, these people are not counted. Unpack a `.zip`, and save an old `.xls` as
        `.xlsx`. If there are none, nothing needs to be done.

        Bad, at 1:1:

        ```text files
        [oak.csv]
        school,role,T01
        oak,teacher,Often
        [elm.doc]
        Answers on paper
        ```

        Good:

        ```text files
        [oak.csv]
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.SHEETS,
        "sheets",
        """
        A workbook has several sheets, and the message says which of them were read.

        Answers on another sheet would be missing, or answers of an earlier round would be counted again. If the wrong
        sheet was read, delete the others, or save the right one in a file of its own.

        Bad, at 1:1:

        ```text sheets
        [Autumn]
        school,role,T01
        oak,teacher,Often
        [Before]
        school,role,T02
        oak,teacher,Never
        ```

        Good:

        ```text sheets
        [Autumn]
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.NOT_A_PERSON,
        "not-a-person",
        """
        A row is not counted because it holds nobody's answers: a total, a repeated heading, or nothing that can be
        read.

        Counted as a person, it would change the figures and the number of replies. Nothing needs doing, unless
        somebody's answers are in that row. In a table of schools, a row of totals is no school. Below, the last row is
        an average.

        Bad, at 4:1:

        ```csv scored
        school,role,T01
        oak,teacher,3
        oak,teacher,1
        Average,,2
        ```

        Good:

        ```csv scored
        school,role,T01
        oak,teacher,3
        oak,teacher,1
        ```
        """,
    ),
    PageText(
        codes.SAME_ROW,
        "same-row",
        """
        The same rows are in two exports of one school, and each is counted once.

        That happens when a survey is exported again after more people answered. Nothing needs to be done; name only the
        newer export to avoid the message.

        Bad, at 1:1:

        ```text files
        [week-1.csv]
        school,role,T01,T02,T03,T04,T05,T06,T07,T08,T09,T10
        oak,teacher,3,2,1,4,2,1,0,3,2,1
        [week-2.csv]
        school,role,T01,T02,T03,T04,T05,T06,T07,T08,T09,T10
        oak,teacher,3,2,1,4,2,1,0,3,2,1
        oak,teacher,1,2,2,4,3,1,1,2,2,0
        ```

        Good:

        ```text files
        [week-2.csv]
        school,role,T01,T02,T03,T04,T05,T06,T07,T08,T09,T10
        oak,teacher,3,2,1,4,2,1,0,3,2,1
        oak,teacher,1,2,2,4,3,1,1,2,2,0
        ```
        """,
    ),
    PageText(
        codes.TOO_MANY,
        "more-answers-than-staff",
        """
        More people answered than work at the school.

        Answers are counted twice, belong to another school, or the number of staff is out of date. Check whether a file
        was exported twice, and correct the number of staff in the table of schools. Below, the table says that two
        people work there.

        Bad, at 1:1:

        ```csv staffed
        school,role,T01
        hillview,teacher,Often
        hillview,teacher,Never
        hillview,teacher,Often
        hillview,teacher,Rarely
        hillview,teacher,Often
        ```

        Good:

        ```csv staffed
        school,role,T01
        hillview,teacher,Often
        hillview,teacher,Never
        ```
        """,
    ),
    PageText(
        codes.COLUMN_IGNORED,
        "column-ignored",
        """
        A column is not about any question, and is not read.

        Its heading resembles no question's id or words. If it is about a question, say so in a file that you give with
        `--map`; `speedbumps import EXPORT --write-map FILE` writes one to finish.

        Bad, at 1:3:

        ```csv answers
        school,role,Favourite biscuit,T01
        oak,teacher,Shortbread,Often
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.ADORNED,
        "adorned-answer",
        """
        Answers were understood although they are not written as the scale has them.

        There is a number or a full stop beside the label, there are invisible characters, or a wrong encoding broke its
        letters. Only one meaning was possible. Look at one of the cells; if it was understood correctly, nothing needs
        to be done.

        Bad, at 2:3:

        ```csv answers
        school,role,T01
        oak,teacher,Often (3)
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.MISSING_NA,
        "missing-na",
        """
        Cells hold `NA`, which may mean "does not apply", or no answer, as R and other programs write it.

        These two lead to different figures. `NA` is read as blank, and as "does not apply" only in a table that writes
        the other codes in capitals too (`DK`, `PNS`). If that is wrong, write "does not apply" or leave the cells
        empty, or say under `answers` in a file that you give with `--map` what `NA` means.

        Bad, at 2:3:

        ```csv answers
        school,role,T01,T02
        oak,teacher,NA,Often
        oak,teacher,Never,NA
        ```

        Good:

        ```csv answers
        school,role,T01,T02
        oak,teacher,,Often
        oak,teacher,Never,
        ```
        """,
    ),
    PageText(
        codes.UNKNOWN_SCHOOL,
        "school-not-in-table",
        """
        The answers name a school that is not in the table of schools, or that could be several of those in it.

        Nothing is then known of its nation, its phase or its staff. Correct the name, give the school's id, or add the
        school to the table. Below, `hillview` is the only school in the table.

        Bad, at 1:1:

        ```csv staffed
        school,role,T01
        hillveiw,teacher,Often
        ```

        Good:

        ```csv staffed
        school,role,T01
        hillview,teacher,Often
        ```
        """,
    ),
    PageText(
        codes.NO_ROUND,
        "no-round",
        """
        Some rows do not say which round they belong to, and others do.

        They are counted with the school's only round, or left out if there are several. Write the round into every row.

        Bad, at 1:1:

        ```csv scored
        school,round,T01
        oak,2026,Often
        oak,,Never
        ```

        Good:

        ```csv scored
        school,round,T01
        oak,2026,Often
        oak,2026,Never
        ```
        """,
    ),
    PageText(
        codes.NONE_BELOW_ONE,
        "none-below-one",
        """
        Answers are numbers, none of them below 1, and the scale begins below it.

        Some programs number the answers themselves, from 1 upwards; then each would count as the next higher one. If
        that is so here, export the words of the answers instead. If really nobody chose the lowest answer, nothing
        needs to be done.

        Bad, at 1:1:

        ```csv answers
        Timestamp,Role,T01,T02,T04,T07
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
        Timestamp,Role,T01,T02,T04,T07
        2026/11/24 4:32:54 PM GMT,Teacher,Never,Rarely,Sometimes,Often
        2026/11/24 4:32:54 PM GMT,Teacher,Rarely,Rarely,Sometimes,Often
        ```
        """,
    ),
    PageText(
        codes.SHARED_DRAFT,
        "shared-draft",
        """
        One mark in the column of the draft is in many rows.

        A draft marks one person's form, so that only the last one counts if it is handed in again. A word such as
        "anonymous", or the address of the office, is shared by many people, of whom only one would be left. Choose
        another column for the draft, or none.

        Bad, at 1:3:

        ```csv answers
        school,role,draft,T01
        hillview,teacher,anonymous,Often
        hillview,teacher,anonymous,Never
        hillview,support,anonymous,Rarely
        hillview,support,anonymous,Sometimes
        ```

        Good:

        ```csv answers
        school,role,draft,T01
        hillview,teacher,1,Often
        hillview,teacher,2,Never
        hillview,support,3,Rarely
        hillview,support,4,Sometimes
        ```
        """,
    ),
    PageText(
        codes.HANDED_IN_AGAIN,
        "handed-in-again",
        """
        A form was handed in again, and only the last of its rows counts.

        Rows with the same draft are one person's, within a school and a round. Nothing needs to be done if these people
        did answer again; if they are several people, choose another column for the draft, or none.

        Bad, at 1:1:

        ```csv scored
        school,role,draft,T01
        hillview,teacher,1,Often
        hillview,teacher,1,Never
        ```

        Good:

        ```csv scored
        school,role,draft,T01
        hillview,teacher,1,Often
        hillview,teacher,2,Never
        ```
        """,
    ),
    PageText(
        codes.ROWS_ALIKE,
        "rows-alike",
        """
        Two rows of one file are the same in role and every answer.

        If one person gave both, that person counts twice. Two rows with the same ten answers or more are rarely chance:
        ask whether a form was handed in twice, and delete one of the rows.

        Bad, at 3:1:

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
    PageText(
        codes.NAMES_ALIKE,
        "names-alike",
        """
        Several schools have names that may be one school's.

        People write their school in several ways, and each way is then a school of its own. Give a table of schools,
        which says which is which, or write the same name in every row and file. If they are several schools, nothing
        needs to be done.

        Bad, at 1:1:

        ```csv scored
        school,T01
        Hillview,Often
        Hillview Primary School,Never
        ```

        Good:

        ```csv scored
        school,T01
        Hillview,Often
        Hillview,Never
        ```
        """,
    ),
    PageText(
        codes.TWO_SCHOOLS,
        "two-schools",
        """
        A file is named after one school and is in the folder of another.

        The folder decides, unless the answers name their school. If that is wrong, move the file, or rename the folder.

        Bad, at 1:1:

        ```text files
        [schools.csv]
        id,name
        oak,Oak Primary School
        elm,Elm Primary School
        [oak/Elm Primary School.csv]
        role,T01
        teacher,Often
        ```

        Good:

        ```text files
        [schools.csv]
        id,name
        oak,Oak Primary School
        elm,Elm Primary School
        [elm/Elm Primary School.csv]
        role,T01
        teacher,Often
        ```
        """,
    ),
    PageText(
        codes.SEVERAL_FILES,
        "several-files",
        """
        Several files hold answers of one school that name no round, and they count together.

        That is right for people who answered in several files, such as teachers and governors. If the files are of
        several rounds, write a column `round`, or name only the files of one round.

        Bad, at 1:1:

        ```text files
        [teachers.csv]
        school,role,T01
        oak,teacher,Often
        [support.csv]
        school,role,T01
        oak,support,Never
        ```

        Good:

        ```text files
        [everybody.csv]
        school,role,T01
        oak,teacher,Often
        oak,support,Never
        ```
        """,
    ),
    PageText(
        codes.PERHAPS_TOTALS,
        "perhaps-totals",
        """
        The last rows lack what every other row has: a time, a name or a role.

        They may hold totals or averages, and are counted as people all the same. If they are not people, delete them.

        Bad, at 6:1:

        ```csv answers
        role,T01,T02
        teacher,1,2
        teacher,2,3
        support,0,1
        teacher,3,2
        ,2,2
        ```

        Good:

        ```csv answers
        role,T01,T02
        teacher,1,2
        teacher,2,3
        support,0,1
        teacher,3,2
        ```
        """,
    ),
    PageText(
        codes.TWO_FORMS,
        "two-forms",
        """
        A school's people answered forms of different length, and only the questions that all forms share are scored.

        So one short form removes the figures of all other questions. If few people answered the short one, leave their
        answers out, or give each form a round of its own.

        Bad, at 1:1:

        ```csv scored
        school,role,form,T01,T02
        oak,teacher,full,Often,Never
        oak,teacher,quick,Rarely,Never
        ```

        Good:

        ```csv scored
        school,role,form,T01,T02
        oak,teacher,full,Often,Never
        oak,teacher,full,Rarely,Never
        ```
        """,
    ),
    PageText(
        codes.NOTHING_ANSWERED,
        "nothing-answered",
        """
        A row says who answered, or when, but has no answer.

        Somebody opened the form and handed it in without answering. The row is not counted, and nothing needs to be
        done.

        Bad, at 3:1:

        ```csv answers
        role,T01,T02
        teacher,1,2
        support,,
        ```

        Good:

        ```csv answers
        role,T01,T02
        teacher,1,2
        support,0,
        ```
        """,
    ),
    PageText(
        codes.PUBLISHED_BEFORE,
        "published-before",
        """
        Together with an earlier report, this one would reveal what a few people answered.

        A report of 31 people and one of 32 give away all answers of the one who was late: 32 times the later figure
        less 31 times the earlier one. The same holds for somebody whose role was corrected, and who therefore counts in
        another group. So after a report, the next one of the same round is written only if at least five people are new
        (or as many as the questionnaire asks for), in every group that is shown. Wait for more answers; or take the
        earlier report back from everybody who has it, and use --replaces. Below, a report without the last row was
        written before.

        Bad, at 1:1:

        ```csv published
        school,role,T01
        oak,teacher,Often
        oak,teacher,Never
        oak,teacher,Rarely
        oak,teacher,Often
        oak,teacher,Sometimes
        oak,teacher,Never
        ```

        Good:

        ```csv answers
        school,role,T01
        oak,teacher,Often
        oak,teacher,Never
        oak,teacher,Rarely
        oak,teacher,Often
        oak,teacher,Sometimes
        oak,teacher,Never
        ```
        """,
    ),
    PageText(
        codes.DAMAGED_NOTE,
        "damaged-note",
        """
        The note of what was published, `.speedbumps-published.json` beside the answers, cannot be read.

        Without it nobody can tell whether an earlier report and the next one together would reveal what single people
        answered, so none is written. If nobody has a report of these answers, delete the note. Otherwise restore it
        from a copy; or take the earlier reports back, and use --replaces, which begins a new note.

        Bad, at 1:1:

        ```json noted
        {"format": "speedbumps-published/1", "salt": "00ff", "scho
        ```

        Good:

        ```json noted
        {"format": "speedbumps-published/1", "salt": "00ff", "schools": []}
        ```
        """,
    ),
    PageText(
        codes.CHANGED_SINCE,
        "changed-since",
        """
        Answers are to an earlier version, and some of its questions have changed since or are no longer asked.

        What people answered to other words is no answer to the present question, so it is set aside, and counts
        nowhere; all else counts. The history beside the questionnaire says what each version asked. To score the
        answers as they were given, use the version that was answered: name its file with `-q`.

        Bad, at 1:4:

        ```csv answers
        school,role,T01,S06
        hillview,teacher,Often,Never
        ```

        Good:

        ```csv answers
        school,role,T01,S05
        hillview,teacher,Often,Never
        ```
        """,
    ),
    PageText(
        codes.NO_PLAN,
        "no-plan",
        """
        A file among the plans of schools is no plan, or rests on a questionnaire that is not there.

        A batch reads every file of YAML in the folder that `--plans` names. Move others elsewhere; a plan begins with
        the line `format: speedbumps-plan/1`. Below, each file follows its name, and `oak` has answers.

        Bad, at 1:1:

        ```text plans
        [plans/oak.yaml]
        subject: Our plan is in the post
        ```

        Good:

        ```text plans
        [plans/oak.yaml]
        format: speedbumps-plan/1
        school: oak
        questionnaire: school@2.0.0
        ```
        """,
    ),
    PageText(
        codes.TWO_PLANS,
        "two-plans",
        """
        Two plans are of one school, so a batch uses neither.

        Nobody can tell which of them the school followed. Leave the one that it made last in the folder that `--plans`
        names. Below, each file follows its name, and `oak` has answers.

        Bad, at 2:9:

        ```text plans
        [plans/oak-2026.yaml]
        format: speedbumps-plan/1
        school: oak
        questionnaire: school@2.0.0
        [plans/oak-2027.yaml]
        format: speedbumps-plan/1
        school: oak
        questionnaire: school@2.0.0
        ```

        Good:

        ```text plans
        [plans/oak-2027.yaml]
        format: speedbumps-plan/1
        school: oak
        questionnaire: school@2.0.0
        ```
        """,
    ),
    PageText(
        codes.PLAN_WITHOUT_ANSWERS,
        "plan-without-answers",
        """
        A plan is of a school that has no answers in this batch, so that no report shows it.

        Either the school did not answer, or its answers could not be used, or the plan calls it something else: under
        `school`, write its id as the answers or the table of schools do. Below, each file follows its name, and `oak`
        has answers.

        Bad, at 2:9:

        ```text plans
        [plans/oak.yaml]
        format: speedbumps-plan/1
        school: the-oak-school
        questionnaire: school@2.0.0
        ```

        Good:

        ```text plans
        [plans/oak.yaml]
        format: speedbumps-plan/1
        school: oak
        questionnaire: school@2.0.0
        ```
        """,
    ),
    PageText(
        codes.ROUNDS_APART,
        "rounds-apart",
        """
        The rounds of a school cannot be compared in a batch, so that its report does not say what changed.

        Too few people answered in one of them, or they have no question in common, or no number can be shown of both
        without telling who answered what. All else in the report is as usual; nothing has to be done. Below, each file
        follows its name: `after` holds the answers, and `before` those of the round before.

        Bad, at 1:1:

        ```text rounds
        [before/oak.csv]
        school,role,T01,T02,T03
        oak,teacher,3,3,0
        [after/oak.csv]
        school,role,T01,T02,T03
        oak,teacher,0,3,3
        oak,teacher,3,0,0
        oak,teacher,1,0,3
        oak,teacher,3,1,0
        oak,teacher,2,0,1
        oak,teacher,1,3,2
        ```

        Good:

        ```text rounds
        [before/oak.csv]
        school,role,T01,T02,T03
        oak,teacher,4,4,0
        oak,teacher,4,1,0
        oak,teacher,0,4,4
        oak,teacher,4,2,3
        oak,teacher,1,0,2
        [after/oak.csv]
        school,role,T01,T02,T03
        oak,teacher,0,3,3
        oak,teacher,3,0,0
        oak,teacher,1,0,3
        oak,teacher,3,1,1
        oak,teacher,2,0,1
        oak,teacher,1,3,2
        ```
        """,
    ),
)

MEMORY = (
    PageText(
        codes.UNREADABLE_HISTORY,
        "unreadable-history",
        """
        The history of the questionnaire cannot be read.

        Nothing then tells whether a recorded version changed, and rounds might be compared that are not comparable.
        Check the history file; if it cannot be repaired, restore an earlier copy.

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
    PageText(
        codes.UNUSED_LEAVE,
        "unused-leave",
        """
        A suppression matches nothing, or something that cannot be suppressed.

        A suppression that stays after its warning is gone would hide the next one. Remove it. A mistake, as opposed to
        a warning, cannot be suppressed: the file would not work.

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
    PageText(
        codes.LEAVE_WITHOUT_REASON,
        "leave-without-reason",
        """
        A suppression has no reason.

        Next year's reader cannot tell a decision from an oversight. Write the reason after the bracket.

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
    PageText(
        codes.LEAVE_OF_NOTHING,
        "leave-of-nothing",
        """
        A comment is meant to suppress something, but is not written as a suppression.

        It then suppresses nothing, and nobody notices. Write the code or the name of the check, as in its message and
        on its page, or a family of checks, between the brackets: `# speedbumps: leave[CODE] because ...`. A comment
        about the whole file, `# speedbumps: leave-file[CODE] because ...`, belongs above its first key.

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
    PageText(
        codes.WRONG_SETTING,
        "wrong-setting",
        """
        The configuration has something that is not one of its settings.

        A setting with a misspelt name would change nothing, and nobody would notice. The settings are `select`,
        `ignore`, `fail-on`, `words`, `exclude`, `baseline` and `left`, in `speedbumps.toml` or under
        `[tool.speedbumps]` in `pyproject.toml`.

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
    PageText(
        codes.GONE_FROM_BASELINE,
        "gone-from-baseline",
        """
        A problem in the baseline is not found any more.

        Somebody has corrected it, or changed the words that it was about, or the file is gone. Write the baseline
        again with `speedbumps check --write-baseline`, so that it gets shorter and the problem cannot come back
        unseen.

        Bad, at 4:7:

        ```yaml baseline
        format: speedbumps-baseline/1
        files:
          base.yaml:
            - {code: SB601, at: questions.T01.text, words: 0123456789abcdef}
        ```

        Good:

        ```yaml baseline
        format: speedbumps-baseline/1
        files: {}
        ```
        """,
    ),
)

TEMPLATES = (
    PageText(
        codes.NO_TEMPLATE,
        "not-a-template",
        """
        A template of a user cannot be read, or includes a part that is not there.

        A tag may not have been closed, or a part may be called otherwise. Nothing is written before all templates can
        be read. [branding.md](../branding.md) says what a template may hold.

        Bad, at 8:1:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>{% if school %}For {{ school }}{% endfi %}</p>
        </body>
        </html>
        ```

        Good:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>{% if school %}For {{ school }}{% endif %}</p>
        </body>
        </html>
        ```
        """,
    ),
    PageText(
        codes.NOT_IN_TEMPLATES,
        "not-in-templates",
        """
        A template of a user holds something that templates cannot use.

        A template comes from somebody else than the answers, and must neither reach a file, nor run for long, nor
        change a report. So it has a few values, `if`, and `include` with a part of the same folder, and no loops, calls
        or attributes. Write a value as it is, and what looks otherwise into `style.css`.

        Bad, at 8:1:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>{{ school.upper() }}</p>
        </body>
        </html>
        ```

        Good:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>{{ school|upper }}</p>
        </body>
        </html>
        ```
        """,
    ),
    PageText(
        codes.OUTSIDE_TEMPLATES,
        "outside-templates",
        """
        A template of a user lies outside its folder.

        A page that takes in any file of this computer could show what nobody should see. Links that lead elsewhere
        count as well. Copy the file into the folder, and name it as it is called there.

        Bad, at 8:1:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        {% include "../footer.html" %}
        </body>
        </html>
        ```

        Good:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>Northern Light Schools</p>
        </body>
        </html>
        ```
        """,
    ),
    PageText(
        codes.PAGE_SHELL,
        "page-shell",
        """
        A page of a user lacks what every page has.

        The head has the title, the styles, and the rule that the page loads nothing, which must come before all else;
        the body has the report. Without the language, a page is read aloud with the wrong sounds, and without `alt` a
        picture is not read at all. Begin as below, and use `{{ head }}` and `{{ body }}` once each.

        Bad, at 2:1:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        <style>p { margin: 0; }</style>
        {{ head }}
        </head>
        <body>
        {{ body }}
        </body>
        </html>
        ```

        Good:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <p>Northern Light Schools</p>
        </body>
        </html>
        ```
        """,
    ),
    PageText(
        codes.PAGE_REQUEST,
        "page-request",
        """
        A page or a style sheet of a user would load something from elsewhere, or holds a script.

        Reports load nothing: whoever opens one tells nobody that it was opened, and it can be read without a network.
        The pages forbid browsers to load anything, so that it would be missing too. Put the logo into the folder as
        `logo.svg` or `logo.png`, styles into `style.css`, and other pictures and fonts into the page as `data:`. Links
        that people follow are no requests.

        Bad, at 8:1:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <img src="https://example.org/logo.png" alt="Northern Light">
        </body>
        </html>
        ```

        Good:

        ```html page
        <!doctype html>
        <html lang="{{ language }}">
        <head>
        {{ head }}
        </head>
        <body>
        {{ body }}
        <a href="https://example.org">Northern Light</a>
        </body>
        </html>
        ```
        """,
    ),
    PageText(
        codes.NOT_AS_NAMED,
        "not-as-named",
        """
        A logo or a Word document among the templates is not what its name says.

        It would not be shown. Save a logo as SVG or PNG under the name of its kind. Make the Word document of a report,
        so that it has all styles: write one with `-o report.docx`, change its styles, header and footer, and save it in
        the folder.

        Bad, at 1:1:

        ```bytes logo
        "GIF89a, and not a PNG"
        ```

        Good:

        ```bytes logo
        "\\x89PNG\\r\\n\\x1a\\n and so on"
        ```
        """,
    ),
)

TYPING = (
    PageText(
        codes.NO_HAND_OUT,
        "no-hand-out",
        """
        A Word document is no hand-out of a plan.

        Nothing says where its texts belong. `speedbumps plan plan.yaml -o plan.docx` makes a hand-out with boxes to
        type into; copy the texts there, and read that back. A hand-out that was saved in another format and then as
        .docx again may have lost its boxes.

        Bad, at 1:1:

        ```text typed
        [a letter]
        Who leads: Ms Akers
        ```

        Good:

        ```text typed
        Who leads: Ms Akers
        ```
        """,
    ),
    PageText(
        codes.BOX_NOT_UNDERSTOOD,
        "box-not-understood",
        """
        What was typed into a box of a plan's hand-out cannot go into the plan.

        A day has to be a day of the calendar, hours a number, and a status one of those to choose from. Days are read
        as they are written in Britain: 12/03/2027 is 12 March. Correct the box that the message names, or empty it, and
        read the document again; until then nothing of it is written.

        Bad, at 1:1:

        ```text typed
        From: some time after Easter
        ```

        Good:

        ```text typed
        From: 12 April 2027
        ```
        """,
    ),
    PageText(
        codes.BOX_WITHOUT_PLACE,
        "box-without-place",
        """
        Something was typed about an action, or something asked of others, that the plan no longer has.

        The plan changed after the hand-out was made: the action was taken out or replaced by another. Copy the text to
        where it belongs now, in the plan or in a new hand-out, and empty the box.

        Bad, at 1:1:

        ```text typed
        [taken out of the plan since]
        Who leads: Ms Akers
        ```

        Good:

        ```text typed
        Who leads: Ms Akers
        ```
        """,
    ),
    PageText(
        codes.CHANGED_TWICE,
        "changed-twice",
        """
        A value was changed in the plan and in its hand-out, or in two hand-outs, and not to the same.

        Nobody but you can say which is right. Write the same in both; the box then counts as read.

        Bad, at 1:1:

        ```text typed
        [written into the plan since]
        Who leads: Mr Bell
        Who leads: Ms Akers
        ```

        Good:

        ```text typed
        [written into the plan since]
        Who leads: Ms Akers
        Who leads: Ms Akers
        ```
        """,
    ),
)

PAGES = (*READING, *STRUCTURE, *IDENTITY, *TRANSLATING, *ANSWERS, *MEMORY, *LEAVING, *TEMPLATES, *TYPING)
"""Their codes stand in `diagnostics.codes`."""
