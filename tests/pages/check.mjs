// Looks at pages on a phone, on a laptop and on paper: node check.mjs [--shots DIR] FILE...
// Leaves with 1 if a page breaks a rule of WCAG 2.2 AA that a machine can see, asks for anything over a network, is
// wider than a phone of 320 pixels, says anything on the console, or has a front page that is not one sheet of A4.
// CHROMIUM names the browser; without it, /usr/bin/chromium.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const looks = [
  { name: "phone", width: 320, height: 800 },
  { name: "laptop", width: 1280, height: 900 },
  { name: "paper", width: 688, height: 1000, media: "print" },
];

const given = process.argv.slice(2);
const shots = given[0] === "--shots" ? given.splice(0, 2)[1] : null;
if (given.length === 0) {
  console.error("name at least one page");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});
let problems = 0;
const tell = (file, look, text) => {
  problems += 1;
  console.log(`${file}: ${look}: ${text}`);
};

async function seen(file, look) {
  // Only the checker may run scripts in the page; the page itself holds none and forbids them.
  const context = await browser.newContext({ viewport: { width: look.width, height: look.height }, bypassCSP: true });
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
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags }), rules);
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    tell(file, look.name, `${violation.id} (${violation.nodes.length}): ${violation.help}: ${where}`);
  }
  await context.close();
}

async function inForcedColours(file) {
  // With high contrast and a dark theme, what stands on the road keeps its own colours and needs its own background.
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark" });
  await page.goto(pathToFileURL(resolve(file)).href);
  const roads = await page.$$eval(".road", (found) => found.map((road) => getComputedStyle(road).backgroundColor));
  const wrong = roads.filter((colour) => colour !== "rgb(251, 243, 227)");
  if (wrong.length > 0) tell(file, "forced colours", `a road is drawn on ${wrong[0]}`);
  await context.close();
}

async function oneSheet(file) {
  // Under its own rules this time: the page as a reader prints it, and of that the front page alone.
  const context = await browser.newContext();
  const page = await context.newPage();
  page.on("console", (message) => tell(file, "printed", `console: ${message.text()}`));
  await page.goto(pathToFileURL(resolve(file)).href);
  const found = await page.evaluate(() => {
    const front = document.querySelector(".front");
    if (front) document.querySelectorAll("main > :not(.front)").forEach((other) => other.remove());
    return front !== null;
  });
  const printed = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
  const sheets = printed.match(/\/Type \/Page\b(?!s)/g).length;
  if (found && sheets !== 1) tell(file, "printed", `the front page takes ${sheets} sheets`);
  await context.close();
}

for (const file of given) {
  for (const look of looks) await seen(file, look);
  await oneSheet(file);
  await inForcedColours(file);
}
await browser.close();
console.log(problems === 0 ? `${given.length} pages, nothing to mend` : `${problems} to mend`);
process.exit(problems === 0 ? 0 : 1);
