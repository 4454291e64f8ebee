// Runs an Apps Script on a stand-in of Google's FormApp, and prints the form that it builds:
// node tests/exporting/form_app.mjs makeForm < SCRIPT
//
// The stand-in has only what Google documents (developers.google.com/apps-script/reference/forms), and is as strict
// about what it is given as the real one, or stricter.

import { text } from 'node:stream/consumers';
import vm from 'node:vm';

/** @type {(holds: unknown, message: string) => void} */
const must = (holds, message) => {
  if (!holds) throw new TypeError(message);
};

/** @type {(value: unknown) => string} */
const string = (value) => {
  must(typeof value === 'string', `a text is needed, not ${typeof value}`);
  return /** @type {string} */ (value);
};

/** @type {(value: unknown) => boolean} */
const flag = (value) => {
  must(typeof value === 'boolean', `true or false is needed, not ${typeof value}`);
  return /** @type {boolean} */ (value);
};

/** @type {(values: unknown) => string[]} Titles of rows, columns or choices: some, none empty, none twice. */
const titles = (values) => {
  must(Array.isArray(values) && values.length > 0, 'a list is needed that is not empty');
  const listed = /** @type {unknown[]} */ (values).map(string);
  must(listed.every((each) => each.trim() && !each.includes('\n')), 'a title is empty or has two lines');
  must(new Set(listed).size === listed.length, `a title is there twice: ${listed}`);
  return listed;
};

const PageNavigationType = Object.freeze({ CONTINUE: 'CONTINUE', GO_TO_PAGE: 'GO_TO_PAGE', RESTART: 'RESTART', SUBMIT: 'SUBMIT' });

class Item {
  /** @param {string} type */
  constructor(type) {
    /** @type {Record<string, unknown>} */
    this.made = { type, title: '', help: '' };
  }

  /** @param {unknown} title */
  setTitle(title) {
    this.made.title = string(title);
    return this;
  }

  /** @param {unknown} text */
  setHelpText(text) {
    this.made.help = string(text);
    return this;
  }
}

class Question extends Item {
  /** @param {unknown} enabled */
  setRequired(enabled) {
    this.made.required = flag(enabled);
    return this;
  }
}

class PageBreakItem extends Item {
  /** @param {unknown} place Where whoever comes from the page before goes instead. */
  setGoToPage(place) {
    must(place instanceof PageBreakItem || Object.values(PageNavigationType).includes(/** @type {any} */ (place)), 'no page');
    this.made.instead = place;
    return this;
  }
}

class Choice {
  /** @param {string} value @param {unknown} to */
  constructor(value, to) {
    Object.assign(this, { value, to });
  }
}

class MultipleChoiceItem extends Question {
  /** @param {unknown} value @param {unknown} [to] */
  createChoice(value, to) {
    const known = [PageNavigationType.CONTINUE, PageNavigationType.RESTART, PageNavigationType.SUBMIT, true, false];
    must(to === undefined || to instanceof PageBreakItem || known.includes(/** @type {any} */ (to)), 'no page');
    return new Choice(string(value), to);
  }

  /** @param {unknown} choices */
  setChoices(choices) {
    must(Array.isArray(choices) && choices.every((each) => each instanceof Choice), 'choices are needed');
    const listed = /** @type {any[]} */ (choices);
    titles(listed.map((each) => each.value));
    const apart = listed.filter((each) => each.to !== undefined).length;
    must(apart === 0 || apart === listed.length, 'either all choices lead somewhere, or none');
    this.made.choices = listed;
    return this;
  }

  /** @param {unknown} values */
  setChoiceValues(values) {
    this.made.choices = titles(values).map((value) => new Choice(value, undefined));
    return this;
  }
}

class GridItem extends Question {
  /** @param {unknown} rows */
  setRows(rows) {
    this.made.rows = titles(rows);
    return this;
  }

  /** @param {unknown} columns */
  setColumns(columns) {
    this.made.columns = titles(columns);
    return this;
  }
}

class Validation {
  /** @param {object} rule */
  constructor(rule) {
    this.rule = rule;
  }
}
class TextValidation extends Validation {}
class ParagraphTextValidation extends Validation {}
class CheckboxValidation extends Validation {}

class Builder {
  rule = {};

  /** @param {unknown} text */
  setHelpText(text) {
    this.rule = { ...this.rule, help: string(text) };
    return this;
  }
}

class TextValidationBuilder extends Builder {
  /** @param {unknown} least @param {unknown} most */
  requireNumberBetween(least, most) {
    must(typeof least === 'number' && typeof most === 'number' && least <= most, 'two numbers are needed');
    this.rule = { ...this.rule, least, most };
    return this;
  }

  build() {
    return new TextValidation(this.rule);
  }
}

class ParagraphTextValidationBuilder extends Builder {
  /** @param {unknown} longest */
  requireTextLengthLessThanOrEqualTo(longest) {
    must(Number.isInteger(longest) && Number(longest) > 0, 'a whole number is needed');
    this.rule = { ...this.rule, longest };
    return this;
  }

