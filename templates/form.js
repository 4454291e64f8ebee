// Asks the questions of this page, keeps a draft on this device, and makes the file to hand in. Nothing is sent.
// Each line must be complete by itself: the page has the lines without indentation and without these comments.
"use strict";
(() => {
const byName = (id) => document.getElementById(id);
const data = JSON.parse(byName("data").textContent);
const app = byName("app");
const root = document.documentElement;
const questions = data.questions.map(([id, texts, scale, part, why, ifNone, onlyIf]) => ({ id, texts, scale: data.scales[scale], part, why, ifNone, onlyIf: onlyIf ?? {} }));
const byId = new Map(questions.map((q) => [q.id, q]));
const original = data.languages.find((each) => each.original);
const DESCRIBED = "aria-describedby";
// Lines about what happens to answers that are not folded.
const NEAR = 3;
const OTHERS = Object.keys(data.others);
const BETWEEN = "; ";
const NOBODY = data.roles.length;
const KEY = "speedbumps " + Object.values(data.about).join(" ");

// Text that the page prints anyway is read from there.
data.says[data.languages[0].speaks].notice = Array.from(byName("notice").children, (line) => line.textContent.trim());
for (const node of document.querySelectorAll("[id^=t]")) data.languages[0].texts[node.id.slice(1)] = node.textContent;

const answers = new Map();
// By question: the number of the words in which it was answered.
const readAs = new Map();
// By question: what was typed that is not a number.
const typed = new Map();
let language = data.languages[0];
let role = NOBODY ? null : 0;
let school = data.about.school ?? "";
let consent = false;
let oneByOne = data.oneByOne;
let at = null;
let draft = "";
let handed = 0;
let last = "";
let keeps = true;
let resumed = false;
let view = null;
let nodes = new Map();
let bar = null;
let timer = 0;

// Words: those of the questionnaire by number, those of this page by name. Each comes with its language.

const told = (number) => {
  const own = language.texts[number];
  return own === null ? { text: original.texts[number], lang: original.id } : { text: own, lang: language.id };
};
const said = (name) => data.says[language.speaks][name];
const fill = (text, values) => text.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
const says = (name, values = {}) => ({ text: fill(said(name), values), lang: language.speaks });
const mine = (text) => ({ text, lang: language.id });
const shown = (number) => String(number).replace(".", said("decimal"));

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node[name] = value;
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== null && value !== "") node.setAttribute(name, value);
  }
  for (const child of children.flat()) {
    if (child === null) continue;
    if (child instanceof Node) node.append(child);
    else if (child.lang === language.id) node.append(child.text);
    else if (children.length === 1) write(node, child);
    else node.append(write(document.createElement("span"), child));
  }
  return node;
}

function write(node, words) {
  node.textContent = words.text;
  if (words.lang === language.id) node.removeAttribute("lang");
  else node.lang = words.lang;
  return node;
}

const p = (look, ...children) => make("p", { class: look }, ...children);
const button = (words, onclick, look = "") => make("button", { type: "button", class: look, onclick }, words);
const ifNone = (q) => (q.ifNone ? make("p", { class: "prompt", id: "i-" + q.id }, told(q.ifNone)) : null);

// The ids of the texts about a question, for who cannot see where they stand.
const described = (q, ...kinds) => [q.ifNone && "i", ...kinds].filter(Boolean).map((kind) => kind + "-" + q.id).join(" ");

const prompted = (id, ...words) => make("p", { class: "prompt", id: "p-" + id }, ...words);
const fault = (id, words = null) => make("span", { class: "error", id: "e-" + id }, words);
const status = make("p", { id: "status", role: "status" });

// It disappears by itself, so that it does not hide what has the focus for long.
function announce(words) {
  write(status, words);
  clearTimeout(timer);
  timer = setTimeout(() => write(status, mine("")), 6000);
}

// Which questions are asked, and how far the person is.

const words = (q) => q.texts[role];
const reads = (q) => told(words(q));

