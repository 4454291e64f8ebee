// Fills in forms as people do: node form.mjs [--shots DIR] FOLDER, with the pages that tests/support/forms.py makes in FOLDER.
// What is handed in goes to FOLDER/handed, each file with what was chosen, in the words on the screen, beside it.
// Leaves with 1 if anything is not as it should be: rules of WCAG 2.2 AA, requests, width, targets, or what is saved.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, problemList, violations } from "./browser.mjs";

const given = process.argv.slice(2);
const shots = given[0] === "--shots" ? given.splice(0, 2)[1] : null;
const folder = resolve(given[0]);
const handed = `${folder}/handed`;
mkdirSync(handed, { recursive: true });
if (shots) mkdirSync(shots, { recursive: true });

const browser = await launch();
const { tell: list, end } = problemList();
let looked = 0;
let story = "";
const tell = (text) => list(story, text);
const hold = (fact, text) => fact || tell(text);

async function open(name, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  return { context, page: await turned(context, name) };
}

// Under its own policy, and offline: what asks for anything is told.
async function turned(context, name) {
  const page = await context.newPage();
  const address = pathToFileURL(`${folder}/${name}.html`).href;
  page.on("request", (request) => request.url() === address || /^(data|blob):/.test(request.url()) || tell(`asks for ${request.url()}`));
  page.on("console", (message) => tell(`console: ${message.text()}`));
  page.on("pageerror", (error) => tell(`error: ${error.message}`));
  page.on("dialog", (dialog) => dialog.accept());
  await context.setOffline(true);
  await page.goto(address);
  return page;
}

async function look(page, state) {
  looked += 1;
  if (shots) await page.screenshot({ path: `${shots}/${story.replaceAll(" ", "-")}-${state}.png` });
  const seen = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth - window.innerWidth,
    small: [...document.querySelectorAll("button, summary, input, textarea, label:has(input[type=radio], input[type=checkbox])")]
      .filter((each) => each.checkVisibility() && !["radio", "checkbox"].includes(each.type))
      .filter((each) => Math.min(each.getBoundingClientRect().width, each.getBoundingClientRect().height) < 24)
      .map((each) => each.textContent),
  }));
  hold(seen.wide <= 0, `${state}: ${seen.wide} pixels too wide`);
  hold(seen.small.length === 0, `${state}: targets are too small: ${seen.small.slice(0, 3)}`);
  for await (const violation of violations(page)) tell(`${state}: ${violation}`);
}

const welsh = {
  Begin: "Dechrau",
  "All questions on one page": "Pob cwestiwn ar un dudalen",
  "Look over my answers": "Edrych dros fy atebion",
  "Make my answers file": "Gwneud ffeil fy atebion",
};
let spoken = {}; // the names of buttons in the language of the page, where that is not English
const button = (page, name) => page.getByRole("button", { name: spoken[name] ?? name, exact: true });
const question = (page, id) => page.locator(`#q-${id}`);
const choose = (page, id, label) => question(page, id).getByText(label, { exact: true }).click();
const begin = async (page, role, school) => {
  await page.getByRole("radio", { name: new RegExp(`^${role}`) }).check();
  if (school) await page.locator("#school").fill(school);
  await button(page, "Begin").click();
};
const stored = (page) => page.evaluate(() => localStorage.length);

async function saved(page, name, typed) {
  const [file] = await Promise.all([page.waitForEvent("download"), button(page, "Make my answers file").click()]);
  await file.saveAs(`${handed}/${name}.yaml`);
  writeFileSync(`${handed}/${name}.json`, JSON.stringify({ format: "speedbumps-answers/1", version: typed.questionnaire === "school" ? "2.0.0" : "1.0.0", ...typed }));
  return { name: file.suggestedFilename(), text: readFileSync(`${handed}/${name}.yaml`, "utf8") };
}

