// Looks at pages on a phone, on a laptop and on paper: node check.mjs [--shots DIR] FILE...
// Leaves with 1 if a page breaks a rule of WCAG 2.2 AA that a machine can see, asks for anything over a network, is
// wider than a phone of 320 pixels, also with letters of twice the size, says anything on the console, or takes more
// sheets of paper than the name of its folder allows.
import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, newContext, problemList, violations } from "./browser.mjs";

const looks = [
  { name: "phone", width: 320, height: 800 },
  { name: "laptop", width: 1280, height: 900 },
  { name: "phone, dark", width: 320, height: 800, scheme: "dark" },
  { name: "laptop, dark", width: 1280, height: 900, scheme: "dark" },
  { name: "paper", width: 688, height: 1000, media: "print" },
];

const MOST_WORDS = 4000;

const given = process.argv.slice(2);
const shots = given[0] === "--shots" ? given.splice(0, 2)[1] : null;
if (given.length === 0) {
  console.error("name at least one page");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

const browser = await launch();
const { tell, end } = problemList();

async function seen(file, look) {
  // Only the checker may run scripts in the page; the page itself holds none and forbids them.
  const context = await newContext(browser, { viewport: { width: look.width, height: look.height }, colorScheme: look.scheme ?? "light" });
  const page = await context.newPage();
  const address = pathToFileURL(resolve(file)).href;
  page.on("request", (request) => {
    const asked = request.url();
    if (asked !== address && !asked.startsWith("data:")) tell(file, look.name, `asks for ${asked}`);
  });
  page.on("console", (message) => tell(file, look.name, `console: ${message.text()}`));
  page.on("pageerror", (error) => tell(file, look.name, `error: ${error.message}`));
  await page.goto(address);
  if (look.media) await page.emulateMedia({ media: look.media });
  if (shots) await page.screenshot({ path: `${shots}/${basename(file, ".html")}-${look.name}.png` });
  await page.evaluate(() => document.querySelectorAll("details").forEach((folded) => (folded.open = true)));
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0 && look.name === "phone") tell(file, look.name, `is ${wider} pixels too wide`);
  if (look.name === "phone") {
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    const twice = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (twice > 0) tell(file, look.name, `is ${twice} pixels too wide with large letters`);
    await page.evaluate(() => document.querySelector("style:last-of-type").remove());
  }
  for await (const violation of violations(page)) tell(file, look.name, violation);
  await context.close();
}

async function inForcedColours(file) {
  // With high contrast, humps are lines on the background of the reader's choice, and no number loses its place.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.goto(pathToFileURL(resolve(file)).href);
  const wrong = await page.evaluate(() => {
    const canvas = getComputedStyle(document.body).backgroundColor;
    const fills = [...document.querySelectorAll(".h0, .h1")].map((hump) => getComputedStyle(hump).fill);
    return fills.filter((fill) => fill !== canvas);
  });
  if (wrong.length > 0) tell(file, "forced colours", `a hump is filled with ${wrong[0]}`);
  await context.close();
}

async function printed(file) {
  // As a reader prints it, on both kinds of paper: a page in a folder such as sheets-8 takes at most so many sheets.
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("console", (message) => tell(file, "printed", `console: ${message.text()}`));
  await page.goto(pathToFileURL(resolve(file)).href);
  const most = Number(/^sheets-(\d+)$/.exec(basename(dirname(resolve(file))))?.[1] ?? NaN);
  for (const format of Number.isNaN(most) ? [] : ["A4", "Letter"]) {
    const sheets = (await page.pdf({ format })).toString("latin1").match(/\/Type \/Page\b(?!s)/g).length;
    if (sheets > most) tell(file, format, `takes ${sheets} sheets`);
  }
  await page.emulateMedia({ media: "print" });
  const words = await page.evaluate(() => document.body.innerText.split(/\s+/).length);
  if (most === 8 && words > MOST_WORDS) tell(file, "printed", `has ${words} words`);
  await context.close();
}

// Pages whose sheets are counted differ in what they say; each kind of page is seen in dark once, without a limit.
const looksAt = (file) => looks.filter((look) => !look.scheme || !/^sheets-/.test(basename(dirname(resolve(file)))));

const waiting = given.values();

async function lookAtNext() {
  // Several of these share the pages that are still waiting.
  for (const file of waiting) {
    for (const look of looksAt(file)) await seen(file, look);
    await printed(file);
    await inForcedColours(file);
  }
}

await Promise.all(Array.from({ length: availableParallelism() }, lookAtNext));
await browser.close();
end(`${given.length} pages`);