function put() {
  const known = new Map();
  const holds = ([other, values]) => byId.has(other) && is(byId.get(other)) && picks(answers.get(other)).some((each) => values.includes(each));
  const is = (q) => {
    if (!known.has(q.id)) {
      known.set(q.id, false);
      known.set(q.id, !!words(q) && Object.entries(q.onlyIf).every(holds));
    }
    return known.get(q.id);
  };
  return questions.filter(is);
}

// What was chosen, of which there may be several: one answer holds all of it.
const picks = (text) => (text ?? "").split(BETWEEN);
const options = (q, text) => q.scale.points.filter(([value]) => picks(text).includes(value));
const blank = (q) => !answers.has(q.id);
const minutes = (listed) => Math.max(1, Math.round(listed.reduce((sum, each) => sum + each.scale.seconds, 0) / 60));

function inWords(q) {
  const answer = answers.get(q.id);
  const scale = q.scale;
  if (scale.points) {
    const labels = new Map([...scale.points, ...Object.entries(data.others)]);
    const all = picks(answer).map((each) => told(labels.get(each)));
    return { ...all[0], text: all.map((each) => each.text).join("\n") };
  }
  if (scale.amount) return { text: shown(answer) + " " + told(scale.amount.unit).text, lang: told(scale.amount.unit).lang };
  return mine(answer);
}

// Answers: a number must be one, own words end at their limit.

function wrong(text, amount) {
  const plain = text.trim();
  const limits = { min: shown(amount.min), max: shown(amount.max), step: shown(amount.step ?? 1) };
  if (!/^[-+]?(\d+(\.\d*)?|\d*[.,]\d{1,2})$/.test(plain)) return says("wrongNumber");
  const number = Number(plain.replace(",", "."));
  if (number < amount.min || number > amount.max) return says("wrongRange", limits);
  const steps = (number - amount.min) / (amount.step ?? 1);
  return amount.step && Math.abs(steps - Math.round(steps)) > 1e-6 ? says("wrongStep", limits) : null;
}

function sound(q, text) {
  const scale = q.scale;
  if (typeof text !== "string") return false;
  if (scale.points) {
    const there = options(q, text).length;
    return OTHERS.includes(text) || (there === picks(text).length && there <= (scale.most ?? 1));
  }
  if (scale.amount) return text !== "" && wrong(text, scale.amount) === null;
  return text.trim() !== "" && text.length <= scale.longest;
}

function answer(q, text) {
  if (sound(q, text)) {
    answers.set(q.id, q.scale.amount ? String(Number(text.trim().replace(",", "."))) : text);
    readAs.set(q.id, words(q));
  } else {
    answers.delete(q.id);
  }
  if (q.scale.amount && text && text.trim() && blank(q)) typed.set(q.id, text);
  else typed.delete(q.id);
  keep();
  refresh();
}

// The draft: on this device only, from the first answer on, and skipped if the browser stores nothing.

const chance = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (each) => each.toString(16).padStart(2, "0")).join("");

function keep() {
  const kept = put().filter((q) => !blank(q)).map((q) => [q.id, answers.get(q.id)]);
  if (kept.length) draft ||= chance();
  const held = { role: data.roles[role]?.id ?? null, school, oneByOne, at, draft, handed, language: language.id, answers: kept };
  try {
    if (kept.length || handed) localStorage.setItem(KEY, JSON.stringify(held));
    else localStorage.removeItem(KEY);
    keeps = true;
  } catch {
    keeps = false;
  }
}