const stories = {
  async "keyboard alone"() {
    const { context, page } = await open("school");
    await look(page, "start");
    const now = () => page.evaluate(() => {
      const node = document.activeElement;
      const label = node.labels?.[0]?.querySelector("span")?.firstChild.textContent;
      return { tag: node.tagName, type: node.type, name: node.name, text: node.textContent, label };
    });
    const tab = async (wanted) => {
      for (let steps = 0; steps < 400; steps += 1) {
        await page.keyboard.press("Tab");
        const there = await now();
        if (wanted(there)) return there;
      }
      return tell("the keyboard does not get there");
    };
    await tab((at) => at.name === "role");
    await page.keyboard.press("Space");
    for (let down = 0; down < 2; down += 1) await page.keyboard.press("ArrowDown");
    hold((await now()).label === "Teacher", "arrows do not choose a role");
    await tab((at) => at.text === "Begin");
    await page.keyboard.press("Enter");
    await look(page, "role chosen");
    hold((await stored(page)) === 0, "something is kept before the first answer");
    const answers = {};
    for (let number = 0; ; number += 1) {
      const at = await tab((each) => (each.name && !(each.name in answers)) || each.text === "Look over my answers");
      if (!at?.name) break;
      if (at.type === "radio") {
        await page.keyboard.press("Space");
        for (let right = 0; right < number % 8; right += 1) await page.keyboard.press("ArrowRight");
        answers[at.name] = (await now()).label;
      } else if (at.type === "checkbox") {
        await page.keyboard.press("Space");
        answers[at.name] = at.label;
      } else {
        answers[at.name] = at.tag === "TEXTAREA" ? `Line “${number}”: a\nb # \\ "c"` : String(number % 4);
        await page.keyboard.type(answers[at.name]);
      }
      if (number === 20) await look(page, "half answered");
    }
    hold(Object.keys(answers).length === 58, `${Object.keys(answers).length} questions instead of 58`);
    await page.keyboard.press("Enter");
    await look(page, "summary");
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      tab((at) => at.text === "Make my answers file").then(() => page.keyboard.press("Enter")),
    ]);
    await file.saveAs(`${handed}/keyboard.yaml`);
    writeFileSync(`${handed}/keyboard.json`, JSON.stringify({
      format: "speedbumps-answers/1", version: "2.0.0", questionnaire: "school", round: "2026-autumn",
      school: { id: "hillview", nation: "england" }, role: "teacher", answers,
    }));
    hold(/^answers-hillview-[0-9a-f]{8}-1\.yaml$/.test(file.suggestedFilename()), `it is called ${file.suggestedFilename()}`);
    await look(page, "saved");
    await context.close();
  },

  async "touch, closed half way and resumed"() {
    const phone = { viewport: { width: 320, height: 700 }, hasTouch: true, isMobile: true };
    const { context, page } = await open("small", phone);
    await look(page, "start");
    await page.locator("#app").getByText("Headteacher", { exact: true }).tap();
    await button(page, "Begin").tap();
    hold(await page.getByText("Please write the name of your school.").isVisible(), "a school is not asked for");
    await page.locator("#school").fill("Ysgol Glan yr Afon");
    await button(page, "Begin").tap();
    await question(page, "T01").getByText("Often", { exact: true }).tap();
    await look(page, "one by one");
    await button(page, "Next").tap();
    await question(page, "T02").getByText("Does not apply").tap();
    await page.close();
    const again = await turned(context, "small");
    hold(await again.getByText("Your answers from before are still here.").isVisible(), "it does not say that it resumes");
    await look(again, "resumed");
    await button(again, "Carry on").first().tap();
    hold(await question(again, "T02").isVisible(), "it does not resume where it was");
    await button(again, "Next").tap();
    hold(await question(again, "T03").isVisible(), "a question whose condition is met is not put");
    await question(again, "T03").getByText("Sometimes", { exact: true }).tap();
    await button(again, "Next").tap();
    await again.locator("#a-N01").fill("3,5");
    await button(again, "Next").tap();
    await look(again, "own words");
    await button(again, "Next").tap();
    await look(again, "summary");
    await again.getByText("Yes, show them by themselves").tap();
    const typed = {
      questionnaire: "small", role: "head", consent: "identified", school: { id: "Ysgol Glan yr Afon" },
      answers: { T01: "Often", T02: "Does not apply", T03: "Sometimes", N01: "3.5" },
    };
    const first = await saved(again, "touch", typed);
    hold(/^answers-ysgol-glan-yr-afon-[0-9a-f]{8}-1\.yaml$/.test(first.name), `it is called ${first.name}`);
    await look(again, "saved");
    await button(again, "Back to the questions").tap();
    await button(again, "Look over my answers").tap();
    await again.getByRole("button", { name: "What would you try first?" }).tap();
    await again.locator("#a-O1").fill("Ask once.");
    await button(again, "Next").tap();
    await again.getByText("Yes, show them by themselves").tap();
    const second = await saved(again, "touch-2", { ...typed, answers: { ...typed.answers, O1: "Ask once." } });
    const draft = (text) => text.match(/draft: "[0-9a-f]{32}"/)[0];
    hold(second.name === first.name.replace("-1.yaml", "-2.yaml"), `the second is called ${second.name}`);
    hold(draft(first.text) === draft(second.text), "handing in twice counts twice");
    await button(again, "Erase my answers from this device").tap();
    hold((await stored(again)) === 0, "something is left after erasing");
    await context.close();
  },

  async "Welsh"() {
    const { context, page } = await open("small", { viewport: { width: 390, height: 844 } });
    await button(page, "Cymraeg").click();
    hold((await page.evaluate(() => document.documentElement.lang)) === "cy", "the page does not say that it is Welsh");
    hold(await page.getByText("No named translator has read it yet.").isVisible(), "the page does not say that it is a draft");
    spoken = welsh;
    await begin(page, "Athro neu athrawes", "Ysgol");
    await choose(page, "T01", "Byth");
    await look(page, "one by one");
    await button(page, "All questions on one page").click();
    hold(!(await question(page, "T03").isVisible()), "a question whose condition is not met is put");
    await look(page, "one page");
    spoken = {};
    await button(page, "English").click();
    hold(await question(page, "T01").getByText("Never", { exact: true }).isVisible(), "the language does not change back");
    hold(await question(page, "T01").getByRole("radio", { name: "Never" }).isChecked(), "the answer is lost with the language");
    await button(page, "Cymraeg").click();
    spoken = welsh;
    await button(page, "Look over my answers").click();
    await saved(page, "welsh", { questionnaire: "small", role: "teacher", school: { id: "Ysgol" }, answers: { T01: "Never" } });
    spoken = {};
    await context.close();
  },

  async "script off"() {
    const { context, page } = await open("school", { javaScriptEnabled: false, viewport: { width: 320, height: 800 } });
    hold(await page.getByText("No script runs here").isVisible(), "nothing says that a script is needed");
    hold(await page.getByText("I spend time on paperwork that gets little use.").isVisible(), "questions cannot be read");
    hold(await page.getByText("What could your school offer to another school?").isVisible(), "questions cannot be read");
    if (shots) await page.screenshot({ path: `${shots}/script-off.png`, fullPage: true });
    await context.close();
  },

  async "pasted text"() {
    const { context, page } = await open("school");
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await begin(page, "Teacher");
    await page.evaluate(() => navigator.clipboard.writeText("wörd ".repeat(1024 * 1024)));
    await page.locator("#a-O1").focus();
    const before = Date.now();
    await page.keyboard.press("ControlOrMeta+v");
    await page.getByText("Only the first 500 characters fit.").waitFor({ timeout: 20000 });
    const took = Date.now() - before;
    hold(took < 5000, `pasting takes ${took} ms`);
    const kept = await page.locator("#a-O1").inputValue();
    hold(kept.length === 500, `${kept.length} characters are kept`);
    await page.locator("#a-O1").fill("x".repeat(5 * 1024 * 1024));
    hold((await page.locator("#a-O1").inputValue()).length === 500, "what a program writes is not cut");
    await page.locator("#a-O1").fill("A lone \ud800 surrogate, a bell \u0007, a line\u2028end and 😀.");
    await button(page, "Look over my answers").click();
    const file = await saved(page, "odd", {
      questionnaire: "school", round: "2026-autumn", school: { id: "hillview", nation: "england" }, role: "teacher",
      answers: { O1: "A lone \ufffd surrogate, a bell , a line end and 😀." },
    });
    hold(!/[\u0000-\u0009\u000b-\u001f\u2028]/.test(file.text), "control characters are handed in");
    await context.close();
  },

  async "roles and conditions"() {
    const { context, page } = await open("small");
    await begin(page, "Teacher", "Hillview");
    await button(page, "All questions on one page").click();
    await choose(page, "T01", "Often");
    await choose(page, "T03", "Often");
    await choose(page, "T01", "I don’t know");
    hold(!(await question(page, "T03").isVisible()), "“I don’t know” meets a condition");
    await choose(page, "T01", "Sometimes");
    hold(await question(page, "T03").getByRole("radio", { name: "Often" }).isChecked(), "a hidden answer is lost");
    await button(page, "Change role").click();
    await page.getByRole("radio", { name: "Governor" }).check();
    await button(page, "Carry on").click();
    hold(await page.getByText("Some answers were cleared").isVisible(), "other words keep the answer");
    hold(await question(page, "T01").getByText("Ideas that staff bring us wait weeks").isVisible(), "the role's words do not follow");
    await choose(page, "T02", "Never");
    await question(page, "T02").getByRole("button", { name: "Clear this answer" }).click();
    hold((await question(page, "T02").getByRole("radio", { checked: true }).count()) === 0, "an answer cannot be cleared");
    await choose(page, "T02", "Often");
    await page.locator("#a-N01").fill("41");
    await page.locator("#a-N01").blur();
    hold(await page.getByText("Please write a number from 0 to 40.").isVisible(), "a number too high is taken");
    await look(page, "a wrong number");
    await button(page, "Look over my answers").click();
    await button(page, "Make my answers file").click();
    hold(await page.locator("#status").getByText("Please mend").isVisible(), "a wrong number is dropped without a word");
    await page.getByRole("button", { name: "In a normal week" }).click();
    await page.locator("#a-N01").fill("0.5");
    await button(page, "Look over my answers").click();
    const typed = { questionnaire: "small", role: "governor", school: { id: "Hillview" }, answers: { T02: "Often", N01: "0,5" } };
    const file = await saved(page, "roles", typed);
    hold(!file.text.includes("T03"), "an answer is saved whose question is not put");
    await context.close();
  },

  async "storage blocked"() {
    const context = await browser.newContext();
    await context.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }));
    const page = await turned(context, "small");
    await begin(page, "None of these", "Hillview");
    await choose(page, "T01", "Never").catch(() => null);
    await choose(page, "T02", "Never").catch(() => null);
    hold(await page.getByText("This browser keeps nothing.").isVisible(), "it does not say that nothing is kept");
    await context.close();
  },

  async "a spoilt draft"() {
    const { context, page } = await open("small");
    await begin(page, "Teacher", "Hillview");
    await question(page, "T01").getByRole("radio", { name: "Never" }).check();
    for (const spoilt of ["{", "7", '{"answers":[["T01","99"],["constructor","1"],5,["N01","41"],["O1",{}]],"role":{},"at":"x"}']) {
      await page.evaluate((text) => localStorage.setItem(localStorage.key(0), text), spoilt);
      await page.reload();
      hold(await page.getByRole("radio", { name: "Teacher", exact: true }).isVisible(), `it does not begin anew after ${spoilt}`);
      hold(!(await page.getByText("Your answers from before").isVisible()), `it takes ${spoilt} for answers`);
    }
    await context.close();
  },

  async "dark"() {
    const { context, page } = await open("school", { colorScheme: "dark", viewport: { width: 390, height: 844 }, reducedMotion: "reduce" });
    await look(page, "start");
    await begin(page, "Headteacher");
    await choose(page, "T01", "Rarely");
    await look(page, "half answered");
    await button(page, "One question at a time").click();
    await look(page, "one by one");
    await button(page, "Look over my answers").click();
    await look(page, "summary");
    await button(page, "Make my answers file").click();
    await look(page, "saved");
    await context.close();
  },

  async "forced colours"() {
    const { context, page } = await open("school", { forcedColors: "active" });
    await begin(page, "Teacher");
    await choose(page, "T01", "Rarely");
    await look(page, "half answered");
    await context.close();
  },

  async "texts that are no texts"() {
    const { context, page } = await open("hostile");
    await look(page, "start");
    await page.getByRole("radio", { name: /^Teacher/ }).check();
    await button(page, "Begin").click();
    await page.getByRole("radio").first().check();
    await look(page, "half answered");
    hold(await page.locator("#p-T01").isVisible(), "a prompt that reads like the title is not shown");
    hold((await page.evaluate(() => document.querySelectorAll("script, img, #app [onerror]").length)) === 2, "a text became markup");
    await context.close();
  },

  async "two hundred questions"() {
    const { context, page } = await open("many");
    await page.getByRole("radio", { name: "Teacher", exact: true }).check();
    const took = await page.evaluate(() => {
      const time = (act) => {
        const before = performance.now();
        act();
        document.body.getBoundingClientRect();
        return performance.now() - before;
      };
      const shown = time(() => [...document.querySelectorAll("button")].find((each) => each.textContent === "Begin").click());
      return { shown, answered: time(() => document.querySelector("[name=X199]").click()) };
    });
    hold(took.shown < 1500 && took.answered < 150, `it takes ${Math.round(took.shown)} and ${Math.round(took.answered)} ms`);
    console.log(`${story}: shown in ${Math.round(took.shown)} ms, answered in ${Math.round(took.answered)} ms`);
    await context.close();
  },

  async "paper"() {
    const { context, page } = await open("school");
    const sheets = async (name) => {
      const printed = await page.pdf({ preferCSSPageSize: true });
      if (shots) writeFileSync(`${shots}/${name}.pdf`, printed);
      return printed.toString("latin1").match(/\/Type \/Page\b(?!s)/g).length;
    };
    const blank = await sheets("paper-all");
    await begin(page, "Teacher");
    const role = await sheets("paper-teacher");
    hold(blank <= 7 && role <= 7, `it takes ${blank} and ${role} sheets`);
    await page.emulateMedia({ media: "print" });
    hold(await question(page, "T01").isVisible(), "questions are not printed");
    await context.close();
  },
};

for (const [name, act] of Object.entries(stories)) {
  story = name;
  await act().catch((error) => tell(error.message.split("\n").slice(0, 3).join(" ")));
}
await browser.close();
end(`${Object.keys(stories).length} stories, ${looked} states`);
