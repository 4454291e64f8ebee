// Looks at every page of the documentation: node site.mjs [--shots DIR] FOLDER, where the site was built.
// Leaves with 1 if a page breaks a rule of WCAG 2.2 AA that a machine can see, asks for anything outside the folder, sets a
// cookie, is wider than a phone of 320 pixels, also with letters of twice the size, or says anything on the console.
// CHROMIUM names the browser; without it, /usr/bin/chromium.
import { mkdirSync, readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const looks = [
  { name: "phone", viewport: { width: 320, height: 800 }, colorScheme: "light", skip: /^$/ },
  // The pages of single checks are all made by one function: a phone is enough for them.
  { name: "laptop, dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark", skip: /checks\/SB/ },
];

const given = process.argv.slice(2);
const shots = given[0] === "--shots" ? given.splice(0, 2)[1] : null;
const folder = resolve(given[0] ?? "");
const home = pathToFileURL(folder).href + "/";
const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".html")).map((name) => join(folder, name));
if (files.length === 0) {
  console.error("name the folder of a site");
  process.exit(2);
}
if (shots) mkdirSync(shots, { recursive: true });

let problems = 0;
const tell = (file, look, text) => {
  problems += 1;
  console.log(`${relative(folder, file)}: ${look}: ${text}`);
};

async function look(page, file, { name }) {
  await page.goto(pathToFileURL(file).href);
  if (shots) await page.screenshot({ path: `${shots}/${relative(folder, file).replaceAll("/", "_")}-${name}.png` });
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if ((await wider()) > 0) tell(file, name, `is ${await wider()} pixels too wide`);
  if (name === "phone") {
    const style = await page.addStyleTag({ content: "html { font-size: 200% !important }" });
    if ((await wider()) > 0) tell(file, name, `is ${await wider()} pixels too wide with large letters`);
    await style.evaluate((node) => node.remove());
  }
  if (await page.evaluate(() => document.cookie)) tell(file, name, "sets a cookie");
  await page.evaluate(axe);
  const found = await page.evaluate((tags) => axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false }), rules);
  for (const violation of found.violations) {
    const where = violation.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    tell(file, name, `${violation.id} (${violation.nodes.length}): ${violation.help}: ${where}`);
  }
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
});

async function lookAtAll(waiting, options) {
  // One page of the browser for many of the site, since a new one takes longer than a look.
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.on("request", (request) => {
    if (!request.url().startsWith(home) && !request.url().startsWith("data:")) tell(page.url().slice(7), options.name, `asks for ${request.url()}`);
  });
  page.on("console", (message) => tell(page.url().slice(7), options.name, `console: ${message.text()}`));
  page.on("pageerror", (error) => tell(page.url().slice(7), options.name, `error: ${error.message}`));
  for (const file of waiting) await look(page, file, options);
  await context.close();
}

for (const { skip, ...options } of looks) {
  const waiting = files.filter((file) => !skip.test(file)).values();
  await Promise.all(Array.from({ length: availableParallelism() }, () => lookAtAll(waiting, options)));
}
await browser.close();
console.log(problems === 0 ? `${files.length} pages of the site, nothing to mend` : `${problems} to mend`);
process.exit(problems === 0 ? 0 : 1);
