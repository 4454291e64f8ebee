"""What --help prints in a window of 80 columns or more. Written by docs/generate.py."""

PAGES = {
    "start": """\
Usage: speedbumps start [OPTIONS]

  Choose what to do from a menu, without knowing any command.

  Everything that is made is written into the current folder. Nothing leaves
  this computer.

Options:
  --help  Show this message and exit.
""",
    "demo": """\
Usage: speedbumps demo [OPTIONS]

  Score the answers of a fictional school, show a summary, and write its report.

  Hillview Primary does not exist. Its 32 people's answers travel with
  speedbumps.

Options:
  -o, --output FILE     Where to write the report.  [default: speedbumps-
                        demo.html]
  --language <str>      The language of the report, and of the questionnaire's
                        texts if it has a translation.  [default: en]
  --draft-translations  Use a language although its translation is a draft that
                        no named translator has checked. What is made then says
                        so.
  --open / --no-open    Show the page in the browser; by default at a desktop.
  --help                Show this message and exit.
""",
    "score": """\
Usage: speedbumps score [OPTIONS] {ANSWERS...}...

  Score answers: how high each barrier and facet is, and how sure we are.

  JSON is one audit, or for several schools one on each line. CSV and Parquet
  have one row for each school and score.

Arguments:
  ANSWERS... <list[Path]>  Files of answers: .yaml (one person), .csv or an
                           export (many people); or folders, and all folders in
                           them.  [required]

Options:
  --format <table|json|csv|parquet>
                                  A table, JSON, CSV or Parquet. By default, the
                                  output file's ending decides.
  -o, --output FILE               Write to this file.
  -q, --questionnaire NAME        The questionnaire: an id or a path. By
                                  default, the one that the answers name.
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --round <str>                   The round to use, if the answers are of
                                  several.
  --school <str>                  The school to use, by its id or name, if the
                                  answers are of several.
  --schools FILE                  A table of schools: your own, or a
                                  government's register.
  --language <str>                The language of the report, and of the
                                  questionnaire's texts if it has a translation.
                                  [default: en]
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  --date <str>                    The date to print, such as 2026-11-24. By
                                  default, none.
  --map YAML                      A file that says what columns and words of an
                                  export mean.
  --sheet NAME                    The sheet with the answers, in each workbook.
  --set-aside                     Treat cells that cannot be read as blank; they
                                  are listed and counted.
  --overall                       Add one overall figure, with a caution.
  --reliability                   Add Cronbach's alpha of each score, for
                                  analysts. It is not a pass mark.
  --exact                         Keep 9 decimals in JSON and CSV. Such figures
                                  can give single people's answers away: keep
                                  them with the answers, and do not pass them
                                  on.
  --verbose                       Give every problem its own line, instead of
                                  one for each file and kind.
  --replaces                      Write although an earlier report and this one
                                  together would reveal what a few people
                                  answered: you took the earlier one back. The
                                  report says that it replaces that one.
  --since AUDIT                   The audit of an earlier report that others
                                  have: refuse if both together would reveal
                                  what a few people answered. Only needed if the
                                  answers were moved without the note beside
                                  them.
  --help                          Show this message and exit.
""",
    "report": """\
Usage: speedbumps report [OPTIONS] {ANSWERS...}...

  Make one school's report from its answers, or from an audit that `score
  --format json` saved.

Arguments:
  ANSWERS... <list[Path]>  Files of answers: .yaml (one person), .csv or an
                           export (many people); or folders, and all folders in
                           them.  [required]

Options:
  -o, --output FILE         Write to this file; its ending chooses the format.
  --format <str>            One of html, markdown, word, json, terminal. By
                            default, the ending of the output file decides;
                            without one, terminal.
  -q, --questionnaire NAME  The questionnaire: an id or a path. By default, the
                            one that the answers name.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --round <str>             The round to use, if the answers are of several.
  --school <str>            The school to use, by its id or name, if the answers
                            are of several.
  --schools FILE            A table of schools: your own, or a government's
                            register.
  --language <str>          The language of the report, and of the
                            questionnaire's texts if it has a translation.
                            [default: en]
  --draft-translations      Use a language although its translation is a draft
                            that no named translator has checked. What is made
                            then says so.
  --date <str>              The date to print, such as 2026-11-24. By default,
                            none.
  --map YAML                A file that says what columns and words of an export
                            mean.
  --sheet NAME              The sheet with the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --overall                 Add one overall figure, with a caution.
  --reliability             Add Cronbach's alpha of each score, for analysts. It
                            is not a pass mark.
  --verbose                 Give every problem its own line, instead of one for
                            each file and kind.
  --replaces                Write although an earlier report and this one
                            together would reveal what a few people answered:
                            you took the earlier one back. The report says that
                            it replaces that one.
  --since AUDIT             The audit of an earlier report that others have:
                            refuse if both together would reveal what a few
                            people answered. Only needed if the answers were
                            moved without the note beside them.
  --before BEFORE           The answers of an earlier round, a file or a folder:
                            a page on what changed is added. Give it once for
                            each round, the oldest first. If the report is made
                            from an audit: the audit of that round.
  --plan PLAN               The plan that you made after an earlier round: a
                            page on what became of it is added.
  --annex                   Write the annex too, beside the report: all
                            questions, numbers and options.
  --for <letters>           Write only the letters to those who can lower the
                            rest. 'speedbumps plan' makes them of a plan, and
                            the sheets for governors and for staff.
  --open / --no-open        Show the report in the browser, if it is HTML.
                            [default: no-open]
  --open-text FILE          Print the own words of people that this review
                            clears ('speedbumps review').
  --templates DIR           A folder with templates of your own for pages:
                            page.html, style.css, logo.svg or logo.png, and
                            report.docx for Word; what is not there is ours.
  --help                    Show this message and exit.
""",
    "plan": """\
Usage: speedbumps plan [OPTIONS] {ANSWERS...}...

  Plan what to do first: an action for each of a few bumps, chosen to fit the
  hours that there are.

  The plan is a file that you keep and change; written again, it keeps every
  word of yours, and what is new is added.

Arguments:
  ANSWERS... <list[Path]>  Files of answers or folders, as for 'report'; or an
                           audit that 'score --format json' saved; or a plan, to
                           make a hand-out of it, and after it the answers, for
                           the figures; or hand-outs that people filled in
                           (.docx), to read them back into the plan.  [required]

Options:
  -o, --output FILE               The plan to write, or to add to or read into
                                  if it is there (.yaml). With another ending
                                  (.html, .htm, .md, .markdown, .docx, .txt,
                                  .xlsx, .ics) a hand-out.  [default: plan.yaml]
  --for <governors|staff|letters>
                                  Make the hand-out for some readers alone: a
                                  sheet for governors, a sheet for all staff, or
                                  letters to those who can lower the rest
                                  (.html, .htm, .md, .markdown, .docx, .txt).
  --hours-per-term N              The hours of all people together that there
                                  are for new things in a term. By default,
                                  those in the plan.  [x>=0]
  --most N                        The most actions at the same time.  [default:
                                  3; 1<=x<=5]
  --pin <list[str]>               An action that has to be in it, by its id, its
                                  title, or how that begins. Can be repeated.
  --without <list[str]>           An action that must not be in it. Can be
                                  repeated.
  --last PLAN                     The plan of an earlier round: what is under
                                  way in it goes on, and what was dropped is not
                                  planned again. With --before, what was done in
                                  it, and whose bump is lower since, comes first
                                  among equals. The sheets for governors and for
                                  staff say what became of it.
  --before ANSWERS                The answers of the round that the last plan
                                  rests on.
  --all-hours                     Plan all hours even where energy is low; by
                                  default half of them.
  -q, --questionnaire NAME        The questionnaire: an id or a path. By
                                  default, the one that the answers name.
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --round <str>                   The round to use, if the answers are of
                                  several.
  --school <str>                  The school to use, by its id or name, if the
                                  answers are of several.
  --schools FILE                  A table of schools: your own, or a
                                  government's register.
  --language <str>                The language of the report, and of the
                                  questionnaire's texts if it has a translation.
                                  [default: en]
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  --date <str>                    The date to print, such as 2026-11-24. By
                                  default, none.
  --map YAML                      A file that says what columns and words of an
                                  export mean.
  --sheet NAME                    The sheet with the answers, in each workbook.
  --set-aside                     Treat cells that cannot be read as blank; they
                                  are listed and counted.
  --verbose                       Give every problem its own line, instead of
                                  one for each file and kind.
  --open / --no-open              Show the report in the browser, if it is HTML.
                                  [default: no-open]
  --templates DIR                 A folder with templates of your own for pages:
                                  page.html, style.css, logo.svg or logo.png,
                                  and report.docx for Word; what is not there is
                                  ours.
  --help                          Show this message and exit.
""",
    "compare": """\
Usage: speedbumps compare [OPTIONS] {BEFORE AFTER...}...

  Compare rounds of one school: what is clearly lower or higher, on the
  questions that all of them asked alike.

  Changes are those of the last round from the one before it. Nobody's answers
  are linked from round to round.

Arguments:
  BEFORE AFTER... <list[Path]>  The answers of each round, the oldest first: a
                                file or a folder for each. If one file holds
                                several rounds, name it once, and the rounds
                                with --round. Or the audit of each round, if all
                                asked the same.  [required]

Options:
  -o, --output FILE         Write to this file; its ending chooses the format.
  --format <str>            One of html, markdown, word, json, terminal. By
                            default, the ending of the output file decides;
                            without one, terminal.
  --plan PLAN               The plan that you made after an earlier round: a
                            page on what became of it is added.
  -q, --questionnaire NAME  The questionnaire: an id or a path. Given once for
                            each round, it is that of the round.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --round <list[str]>       The round to use of each of the files, in their
                            order; once for each.
  --school <str>            The school to use, by its id or name, if the answers
                            are of several.
  --schools FILE            A table of schools: your own, or a government's
                            register.
  --language <str>          The language of the report, and of the
                            questionnaire's texts if it has a translation.
                            [default: en]
  --draft-translations      Use a language although its translation is a draft
                            that no named translator has checked. What is made
                            then says so.
  --date <str>              The date to print, such as 2026-11-24. By default,
                            none.
  --map YAML                A file that says what columns and words of an export
                            mean.
  --sheet NAME              The sheet with the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --exact                   Keep 9 decimals in JSON and CSV. Such figures can
                            give single people's answers away: keep them with
                            the answers, and do not pass them on.
  --verbose                 Give every problem its own line, instead of one for
                            each file and kind.
  --replaces                Write although an earlier report and this one
                            together would reveal what a few people answered:
                            you took the earlier one back. The report says that
                            it replaces that one.
  --help                    Show this message and exit.
""",
    "audit": """\
Usage: speedbumps audit [OPTIONS] [QUESTIONNAIRE]

  Answer the questions in the terminal, one at a time, and get a report at the
  end.

  Every answer is saved immediately. Stop at any time; the same command
  continues where you stopped. Nothing leaves this computer. A report of one
  person's answers is made only for a head who agrees to it, and one of joint
  answers for a staff that answers together; everybody else hands in the file.

Arguments:
  QUESTIONNAIRE <str>  The questionnaire: an id or a path. By default, school.

Options:
  -o, --output FILE         The file to save the answers in.  [default:
                            answers.yaml]
  --form <str>              The form to fill in: full, quick.
  --role <str>              Your role, by its id or title.
  --school <str>            The school's name or id.
  --nation <str>            One of england, wales, scotland, northern-ireland,
                            other.
  --round <str>             The collection that this belongs to, such as
                            2026-autumn.
  --language <str>          The language of the questions, such as cy.
  --draft-translations      Use a language although its translation is a draft
                            that no named translator has checked. What is made
                            then says so.
  --plain                   Ask line by line, for a screen reader; the default
                            in a pipe and on a very small terminal.
  --open / --no-open        Show the page in the browser; by default at a
                            desktop.
  -q, --questionnaire NAME  The same as QUESTIONNAIRE, written as in other
                            commands.
  --help                    Show this message and exit.
""",
    "review": """\
Usage: speedbumps review [OPTIONS] {ANSWERS...}...

  List what one school's people wrote in their own words, for one person to go
  through.

  It lists only questions that enough people answered, shuffled, without roles
  and rows. Nothing is shown until somebody writes "show: true" in the file;
  'speedbumps report ANSWERS --open-text FILE' then prints only that.

Arguments:
  ANSWERS... <list[Path]>  Files of answers: .yaml (one person), .csv or an
                           export (many people); or folders, and all folders in
                           them.  [required]

Options:
  -o, --output FILE         The file to write.  [default: review.yaml]
  -q, --questionnaire NAME  The questionnaire: an id or a path. By default, the
                            one that the answers name.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --round <str>             The round to use, if the answers are of several.
  --school <str>            The school to use, by its id or name, if the answers
                            are of several.
  --schools FILE            A table of schools: your own, or a government's
                            register.
  --language <str>          The language of the report, and of the
                            questionnaire's texts if it has a translation.
                            [default: en]
  --draft-translations      Use a language although its translation is a draft
                            that no named translator has checked. What is made
                            then says so.
  --map YAML                A file that says what columns and words of an export
                            mean.
  --sheet NAME              The sheet with the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --verbose                 Give every problem its own line, instead of one for
                            each file and kind.
  --help                    Show this message and exit.
""",
    "items": """\
Usage: speedbumps items [OPTIONS] {ANSWERS...}...

  Show how questions behave in a pilot: by question and role, blanks, ends,
  spread, and how they go together.

  The answers of all schools are counted together; 30 people are the fewest.
  What is worth another look is said in words. docs/piloting.md explains the
  figures.

Arguments:
  ANSWERS... <list[Path]>  Files of answers: .yaml (one person), .csv or an
                           export (many people); or folders, and all folders in
                           them.  [required]

Options:
  --format <table|html|csv|json|markdown>
                                  A table, HTML, CSV, JSON or Markdown. By
                                  default, the output file's ending decides.
  -o, --output FILE               Write to this file.
  -q, --questionnaire NAME        The questionnaire: an id or a path. By
                                  default, the one that the answers name.
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --round <str>                   The round to use, if the answers are of
                                  several.
  --school <str>                  The school to use, by its id or name, if the
                                  answers are of several.
  --schools FILE                  A table of schools: your own, or a
                                  government's register.
  --language <str>                The language of the report, and of the
                                  questionnaire's texts if it has a translation.
                                  [default: en]
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  --map YAML                      A file that says what columns and words of an
                                  export mean.
  --sheet NAME                    The sheet with the answers, in each workbook.
  --set-aside                     Treat cells that cannot be read as blank; they
                                  are listed and counted.
  --exact                         Keep 9 decimals in JSON and CSV. Such figures
                                  can give single people's answers away: keep
                                  them with the answers, and do not pass them
                                  on.
  --verbose                       Give every problem its own line, instead of
                                  one for each file and kind.
  --replaces                      Write although an earlier report and this one
                                  together would reveal what a few people
                                  answered: you took the earlier one back. The
                                  report says that it replaces that one.
  --help                          Show this message and exit.
""",
    "batch": """\
Usage: speedbumps batch [OPTIONS] {ANSWERS...}...

  Make the reports of many schools, and a page about all of them.

  DIR gets a folder for each school with report.html, report.md, audit.json and
  one-page.html for an e-mail; cohort.html, .md and .json about all schools;
  scores.csv, .parquet and .xlsx; checklist.csv and bumps.csv with what to look
  into and to talk about in each school; exchange.csv and visits.html with
  suggested visits between schools; and problems.csv. With --before, the report
  of a school says what changed, and comparison.json and changes.csv hold it.
  One bad file or school never stops the rest. Run again, the same command only
  does what has changed, or continues where it was stopped. Finished reports
  stay, unless --remove-missing deletes them. Exits with 1 if a file or school
  could not be read or used, or a condition of --assert does not hold.

Arguments:
  ANSWERS... <list[Path]>  Answers of many schools: files, or folders and all
                           folders in them; one school in each file, or all in
                           one.  [required]

Options:
  --out DIR                       The folder to write into.  [required]
  --workers <int range>           Processes that share the work. By default, one
                                  for each processor.  [x>=1]
  --dry-run                       Read and score everything, say what would be
                                  done, and write nothing.
  --assert YAML                   A file of conditions that must hold; exits
                                  with 1 if one does not.
  -q, --questionnaire NAME        The questionnaire: an id or a path. By
                                  default, the one that the answers name.
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --round <str>                   The round to use, if the answers are of
                                  several.
  --schools FILE                  A table of schools: your own, or a
                                  government's register.
  --language <str>                The language of the report, and of the
                                  questionnaire's texts if it has a translation.
                                  [default: en]
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  --date <str>                    The date to print, such as 2026-11-24. By
                                  default, none.
  --map YAML                      A file that says what columns and words of an
                                  export mean.
  --sheet NAME                    The sheet with the answers, in each workbook.
  --set-aside                     Treat cells that cannot be read as blank; they
                                  are listed and counted.
  --verbose                       Give every problem its own line, instead of
                                  one for each file and kind.
  --unknown-schools <leave-out|keep>
                                  What to do with schools that are not in the
                                  table of --schools.  [default: leave-out]
  --alike FACTS                   Make families also by these numbers in the
                                  table of schools, such as pupils,fsm. By
                                  default, only nation and phase are used.
  --remove-missing                Delete finished reports of schools whose
                                  answers are gone.
  --templates DIR                 A folder with templates of your own for pages:
                                  page.html, style.css, logo.svg or logo.png,
                                  and report.docx for Word; what is not there is
                                  ours.
  --replaces                      Write although an earlier report and this one
                                  together would reveal what a few people
                                  answered: you took the earlier one back. The
                                  report says that it replaces that one.
  --again                         Write the page about all schools and the
                                  figures of families again, although so few
                                  schools joined, left or changed that their
                                  figures can be worked out from both; the page
                                  says so.
  --before BEFORE                 The answers of an earlier round of these
                                  schools, a file or a folder: the report of
                                  each school that is in both has a page on what
                                  changed. Give it once for each round, the
                                  oldest first.
  --plans DIR                     A folder with the plans that schools made
                                  after an earlier round, each of which names
                                  its school: their reports have a page on what
                                  became of them.
  --help                          Show this message and exit.
""",
    "form": """\
Usage: speedbumps form [OPTIONS] [QUESTIONNAIRE]

  Make one page that asks the questions: send it round, and collect the small
  files that it makes.

  It works without the internet and sends nothing. The files that people hand in
  go into a folder; 'speedbumps report FOLDER' makes the report. With --paper it
  makes a questionnaire to print, and a workbook with a row for each sheet that
  comes back.

Arguments:
  QUESTIONNAIRE <str>  The questionnaire: an id or a path. By default, school.

Options:
  -o, --output FILE         Where to write the page.  [default: form.html]
  --form <str>              Which questions: a form's name, such as quick.
                            [default: full]
  --school <str>            The school's id. Without it, people write the
                            school's name.
  --round <str>             A name for this collection, such as 2026-autumn.
  --nation <str>            The nation, for its words and roles: england, wales,
                            scotland, northern-ireland, other.
  --language <list[str]>    A language to choose from; can be repeated, and the
                            form begins in the first. By default, all.
  --draft-translations      Use a language although its translation is a draft
                            that no named translator has checked. What is made
                            then says so.
  --one-by-one              Begin with one question at a time; people can change
                            that.
  --paper                   Make A4 sheets to print, and a workbook to type them
                            into.
  --role <str>              With --paper: make the sheets for this role only, in
                            its words.
  --beside LANGUAGE         With --paper: print each text in this language too,
                            below the first one.
  -q, --questionnaire NAME  The same as QUESTIONNAIRE, written as in other
                            commands.
  --help                    Show this message and exit.
""",
    "import": """\
Usage: speedbumps import [OPTIONS] {EXPORT}

  Turn another survey program's export into a plain table of answers, and say
  how each column and row was read.

  It reads exports of Google Forms, Microsoft Forms, SurveyMonkey, LimeSurvey,
  Qualtrics, SurveyJS, KoboToolbox and ODK, and plain tables: .csv, .tsv, .xlsx,
  .json, .parquet. The program is known by its layout. The commands that take
  answers read the same files; import shows what they make of them.

Arguments:
  EXPORT <path>  The export of the survey program.  [required]

Options:
  -o, --output FILE         Write the plain table to this file (.csv), or a data
                            frame (.parquet, .feather).
  --frame <wide|long>       Write a data frame for R or pandas: a row for each
                            person, or for each person and question. By default
                            wide in .parquet and .feather, and none in .csv.
  --map YAML                A file that says what columns and words of an export
                            mean.
  --write-map YAML          Write a map that says how each column was read, to
                            be corrected.
  -q, --questionnaire NAME  The questionnaire: an id or a path. By default, the
                            one that the answers name.
  --form <str>              The form that a table without a form column was
                            filled in with.
  --sheet NAME              The sheet with the answers, in each workbook.
  --set-aside               Treat cells that cannot be read as blank; they are
                            listed and counted.
  --verbose                 Give every problem its own line, instead of one for
                            each file and kind.
  --help                    Show this message and exit.
""",
    "export": """\
Usage: speedbumps export [OPTIONS] [QUESTIONNAIRE]

  Turn a questionnaire into a form for another survey program, or into a sheet
  for typing in answers.

  Questions keep their ids, and answers their values, if the program supports
  that; so the commands that take answers read its exports as they are. Messages
  list what the program does not support.

Arguments:
  QUESTIONNAIRE <str>  The questionnaire: an id or a path. By default, school.

Options:
  --to <xlsform|limesurvey|surveyjs|google-forms|microsoft-forms|csv|xlsx>
                                  The program that the form is for.  [required]
  -o, --output FILE               Write to this file.
  --form <str>                    The form: full, or one that the questionnaire
                                  names.  [default: full]
  --nation <england|wales|scotland|northern-ireland|other>
                                  Where the school is, for its roles and words.
  --role <str>                    Make the form for this role only.
  --language <str>                Open with this language. By default, the
                                  questionnaire's own.
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  -q, --questionnaire NAME        The same as QUESTIONNAIRE, written as in other
                                  commands.
  --help                          Show this message and exit.
""",
    "check": """\
Usage: speedbumps check [OPTIONS] {PATH...}...

  Find mistakes in questionnaires and all files that belong to them, and list
  them all at once.

  Folders, and all folders in them, are searched for .yaml, .yml and .csv files,
  except hidden folders, node_modules and YAML of other programs; other tables
  of answers (.xlsx, .ods, .tsv, .txt, .parquet, .zip, .json) are checked if
  they are named. With a questionnaire, its actions, translations, history and
  local questionnaires in the same folder are checked too, whichever of them is
  named. CHECKS are separated by commas; 'speedbumps explain CODE' explains a
  code. A warning can be suppressed, with a reason, by a comment (# speedbumps:
  leave[CODE] because ...) or in the configuration: speedbumps.toml, or
  [tool.speedbumps] in pyproject.toml. All that a project has when it begins to
  use 'check' can be hidden by a baseline (--write-baseline). Exits with 1 if
  there are mistakes, and with 2 if a file does not exist.

Arguments:
  PATH... <list[str]>  Files, folders, patterns, or - for standard input.
                       [required]

Options:
  --format <text|json|github|sarif>
                                  Text, JSON, GitHub's annotations, or SARIF.
                                  [default: (text)]
  --select CHECKS                 Use only these checks: codes (SB401),
                                  beginnings of codes (SB6), families or names.
  --ignore CHECKS                 Leave out these checks.
  --fail-on <error|warning|advice>
                                  The least severe problem that makes the
                                  command fail.  [default: (error)]
  --baseline FILE                 Hide the problems that this file lists, and
                                  count them.
  --write-baseline FILE           Write all warnings and advice that are found
                                  into this file, to be hidden from now on.
  --exclude PATTERN               Never check these files and folders, as with
                                  'exclude' in the configuration. Can be
                                  repeated.
  --fix                           Fix what can safely be fixed, and list the
                                  rest.
  --diff                          Show what --fix would change, and change
                                  nothing.
  --statistics                    Instead of the problems, print how many there
                                  are of each code.
  --stdin-name FILE               A name for standard input, with the folder
                                  that it belongs to.  [default: stdin.yaml]
  -q, --questionnaire NAME        The questionnaire of tables of answers, and of
                                  plans that rest on it: an id or a path.
                                  [default: (school)]
  --form <str>                    The form that a table without a form column
                                  was filled in with.
  --map YAML                      A file that says what columns and words of an
                                  export mean.
  -o, --output FILE               Write to this file.
  --help                          Show this message and exit.
""",
    "diff": """\
Usage: speedbumps diff [OPTIONS] {OLD} [NEW]

  List what changed between two questionnaires, which scores stay comparable,
  and which version is needed.

  Exits with 1 if the later version is too low for the changes. With --record,
  the questions of the later one are recorded in NAME.history.yaml in its
  folder; from then on, 'speedbumps check' reports changes without a new
  version. Runs of spaces and line ends are no change.

Arguments:
  OLD <str>  The earlier questionnaire: a file, or a shipped one by its id.
             [required]
  NEW <str>  The later one. Without it, --record records OLD.

Options:
  --record              Record the later one in its history file.
  --same-meaning IDS    With --record: questions whose words were corrected and
                        mean the same, separated by commas. Answers to them stay
                        comparable, and the third number of the version is
                        enough.
  --format <text|json>  Text or JSON.  [default: text]
  --help                Show this message and exit.
""",
    "new": """\
Usage: speedbumps new [OPTIONS] [what] [NAME] [LANGUAGE]

  Print a small, complete questionnaire to start from, with notes that explain
  each part.

  Or print a library of actions for a questionnaire, with two to start from and
  a list of the parts that need some.

  Or print sheets for cognitive interviews, in which people say how they
  understand each question: in Markdown, or for a browser if the file's name
  ends in .html.

  Or write the file of a translation, with every text and the original above it.
  Written again, it keeps what is translated, adds what is new, and marks what
  has changed.

Arguments:
  what <questionnaire|overlay|actions|interview|translation>
                                  A whole questionnaire, a local one that
                                  extends another (overlay), what people could
                                  do about each part of one (actions), sheets
                                  for interviews in which people say how they
                                  understand its questions (interview), or a
                                  file to translate it in (translation).
                                  [default: questionnaire]
  NAME <str>                      For actions, interview and translation: the
                                  questionnaire, an id or a path. For interview,
                                  school by default.
  LANGUAGE <str>                  For translation: the language to translate
                                  into, such as cy.

Options:
  --of ID                         The questionnaire that a local one extends.
                                  [default: school]
  --role <str>                    For interview: the sheet of this role only.
  --questions IDS                 For interview: the ids of the questions, such
                                  as P01,P02.
  --nation <england|wales|scotland|northern-ireland|other>
                                  For interview: the nation, for its words and
                                  roles. For translation: the nation for which
                                  texts with words such as {inspectorate} are
                                  written out.
  --language <str>                For interview: the language of the questions.
  --draft-translations            Use a language although its translation is a
                                  draft that no named translator has checked.
                                  What is made then says so.
  --from FILE                     For translation: the file of a translator's
                                  program, whose translations are taken home.
  -o, --output FILE               Write to this file. For translation: with the
                                  ending .po or .xlf, for a translator's
                                  program; by default, to the file beside the
                                  questionnaire, such as school.cy.yaml.
  --help                          Show this message and exit.
""",
    "explain": """\
Usage: speedbumps explain [OPTIONS] {thing}

  Explain a check, a questionnaire, a question, an action, or a score with its
  receipt.

Arguments:
  thing <str>  A check (SB201 or its name), a questionnaire (school, or a path),
               a question (T05), an action (A14), or a score in a saved audit
               (audit.json#time.delay).  [required]

Options:
  -q, --questionnaire NAME  The questionnaire: an id or a path. By default, the
                            one that the answers name.
  --help                    Show this message and exit.
""",
    "schema": """\
Usage: speedbumps schema [OPTIONS] {kind}

  Print the JSON Schema of a kind of file, for editors and other programs.

Arguments:
  kind <questionnaire|actions|translation|history|answers|map|review|wording|assertions|baseline|plan|audit|comparison|cohort|items|configuration>
                                  Which kind of file.  [required]

Options:
  -o, --output FILE  Write to this file.
  --help             Show this message and exit.
""",
    "purge": """\
Usage: speedbumps purge [OPTIONS] {FILES...}...

  Erase answers: in a folder the files that people handed in, and any export
  that you name.

  The note of what was published, which lies beside answers, is erased with the
  last of them. It lists the files and asks first. It leaves everything else in
  a folder, and all folders inside it.

Arguments:
  FILES... <list[Path]>  Folders with answers files, or files by their names.
                         [required]

Options:
  --yes   Erase without asking.
  --help  Show this message and exit.
""",
    "doctor": """\
Usage: speedbumps doctor [OPTIONS]

  Say what is installed, what is missing, and which files of speedbumps lie in
  the current folder.

  Nothing is changed, and no answer is read or shown. Copy the output into a
  report of a problem.

Options:
  --help  Show this message and exit.
""",
}