  build() {
    return new ParagraphTextValidation(this.rule);
  }
}

class TextItem extends Question {
  /** @param {unknown} validation */
  setValidation(validation) {
    must(validation instanceof TextValidation, 'a validation of text is needed');
    this.made.rule = /** @type {Validation} */ (validation).rule;
    return this;
  }
}

class ParagraphTextItem extends Question {
  /** @param {unknown} validation */
  setValidation(validation) {
    must(validation instanceof ParagraphTextValidation, 'a validation of a paragraph is needed');
    this.made.rule = /** @type {Validation} */ (validation).rule;
    return this;
  }
}

class CheckboxValidationBuilder extends Builder {
  /** @param {unknown} most */
  requireSelectAtMost(most) {
    must(Number.isInteger(most) && Number(most) > 0, 'a whole number is needed');
    this.rule = { ...this.rule, most };
    return this;
  }

  build() {
    return new CheckboxValidation(this.rule);
  }
}

class CheckboxItem extends Question {
  /** @param {unknown} values */
  setChoiceValues(values) {
    this.made.choices = titles(values).map((value) => new Choice(value, undefined));
    return this;
  }

  /** @param {unknown} validation */
  setValidation(validation) {
    must(validation instanceof CheckboxValidation, 'a validation of checkboxes is needed');
    this.made.rule = /** @type {Validation} */ (validation).rule;
    return this;
  }
}

class Form {
  /** @param {string} title @param {boolean} isPublished */
  constructor(title, isPublished) {
    /** @type {Record<string, unknown>} */
    this.settings = { title, isPublished };
    /** @type {Item[]} */
    this.items = [];
  }

  /** @template {Item} T @param {T} item @returns {T} */
  #added(item) {
    this.items.push(item);
    return item;
  }

  /** @param {string} name @param {unknown} value */
  #set(name, value) {
    this.settings[name] = value;
    return this;
  }

  /** @param {unknown} text */
  setDescription(text) {
    return this.#set('description', string(text));
  }

  /** @param {unknown} text */
  setConfirmationMessage(text) {
    return this.#set('confirmation', string(text));
  }

  /** @param {unknown} collect */
  setCollectEmail(collect) {
    return this.#set('collectEmail', flag(collect));
  }

  /** @param {unknown} enabled */
  setLimitOneResponsePerUser(enabled) {
    return this.#set('limitOneResponsePerUser', flag(enabled));
  }

  /** @param {unknown} enabled */
  setAllowResponseEdits(enabled) {
    return this.#set('allowResponseEdits', flag(enabled));
  }

  /** @param {unknown} enabled */
  setPublishingSummary(enabled) {
    return this.#set('publishingSummary', flag(enabled));
  }

  /** @param {unknown} enabled */
  setProgressBar(enabled) {
    return this.#set('progressBar', flag(enabled));
  }

  addPageBreakItem() {
    return this.#added(new PageBreakItem('PAGE_BREAK'));
  }

  addMultipleChoiceItem() {
    return this.#added(new MultipleChoiceItem('MULTIPLE_CHOICE'));
  }

  addCheckboxItem() {
    return this.#added(new CheckboxItem('CHECKBOX'));
  }

  addGridItem() {
    return this.#added(new GridItem('GRID'));
  }

  addTextItem() {
    return this.#added(new TextItem('TEXT'));
  }

  addParagraphTextItem() {
    return this.#added(new ParagraphTextItem('PARAGRAPH_TEXT'));
  }

  getEditUrl() {
    return 'https://docs.google.com/forms/d/form/edit';
  }
}

/** @type {Form[]} */
const forms = [];
const FormApp = {
  PageNavigationType,
  /** @type {(title: unknown, isPublished?: unknown) => Form} */
  create: (title, isPublished = true) => {
    forms.push(new Form(string(title), flag(isPublished)));
    return forms[forms.length - 1];
  },
  createCheckboxValidation: () => new CheckboxValidationBuilder(),
  createTextValidation: () => new TextValidationBuilder(),
  createParagraphTextValidation: () => new ParagraphTextValidationBuilder(),
};

/** @type {string[]} */
const logged = [];
const sandbox = { FormApp, Logger: { log: (/** @type {unknown} */ line) => void logged.push(string(line)) } };
vm.runInNewContext(`${await text(process.stdin)}\n${process.argv[2]}();`, sandbox);

/** @type {(form: Form) => object} Pages are named by their place among the items. */
const told = (form) => ({
  settings: form.settings,
  items: form.items.map(({ made }) => made),
});
/** @type {(key: string, value: unknown) => unknown} */
const placed = (_, value) => (value instanceof PageBreakItem ? forms[0].items.indexOf(value) : value);
process.stdout.write(JSON.stringify({ ...told(forms[0]), forms: forms.length, logged }, placed));