function restore() {
  let held = null;
  try {
    held = JSON.parse(localStorage.getItem(KEY));
  } catch {
    return;
  }
  if (!held || !Array.isArray(held.answers)) return;
  const place = data.roles.findIndex((each) => each.id === held.role);
  role = place < 0 ? NOBODY : place;
  for (const [id, text] of held.answers.filter(Array.isArray)) {
    if (!byId.has(id) || !words(byId.get(id)) || !sound(byId.get(id), text)) continue;
    answers.set(id, text);
    readAs.set(id, words(byId.get(id)));
  }
  resumed = answers.size > 0;
  if (!resumed) role = NOBODY ? null : 0;
  language = data.languages.find((each) => each.id === held.language) ?? language;
  if (!data.about.school && typeof held.school === "string") school = held.school.slice(0, 200);
  oneByOne = held.oneByOne === true;
  at = byId.has(held.at) ? held.at : null;
  if (/^[0-9a-f]{32}$/.test(held.draft)) draft = held.draft;
  if (Number.isInteger(held.handed)) handed = held.handed;
}

function erase() {
  if (!confirm(said("eraseSure"))) return;
  for (const each of [answers, readAs, typed]) each.clear();
  [draft, last, handed, at, consent, role] = ["", "", 0, null, false, NOBODY ? null : 0];
  if (!data.about.school) school = "";
  resumed = false;
  keep();
  show("start");
  announce(says("erased"));
}

function choose(place) {
  consent &&= place === role;
  role = place;
  let gone = false;
  for (const [id, number] of readAs) {
    const now = words(byId.get(id));
    if (!answers.has(id) || !now || now === number) continue;
    answers.delete(id);
    gone = true;
  }
  typed.clear();
  return gone;
}

// The file: YAML whose texts are JSON strings. Inside braces indentation does not matter, so an e-mail cannot damage it.

const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g;
const LONE = /[\ud800-\udfff]/gu;
const quoted = (text) => JSON.stringify(text.replace(CONTROL, "").replace(LONE, "\ufffd").replace(/\t/g, " ")).replace(/[\u2028\u2029]/g, " ");

function file() {
  const about = data.about;
  const chosen = data.roles[role];
  const nation = about.nation ? ", nation: " + about.nation : "";
  const lines = ["format: speedbumps-answers/1", "questionnaire: " + quoted(about.questionnaire), "version: " + about.version, "form: " + quoted(about.form)];
  if (about.round) lines.push("round: " + quoted(about.round));
  lines.push("school: {id: " + quoted(school) + nation + "}");
  if (chosen) lines.push("role: " + quoted(chosen.id));
  if (chosen?.alone && consent) lines.push("consent: identified");
  lines.push("draft: " + quoted(draft), "answers: {");
  for (const q of put()) {
    const text = answers.get(q.id);
    if (!blank(q)) lines.push("  " + quoted(q.id) + ": " + (q.scale.most ? "[" + picks(text).map(quoted) + "]" : quoted(text)) + ",");
  }
  return lines.join("\n") + "\n  }\n";
}

function named() {
  const slug = school.normalize("NFKD").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 40);
  return "answers-" + (slug || "school") + "-" + draft.slice(0, 8) + "-" + handed + ".yaml";
}

function save() {
  if (file() !== last) {
    handed += 1;
    last = file();
  }
  keep();
  const address = URL.createObjectURL(new Blob([last], { type: "application/yaml" }));
  const link = make("a", { href: address, download: named() });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 60000);
}

// What is seen: the start, the questions, the look back, and the end.

function show(next) {
  view = next;
  resumed &&= next === "start";
  root.lang = language.id;
  document.title = told(data.title).text;
  root.classList.toggle("begun", next !== "start");
  const made = VIEWS[next]();
  announce(mine(""));
  app.replaceChildren(...[languages(), made, status].filter(Boolean));
  refresh();
  scrollTo(0, 0);
}

const headed = (words) => make("h1", { tabindex: -1 }, words);

function go(next) {
  show(next);
  app.querySelector("h1, .now")?.focus();
}

function languages() {
  if (data.languages.length < 2) return null;
  const names = data.languages.map((each) => {
    const words = { text: each.name, lang: each.id };
    const press = () => {
      language = each;
      keep();
      show(view);
      byName("lang-" + each.id).focus();
    };
    return make("button", { type: "button", id: "lang-" + each.id, "aria-pressed": String(each === language), onclick: press }, words);
  });
  return make("div", { class: "languages", role: "group", "aria-label": said("language") }, names);
}

