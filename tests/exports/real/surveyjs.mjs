// Writes surveyjs-*.json with SurveyJS's own engine:
// python -m exports.real.surveyjs_form | node tests/exports/real/surveyjs.mjs FOLDER-WHERE-NPM-PUT-SURVEY-CORE

import { createRequire } from 'node:module';
import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { json } from 'node:stream/consumers';

const { Model } = createRequire(resolve(process.argv[2], 'package.json'))('survey-core');

/**
 * @typedef {{value: string | number, text: string}} Choice
 * @typedef {{name: string, title: string, kind: 'radiogroup' | 'number' | 'comment', points: Choice[], scale: string,
 *   prompt: string}} Question
 * @typedef {Record<string, string>} Person
 * @typedef {{roles: Choice[], questions: Question[], nonAnswers: Record<string, string>, people: Person[]}} Form
 */

const form = /** @type {Form} */ (await json(process.stdin));
const pointed = form.questions.filter(({ kind }) => kind === 'radiogroup');
const others = form.questions.filter(({ kind }) => kind !== 'radiogroup');
const nonAnswers = Object.entries(form.nonAnswers).map(([value, text]) => ({ value, text }));
const role = { type: 'radiogroup', name: 'role', title: 'Role', choices: form.roles };

/** @type {(question: Question) => object} */
const written = ({ name, title, kind }) =>
  kind === 'comment' ? { type: 'comment', name, title } : { type: 'text', inputType: 'number', name, title };

/** @type {(question: Question) => object} A question whose non-answers are choices of our own. */
const radio = ({ name, title, points }) => ({ type: 'radiogroup', name, title, choices: [...points, ...nonAnswers] });

/** @type {(question: Question) => object} A question whose non-answers are those that SurveyJS has ready. */
const ready = ({ name, title, points }) => ({
  ...{ type: 'radiogroup', name, title, choices: points },
  ...{ showNoneItem: true, noneText: form.nonAnswers.na },
  ...{ showDontKnowItem: true, dontKnowText: form.nonAnswers.dk },
  ...{ showRefuseItem: true, refuseText: form.nonAnswers.pns },
});

/** @type {(scale: string) => object} */
const matrix = (scale) => {
  const asked = pointed.filter((each) => each.scale === scale);
  const rows = asked.map(({ name, title }) => ({ value: name, text: title }));
  const columns = [...asked[0].points, ...nonAnswers];
  return { type: 'matrix', name: scale, title: asked[0].prompt, columns, rows };
};

/** @type {(survey: Model, name: string, answer: string) => void} Answers as a click or a key on the page does. */
const give = (survey, name, answer) => {
  const question = survey.getQuestionByName(name);
  const grid = question ?? survey.getAllQuestions().find((each) => each.rows?.some?.((row) => row.value === name));
  const items = question ? question.visibleChoices ?? [] : grid.columns;
  const words = form.nonAnswers[answer];
  const item = items.find(({ value, text }) => String(value) === answer || (words && text === words));
  const value = item ? item.value : answer;
  grid.value = question ? value : { ...grid.value, [name]: value };
};

/** @type {(elements: object[], person: Person) => Model} */
const completed = (elements, person) => {
  const survey = new Model({ elements: [role, ...elements] });
  for (const [name, answer] of Object.entries(person)) if (answer) give(survey, name, answer);
  if (!survey.doComplete()) throw new Error(JSON.stringify(survey.getAllErrors?.()));
  return survey;
};

/** @type {(name: string, elements: object[], take?: (survey: Model) => unknown, indent?: number) => Promise<void>} */
const write = async (name, elements, take = (survey) => survey.data, indent = 1) => {
  const people = form.people.map((person) => take(completed(elements, person)));
  await writeFile(new URL(name, import.meta.url), `${JSON.stringify(people, null, indent)}\n`);
};

const rest = others.map(written);
const scales = [...new Set(pointed.map(({ scale }) => scale))];
await write('surveyjs-radio.json', [...pointed.map(radio), ...rest]);
await write('surveyjs-ready.json', [...pointed.map(ready), ...rest]);
await write('surveyjs-matrix.json', [...scales.map(matrix), ...rest]);
