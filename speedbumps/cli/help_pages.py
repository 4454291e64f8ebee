"""What --help prints in a window of 80 columns or more. Written by docs/generate.py."""

PAGES = {
    "demo": """\
Usage: speedbumps demo [OPTIONS]

  Score the answers of a fictional school, show a summary, and write its report.

  Hillview Primary does not exist. Its 32 people's answers travel with
  speedbumps.

Options:
  -o, --output FILE  Where to write the report.  [default: speedbumps-demo.html]
  --language <str>   The language of the report: of its own words, and of the
                     questionnaire's, where they are there in it.  [default: en]
  --open             Show the report in the browser.
  --help             Show this message and exit.
""",
    "score": """\
Usage: speedbumps score [OPTIONS] {ANSWERS...}...

  Score answers: how high each barrier and facet is, and how sure we are.

  JSON is one audit for one school, and one a line for more. CSV is one row a
  school and score.

Arguments:
  ANSWERS... <list[Path]>  Answers: .yaml (one person), .csv or an export
                           (many), or a folder, with all folders in it.
                           [required]

Options:
  --format <table|json|csv>  A table, JSON or CSV. Otherwise the file's ending
                             tells.
  -o, --output FILE          Write to this file.
  -q, --questionnaire NAME   The questionnaire: an id or a path. Otherwise the
                             answers name it.
  --form <str>               The form that a table without a form column was
                             filled in with.
  --round <str>              The round to use, where the answers hold several.
  --school <str>             The school to use, by its id or name, where the
                             answers hold several.
  --schools FILE             A table of schools: your own, or a government's
                             register.
  --language <str>           The language of the report: of its own words, and
                             of the questionnaire's, where they are there in it.
                             [default: en]
  --date <str>               The date to print, as 2026-11-24. Otherwise none
                             is.
  --map YAML                 Says which column of an export is about which
                             question.
  --sheet NAME               The sheet that holds the answers, in each workbook.
  --set-aside                Treat cells that cannot be read as blank; they are
                             listed and counted.
  --overall                  Add one overall figure, with a caution.
  --reliability              Add Cronbach's alpha of each score, for analysts.
                             It is no pass mark.
  --verbose                  Give every problem its own line, not one for each
                             file and kind with a count.
  --help                     Show this message and exit.
""",
    "report": """\
Usage: speedbumps report [OPTIONS] {ANSWERS...}...

  Make one school's report from its answers, or from an audit that `score
  --format json` saved.

Arguments:
  ANSWERS... <list[Path]>  Answers: .yaml (one person), .csv or an export
                           (many), or a folder, with all folders in it.
                           [required]

Options:
  -o, --output FILE         Write to this file; its ending chooses the format.
  --format <str>            One of html, markdown, json, terminal. Without a
                            file: terminal.
  -q, --questionnaire NAME  The questionnaire: an id or a path. Otherwise the
                            answers name it.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --round <str>             The round to use, where the answers hold several.
  --school <str>            The school to use, by its id or name, where the
                            answers hold several.
  --schools FILE            A table of schools: your own, or a government's
                            register.
  --language <str>          The language of the report: of its own words, and of
                            the questionnaire's, where they are there in it.
                            [default: en]
  --date <str>              The date to print, as 2026-11-24. Otherwise none is.
  --map YAML                Says which column of an export is about which
                            question.
  --sheet NAME              The sheet that holds the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --overall                 Add one overall figure, with a caution.
  --reliability             Add Cronbach's alpha of each score, for analysts. It
                            is no pass mark.
  --verbose                 Give every problem its own line, not one for each
                            file and kind with a count.
  --open-text FILE          Print people's own words that this review clears
                            ('speedbumps review').
  --help                    Show this message and exit.
""",
    "audit": """\
Usage: speedbumps audit [OPTIONS] [QUESTIONNAIRE]

  Answer the questions in the terminal, one at a time, and get a report at the
  end.

  Every answer is kept at once in the file; stopped at any moment, the same
  command goes on where you were. Nothing leaves this computer. One person's
  report is made only for a head who agrees to it, or for a staff that answers
  together; everybody else hands in the file.

Arguments:
  QUESTIONNAIRE <str>  An id or a path.  [default: school]

Options:
  -o, --output FILE  The file that keeps the answers.  [default: answers.yaml]
  --form <str>       The form to fill in: full, quick.
  --role <str>       Your role, by its id or title.
  --school <str>     The school's name or id.
  --nation <str>     One of england, wales, scotland, northern-ireland, other.
  --round <str>      The collection that this belongs to, such as 2026-autumn.
  --language <str>   The language of the questions, such as cy.
  --plain            Line by line: for a screen reader. So it is in a pipe, too.
  --help             Show this message and exit.
""",
    "review": """\
Usage: speedbumps review [OPTIONS] {ANSWERS...}...

  List what one school's people wrote in their own words, for one person to go
  through.

  Only of questions that enough people answered; shuffled, without roles and
  rows. Nothing is shown until somebody writes "show: true" in the file;
  'speedbumps report ANSWERS --open-text FILE' then prints that and no more.

Arguments:
  ANSWERS... <list[Path]>  Answers: .yaml (one person), .csv or an export
                           (many), or a folder, with all folders in it.
                           [required]

Options:
  -o, --output FILE         Where to write them.  [default: review.yaml]
  -q, --questionnaire NAME  The questionnaire: an id or a path. Otherwise the
                            answers name it.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --round <str>             The round to use, where the answers hold several.
  --school <str>            The school to use, by its id or name, where the
                            answers hold several.
  --schools FILE            A table of schools: your own, or a government's
                            register.
  --map YAML                Says which column of an export is about which
                            question.
  --sheet NAME              The sheet that holds the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --verbose                 Give every problem its own line, not one for each
                            file and kind with a count.
  --help                    Show this message and exit.
""",
    "batch": """\
Usage: speedbumps batch [OPTIONS] {ANSWERS...}...

  Make the reports of many schools, and a page about all of them.

  DIR gets a folder for each school with report.html, report.md and audit.json;
  cohort.html, .md and .json about all schools; scores.csv, .parquet and .xlsx;
  exchange.csv, the visits that schools could pay one another; and problems.csv.
  One bad file, or school, never stops the rest. The same command again does
  only what changed, and goes on where it was stopped. Finished reports stay,
  unless --remove-missing takes them away. Exits with 1 if a file or school
  could not be read or used, or something does not hold that must.

Arguments:
  ANSWERS... <list[Path]>  Answers of many schools: files, or folders with all
                           in them; one school in each file, or all in one.
                           [required]

Options:
  --out DIR                       The folder to write into.  [required]
  --workers <int range>           Processes that share the work. Otherwise one
                                  for each processor.  [x>=1]
  --dry-run                       Read and score everything, tell what would be
                                  done, and write nothing.
  --assert YAML                   A file of what must hold; exits with 1 where
                                  it does not.
  -q, --questionnaire NAME        The questionnaire: an id or a path. Otherwise
                                  the answers name it.
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --round <str>                   The round to use, where the answers hold
                                  several.
  --schools FILE                  A table of schools: your own, or a
                                  government's register.
  --language <str>                The language of the report: of its own words,
                                  and of the questionnaire's, where they are
                                  there in it.  [default: en]
  --date <str>                    The date to print, as 2026-11-24. Otherwise
                                  none is.
  --map YAML                      Says which column of an export is about which
                                  question.
  --sheet NAME                    The sheet that holds the answers, in each
                                  workbook.
  --set-aside                     Treat cells that cannot be read as blank; they
                                  are listed and counted.
  --verbose                       Give every problem its own line, not one for
                                  each file and kind with a count.
  --unknown-schools <leave-out|keep>
                                  What to do with schools that are not in the
                                  table of --schools.  [default: leave-out]
  --alike FACTS                   Numbers in the table of schools by which
                                  families are made, such as pupils,fsm.
                                  Otherwise they are made by nation and phase
                                  alone.
  --remove-missing                Take away finished reports of schools whose
                                  answers are no longer there.
  --help                          Show this message and exit.
""",
    "form": """\
Usage: speedbumps form [OPTIONS] [[QUESTIONNAIRE]]

  Make one page that asks the questions: send it round, and collect the small
  files that it makes.

  It works without the internet and sends nothing. The files that people hand in
  go into a folder; 'speedbumps report FOLDER' makes the report. With --paper it
  makes a questionnaire to print, and a workbook with a row for each sheet that
  comes back.

Arguments:
  [QUESTIONNAIRE] <str>  The questionnaire: an id or a path.  [default: school]

Options:
  -o, --output FILE       Where to write the page.  [default: form.html]
  --form <str>            Which questions: a form's name, such as quick.
                          [default: full]
  --school <str>          The school's id. Without it, people write the school's
                          name.
  --round <str>           A name for this collection: 2026-autumn.
  --nation <str>          Whose words and roles hold: england, wales, scotland,
                          northern-ireland, other.
  --language <list[str]>  A language to choose from, the first one to begin in.
                          Otherwise all that there are.
  --one-by-one            Begin with one question at a time; readers can change
                          that.
  --paper                 Make sheets of A4 to print, and beside them a workbook
                          to type them into.
  --role <str>            With --paper: the only role that the sheets are for,
                          in its words.
  --help                  Show this message and exit.
""",
    "import": """\
Usage: speedbumps import [OPTIONS] {EXPORT}

  Turn another survey program's export into a plain table of answers, and say
  what became of every column and row.

  Read are exports of Google Forms, Microsoft Forms, SurveyMonkey, LimeSurvey,
  Qualtrics, SurveyJS, KoboToolbox and ODK, and plain tables: .csv, .tsv, .xlsx,
  .json, .parquet. The program is known by its layout. The commands that take
  answers read the same files; import shows what they make of them.

Arguments:
  EXPORT <path>  What the survey program exported.  [required]

Options:
  -o, --output CSV          Write the plain table to this file.
  --map YAML                Says which column of an export is about which
                            question.
  --write-map YAML          Write what each column was taken for, to be mended.
  -q, --questionnaire NAME  The questionnaire: an id or a path. Otherwise the
                            answers name it.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --sheet NAME              The sheet that holds the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --verbose                 Give every problem its own line, not one for each
                            file and kind with a count.
  --help                    Show this message and exit.
""",
    "export": """\
Usage: speedbumps export [OPTIONS] [QUESTIONNAIRE]

  Turn a questionnaire into a form of another survey program, or into a sheet to
  type answers into.

  Questions bear our ids and answers our values wherever the program has room
  for them, so that the commands that take answers read what it exports as it
  is. What the program cannot carry is said.

Arguments:
  QUESTIONNAIRE <str>  The questionnaire: an id or a path.  [default: school]

Options:
  --to <xlsform|limesurvey|surveyjs|google-forms|microsoft-forms|csv|xlsx>
                                  The program that will ask.  [required]
  -o, --output FILE               Write to this file.
  --form <str>                    The form: full, or one that the questionnaire
                                  names.  [default: full]
  --nation <england|wales|scotland|northern-ireland|other>
                                  Where the school is: its roles, words and
                                  signpost.
  --role <str>                    Make the form for this role alone.
  --language <str>                Open with this language. Otherwise the
                                  questionnaire's own.
  --help                          Show this message and exit.
""",
    "check": """\
Usage: speedbumps check [OPTIONS] {PATH...}...

  Find the mistakes in questionnaires and all that belongs to them, every one at
  once.

  Folders are searched to the bottom for .yaml, .yml and .csv files, hidden
  folders and node_modules left out; other tables of answers (.xlsx, .ods, .tsv,
  .txt, .parquet, .zip, .json) are checked if they are named. CHECKS are parted
  by commas; 'speedbumps explain CODE' tells what a code is about. What is found
  can be left for a reason, by a comment (# speedbumps: leave[CODE] because ...)
  or in the configuration: speedbumps.toml, or [tool.speedbumps] in
  pyproject.toml. Exits with 1 if anything is wrong, and with 2 if a file is not
  there.

Arguments:
  PATH... <list[str]>  Files, folders, patterns, or - for standard input.
                       [required]

Options:
  --format <text|json|github|sarif>
                                  Lines to read, JSON, GitHub's annotations, or
                                  SARIF.  [default: (text)]
  --select CHECKS                 Only these: codes (SB401), beginnings (SB6),
                                  families or names.
  --ignore CHECKS                 All but these.
  --fail-on <error|warning|advice>
                                  The least grave problem that fails.  [default:
                                  (error)]
  --fix                           Mend what can safely be mended, and tell the
                                  rest.
  --diff                          Show what --fix would change, and change
                                  nothing.
  --statistics                    Instead of the problems, how many there are of
                                  each code.
  --stdin-name FILE               What standard input is called, and which
                                  folder it is in.  [default: stdin.yaml]
  -q, --questionnaire NAME        What tables of answers are held against: an id
                                  or a path.  [default: (school)]
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --map YAML                      Says which column of an export is about which
                                  question.
  -o, --output FILE               Write to this file.
  --help                          Show this message and exit.
""",
    "diff": """\
Usage: speedbumps diff [OPTIONS] {OLD} [NEW]

  Tell what changed between two questionnaires, which scores stay comparable,
  and which version is due.

  Exits with 1 if the later version is too low for what changed. With --record,
  the questions of the later one are remembered in NAME.history.yaml beside it;
  from then on 'speedbumps check' tells what changes without a new version.

Arguments:
  OLD <str>  The earlier questionnaire: a file, or a shipped one by its id.
             [required]
  NEW <str>  The later one. Left out, OLD is recorded as it is.

Options:
  --record              Write the later one's fingerprints into its history
                        file.
  --format <text|json>  Lines to read, or JSON.  [default: text]
  --help                Show this message and exit.
""",
    "new": """\
Usage: speedbumps new [OPTIONS] [what]

  Print a questionnaire to start from: small, whole, and with notes that say
  what each part is for.

Arguments:
  what <questionnaire|overlay>  A whole questionnaire, or a local one that
                                extends another (overlay).  [default:
                                questionnaire]

Options:
  --of ID            The questionnaire that a local one extends.  [default:
                     school]
  -o, --output FILE  Write to this file.
  --help             Show this message and exit.
""",
    "explain": """\
Usage: speedbumps explain [OPTIONS] {thing}

  Explain a check, a questionnaire, a question, an action, or a score with its
  receipt.

Arguments:
  thing <str>  A check (SB201 or its name), a questionnaire (school), a question
               (T05), an action (A14), or a score in a saved audit
               (audit.json#time.delay).  [required]

Options:
  -q, --questionnaire NAME  The questionnaire: an id or a path. Otherwise the
                            answers name it.
  --help                    Show this message and exit.
""",
    "schema": """\
Usage: speedbumps schema [OPTIONS] {kind}

  Print the JSON Schema of a kind of file, for editors and other programs.

Arguments:
  kind <questionnaire|actions|translation|history|answers|review|wording|assertions|audit|cohort>
                                  Which kind of file.  [required]

Options:
  --help  Show this message and exit.
""",
    "purge": """\
Usage: speedbumps purge [OPTIONS] {FILES...}...

  Erase answers files: in a folder those that people handed in, and any export
  that is named itself.

  Lists them and asks first. Nothing else in a folder is touched, nor any folder
  inside it.

Arguments:
  FILES... <list[Path]>  Folders with answers files, or files by their names.
                         [required]

Options:
  --yes   Erase without asking.
  --help  Show this message and exit.
""",
}