const any = () => answers.size > 0 || handed > 0;
const keeping = () => make("div", { class: "keeping", hidden: !any() }, p("quiet", says(keeps ? "kept" : "notKept")), button(says("erase"), erase, "plain"));

function start() {
  const page = make("div", {}, headed(told(data.title)));
  if (resumed) page.append(p("note", says("again")), p("steps", button(says("goOn"), () => go("ask"), "main"), button(says("erase"), erase, "plain")));
  if (data.introduction) page.append(p("", told(data.introduction)));
  const named = Object.entries(data.named).map(([name, text]) => make("div", {}, make("dt", {}, says(name)), make("dd", {}, told(text))));
  page.append(make("h2", {}, says("about")));
  const lines = said("notice").map((text) => make("li", {}, { text, lang: language.speaks }));
  const rest = make("ul", {}, lines.slice(NEAR));
  page.append(make("ul", {}, lines.slice(0, NEAR)));
  page.append(make("details", {}, make("summary", {}, says("more")), rest, named.length ? make("dl", {}, named) : p("", says("noController"))));
  if (data.signpost) page.append(p("note", told(data.signpost)));
  page.append(make("form", { novalidate: true, onsubmit: begun }, chooseRole(), nameSchool(), p("", make("button", { class: "main" }, says(answers.size ? "goOn" : "begin")))));
  return page;
}

function chooseRole() {
  if (!NOBODY) return null;
  const choices = [...data.roles.map((each) => [told(each.title), each.includes ? told(each.includes) : null]), [says("none"), null]];
  const radios = choices.map(([title, includes], place) => radio("role", place, role === place, title, includes));
  return make("fieldset", { [DESCRIBED]: "e-role" }, make("legend", {}, says("role")), make("div", { class: "rows" }, radios), fault("role"));
}

function nameSchool() {
  if (data.about.school) return null;
  return p("", make("label", { for: "school" }, says("school")), make("input", { id: "school", maxlength: 200, value: school, autocomplete: "off", [DESCRIBED]: "e-school" }), fault("school"));
}

function begun(event) {
  event.preventDefault();
  const chosen = NOBODY ? event.target.querySelector("[name=role]:checked") : { value: 0 };
  const named = byName("school");
  if (!chosen) return refuse("role", says("chooseRole"), event.target.querySelector("[name=role]"));
  if (named && !named.value.trim()) return refuse("school", says("needSchool"), named);
  if (named) school = named.value.trim();
  const gone = choose(Number(chosen.value));
  keep();
  go("ask");
  if (gone) announce(says("reworded"));
}

function refuse(id, words, field) {
  write(byName("e-" + id), words);
  field.focus();
}

function radio(name, value, checked, words, more = null, type = "radio") {
  const box = make("input", { type, name, value, checked });
  return make("label", {}, box, make("span", {}, words, more && make("small", {}, { ...more, text: " " + more.text })));
}

function ask() {
  nodes = new Map();
  bar = make("progress", { "aria-labelledby": "far", max: 1, value: 0 });
  const top = make("div", { class: "bar" }, make("p", { id: "far" }), bar);
  const mode = button(says(oneByOne ? "onePage" : "oneByOne"), switched, "plain");
  const who = NOBODY ? p("who", make("span", {}, says("asRole", { role: roleName() })), button(says("changeRole"), () => go("start"), "plain"), mode) : p("who", mode);
  const form = make("form", { novalidate: true, onsubmit: stepped, onchange: changed, oninput: written, onpaste: pasted, ondrop: pasted });
  let section = null;
  let head = null;
  for (const q of questions.filter(words)) {
    const title = headOf(q);
    if (title.text !== head) {
      section = make("section", {}, make("h2", {}, title));
      form.append(section);
      head = title.text;
    }
    section.append(asked(q));
  }
  if (oneByOne) form.append(p("steps", button(says("back"), () => step(-1)), make("button", { class: "main" }, says("next"))));
  const finish = button(says("finish"), () => go("check"), oneByOne ? "plain" : "main");
  return make("div", {}, make("h1", { class: oneByOne ? "small" : "", tabindex: -1 }, told(data.title)), oneByOne ? null : who, top, form, p("", finish), oneByOne ? who : null, keeping());
}

