// Builds a Google Form. Paste all of this into a new project at script.google.com, choose makeForm and press Run.
// The form belongs to you, nothing is sent to anybody, and it stays unpublished until you have looked at it.

function makeForm() {
  const form = FormApp.create(FORM.title, false)
    .setDescription(FORM.description)
    .setConfirmationMessage(FORM.confirmation)
    .setCollectEmail(false)
    .setLimitOneResponsePerUser(false)
    .setAllowResponseEdits(false)
    .setPublishingSummary(false)
    .setProgressBar(true);
  const role = FORM.role ? form.addMultipleChoiceItem().setTitle(FORM.role.title) : null;
  const starts = FORM.paths.map((path, number) => addPath(form, path, number > 0));
  if (role) {
    role.setChoices(FORM.role.choices.map(({ label, path }) => choiceTo(role, label, starts[path])));
  }
  Logger.log('Look at it, then publish it: ' + form.getEditUrl());
}

// Adds the pages for one role, and returns the first. The pages before it belong to another role, and at their end
// the form is finished.
function addPath(form, path, afterAnother) {
  const pages = path.map((page) => addPage(form, page));
  if (afterAnother && pages.length) {
    pages[0].setGoToPage(FormApp.PageNavigationType.SUBMIT);
  }
  return pages[0];
}

function choiceTo(role, label, start) {
  return role.createChoice(label, start || FormApp.PageNavigationType.SUBMIT);
}

function addPage(form, page) {
  const start = form.addPageBreakItem().setTitle(page.title);
  page.items.forEach((item) => ADD[item.kind](form, item));
  return start;
}

const ADD = {
  grid: (form, { title, rows, columns }) => form.addGridItem().setTitle(title).setRows(rows).setColumns(columns),
  choice: (form, { title, help, answers }) =>
    form.addMultipleChoiceItem().setTitle(title).setHelpText(help).setChoiceValues(answers),
  several: (form, { title, help, answers, most }) =>
    form
      .addCheckboxItem()
      .setTitle(title)
      .setHelpText(help)
      .setChoiceValues(answers)
      .setValidation(FormApp.createCheckboxValidation().requireSelectAtMost(most).build()),
  amount: (form, { title, help, least, most }) =>
    form
      .addTextItem()
      .setTitle(title)
      .setHelpText(help)
      .setValidation(FormApp.createTextValidation().requireNumberBetween(least, most).build()),
  words: (form, { title, longest }) =>
    form
      .addParagraphTextItem()
      .setTitle(title)
      .setValidation(FormApp.createParagraphTextValidation().requireTextLengthLessThanOrEqualTo(longest).build()),
};

