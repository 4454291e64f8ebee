// Looks at every page of the documentation: node site.mjs [--shots DIR] FOLDER, where the site was built.
// Leaves with 1 if a page breaks a rule of WCAG 2.2 AA that a machine can see, asks for anything outside the folder, sets a
// cookie, is wider than a phone of 320 pixels, also with letters of twice the size, or says anything on the console.
import { mkdirSync, readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join, relative, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, newContext, problemList, violations } from "./browser.mjs";

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

const { tell: list, end } = problemList();
const tell = (file, ...parts) => list(relative(folder, file), ...parts);

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
  for await (const violation of violations(page)) tell(file, name, violation);
}

const browser = await launch();

async function lookAtAll(waiting, options) {
  // One page of the browser for many of the site, since a new one takes longer than a look.
  const context = await newContext(browser, options);
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
end(`${files.length} pages of the site`);