const roleName = () => (data.roles[role] ? told(data.roles[role].title).text : said("none"));

const headOf = (q) => (q.scale.points ? told(q.part) : says(q.scale.amount ? "numbers" : "own"));

function asked(q) {
  const scale = q.scale;
  const id = q.id;
  const why = q.why ? make("details", {}, make("summary", {}, says("why")), p("", told(q.why))) : null;
  const body = scale.points ? points(q, scale) : scale.amount ? amount(q, scale.amount) : own(q, scale.longest);
  const about = scale.points ? described(q, scale.prompt && "p", scale.most > 1 && "m") : null;
  const node = make(scale.points ? "fieldset" : "div", { class: "question", id: "q-" + id, tabindex: -1, [DESCRIBED]: about }, ...body, ...conditions(q), why);
  if (!scale.points) node.setAttribute("role", "group"), node.setAttribute("aria-labelledby", "l-" + id);
  nodes.set(id, node);
  return node;
}

function points(q, scale) {
  const chosen = picks(answers.get(q.id));
  const row = ([value, text]) => radio(q.id, value, chosen.includes(value), told(text), null, scale.most > 1 ? "checkbox" : "radio");
  const others = OTHERS.map((value) => row([value, data.others[value]]));
  return [
    make("legend", {}, reads(q)),
    ifNone(q),
    scale.prompt ? prompted(q.id, told(scale.prompt)) : null,
    scale.most > 1 ? make("p", { id: "m-" + q.id, class: "prompt" }, says("choose", { most: scale.most })) : null,
    make("div", { class: scale.most ? "rows" : "points" }, scale.points.map(row)),
    scale.most > 1 ? make("p", { id: "c-" + q.id, class: "quiet", "aria-live": "polite" }, more(q)) : null,
    make("div", { class: "points others" }, others),
    button(says("clear"), () => clear(q), "plain clear"),
  ];
}

const more = (q) => says("choicesLeft", { left: q.scale.most - options(q, answers.get(q.id)).length });

// An answer that is none goes with nothing else, and no more can be ticked than may be chosen.
function ticked(q, box) {
  const apart = (each) => OTHERS.includes(each.value);
  const chosen = () => Array.from(nodes.get(q.id).querySelectorAll(":checked"));
  if (box.checked) for (const each of chosen()) if (each !== box && (apart(box) || apart(each))) each.checked = false;
  box.checked &&= chosen().length <= q.scale.most;
  const text = chosen().map((each) => each.value).join(BETWEEN);
  if (text === (answers.get(q.id) ?? "")) return announce(says("choicesFull", { most: q.scale.most }));
  answer(q, text);
  write(byName("c-" + q.id), more(q));
}

const labelled = (q) => make("label", { id: "l-" + q.id, for: "a-" + q.id }, reads(q));

function amount(q, limits) {
  const id = q.id;
  const unit = told(limits.unit);
  const hint = says("amount", { min: shown(limits.min), max: shown(limits.max), unit: unit.text });
  const steps = limits.step && limits.step !== 1 ? [mine(" "), says("steps", { step: shown(limits.step) })] : [];
  const value = typed.get(id) ?? shown(answers.get(id) ?? "");
  const field = make("input", { id: "a-" + id, name: id, value, inputmode: "decimal", autocomplete: "off", maxlength: 24, [DESCRIBED]: described(q, "p", "e") });
  const error = typed.has(id) ? wrong(typed.get(id), limits) : null;
  return [labelled(q), ifNone(q), prompted(id, hint, ...steps), p("", field, mine(" "), make("span", {}, unit)), fault(id, error)];
}

function own(q, longest) {
  const id = q.id;
  const field = make("textarea", { id: "a-" + id, name: id, maxlength: longest, rows: 4, [DESCRIBED]: described(q, "p") });
  field.value = answers.get(id) ?? "";
  return [labelled(q), ifNone(q), prompted(id, says("ownAbout", { most: longest })), field, make("p", { id: "c-" + id, class: "quiet" }, left(field))];
}

const left = (field) => says("left", { left: field.maxLength - field.value.length });

function conditions(q) {
  return Object.entries(q.onlyIf).filter(([other]) => byId.has(other) && words(byId.get(other))).map(([other, values]) => {
    const labels = new Map(byId.get(other).scale.points);
    const listed = values.map((value) => "“" + told(labels.get(value)).text + "”").join(", ");
    return p("quiet paper", says("onlyIf", { question: reads(byId.get(other)).text, answers: listed }));
  });
}

// What people do.

function changed(event) {
  const q = byId.get(event.target.name);
  if (!q) return;
  if (event.target.type === "radio") return answer(q, event.target.value);
  if (event.target.type === "checkbox") return ticked(q, event.target);
  const scale = q.scale;
  if (!scale.amount) return;
  const error = event.target.value.trim() ? wrong(event.target.value, scale.amount) : null;
  flag(q, error);
}

function flag(q, error) {
  const field = byName("a-" + q.id);
  write(byName("e-" + q.id), error ?? mine(""));
  if (error) field.setAttribute("aria-invalid", "true");
  else field.removeAttribute("aria-invalid");
}

function written(event) {
  const q = byId.get(event.target.name);
  if (!q || q.scale.points) return;
  const scale = q.scale;
  if (scale.longest && event.target.value.length > scale.longest) {
    event.target.value = event.target.value.slice(0, scale.longest);
    announce(says("cut", { most: scale.longest }));
  }
  answer(q, event.target.value);
  if (scale.longest) write(byName("c-" + q.id), left(event.target));
  else if (!typed.has(q.id)) flag(q, null);
}

// The browser cuts off what is pasted without a word, so tell the person.
function pasted(event) {
  const field = event.target;
  if (field.tagName !== "TEXTAREA") return;
  const more = (event.clipboardData ?? event.dataTransfer).getData("text").length;
  const stays = field.value.length - (field.selectionEnd - field.selectionStart);
  if (stays + more > field.maxLength) announce(says("cut", { most: field.maxLength }));
}

function clear(q) {
  const node = nodes.get(q.id);
  for (const box of node.querySelectorAll(":checked")) box.checked = false;
  answer(q, null);
  if (q.scale.most > 1) write(byName("c-" + q.id), more(q));
  node.querySelector("input").focus();
  announce(says("cleared"));
}

function switched() {
  oneByOne = !oneByOne;
  at ??= put()[0]?.id ?? null;
  keep();
  show("ask");
  reach();
}

function reach() {
  if (oneByOne) scrollTo(0, 0);
  else nodes.get(at)?.scrollIntoView();
  nodes.get(at)?.focus({ preventScroll: true });
}

function stepped(event) {
  event.preventDefault();
  if (oneByOne) step(1);
}

function step(by) {
  const questions = put();
  const place = questions.findIndex((q) => q.id === at) + by;
  if (place < 0) return go("start");
  if (place >= questions.length) return go("check");
  jump(questions[place].id);
}

function jump(id) {
  at = id;
  keep();
  if (view !== "ask") show("ask");
  else refresh();
  reach();
}

function refresh() {
  if (view !== "ask") return;
  const questions = put();
  const there = new Set(questions.map((q) => q.id));
  if (!there.has(at)) at = questions[0]?.id ?? null;
  for (const [id, node] of nodes) {
    node.classList.toggle("unput", !there.has(id));
    node.classList.toggle("away", oneByOne && id !== at);
    node.classList.toggle("now", id === at && oneByOne);
    node.querySelector(".clear")?.classList.toggle("gone", !answers.has(id));
  }
  for (const section of app.querySelectorAll("section")) {
    section.classList.toggle("away", !section.querySelector(".question:not(.unput):not(.away)"));
  }
  const place = oneByOne ? Math.max(0, questions.findIndex((q) => q.id === at)) : 0;
  const rest = questions.slice(place).filter(blank);
  const done = questions.filter((q) => !blank(q)).length;
  bar.max = questions.length || 1;
  bar.value = done;
  const far = { done, all: questions.length, minutes: minutes(rest) };
  write(byName("far"), says(rest.length ? "answered" : "answeredAll", far));
  const kept = app.querySelector(".keeping");
  kept.hidden = !any();
  write(kept.firstChild, says(keeps ? "kept" : "notKept"));
}

function check() {
  const questions = put();
  const open = questions.filter(blank);
  const done = questions.filter((q) => !blank(q));
  const bad = open.filter((q) => typed.has(q.id));
  const page = make("div", {}, headed(says("summary")), p("", says("answeredAll", { done: done.length, all: questions.length }), mine(" "), says("summaryAbout")));
  if (bad.length) page.append(p("error", says("mend")), links(bad));
  if (open.length > bad.length) page.append(make("h2", {}, says("blank")), p("", says("blankIsFine")), links(open.filter((each) => !bad.includes(each))));
  if (done.length) page.append(make("details", { class: "all" }, make("summary", {}, says("readAll")), make("dl", {}, done.map(line))));
  if (data.roles[role]?.alone) page.append(consenting(data.roles[role]));
  const problem = bad.length ? says("mend") : done.length ? null : says("allBlank");
  const making = () => {
    if (problem) return announce(problem);
    save();
    go("done");
  };
  page.append(p("steps", button(says("toQuestions"), () => go("ask")), button(says("make"), making, "main")), keeping());
  return page;
}

const links = (listed) => make("ul", { class: "links" }, listed.map((q) => make("li", {}, button(reads(q), () => jump(q.id), "plain"))));

function line(q) {
  const change = make("button", { type: "button", class: "plain", [DESCRIBED]: "s-" + q.id, onclick: () => jump(q.id) }, says("change"));
  return make("div", {}, make("dt", { id: "s-" + q.id }, reads(q)), make("dd", {}, make("span", {}, inWords(q)), change));
}

function consenting(chosen) {
  const joined = data.roles[chosen.joins];
  const no = joined ? says("noJoins", { role: told(joined.title).text }) : says("no");
  const set = (event) => {
    consent = event.target.value === "yes";
    keep();
  };
  const about = make("p", { id: "consent-about" }, says(chosen.together ? "consentTogetherAbout" : "consentAbout"));
  const rows = make("div", { class: "rows" }, radio("consent", "yes", consent, says("yes")), radio("consent", "no", false, no));
  return make("fieldset", { [DESCRIBED]: "consent-about", onchange: set }, make("legend", {}, says(chosen.together ? "consentTogether" : "consent")), about, rows);
}

function done() {
  const text = make("textarea", { id: "mail", readonly: true, rows: 8, "aria-label": said("doneMail") });
  text.value = last;
  const copy = async () => {
    text.select();
    try {
      await navigator.clipboard.writeText(last);
    } catch {
      document.execCommand("copy");
    }
    announce(says("copied"));
  };
  return make("div", {}, headed(says("doneTitle")), p("", says("doneFile", { file: named() })), p("", says("doneHand")), p("", button(says("saveAgain"), save)),
    make("h2", {}, says("doneMail")), p("", says("doneMailAbout")), text, p("", button(says("copy"), copy)),
    p("note", says("doneErase")), button(says("erase"), erase), p("", says("doneAgain")), button(says("toQuestions"), () => go("ask"), "plain"));
}

const VIEWS = { start, ask, check, done };

onbeforeunload = (event) => {
  if (!keeps && answers.size) event.preventDefault();
};

root.classList.add("scripted");
restore();
show("start");
})();
