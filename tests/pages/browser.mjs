// What the checks of pages share: the browser, its rules for what everybody can read, and the list of what is wrong.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// CHROMIUM names the browser; without it, the one without windows is taken, which is quicker, or else the usual one.
const found = ["chromium-headless-shell", "chromium"].map((name) => `/usr/bin/${name}`).find(existsSync);

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? found,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });

export async function newContext(browser, options = {}) {
  // Each page that is opened in it has axe. A page that forbids scripts forbids its own, not those of the checker.
  const context = await browser.newContext({ ...options, bypassCSP: true });
  await context.addInitScript({ content: axe });
  return context;
}

export async function* violations(page) {
  // Only what is wrong is collected: the list of all that is right takes as long again.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const run = (tags) => axe.run({ runOnly: tags, resultTypes: ["violations"], preload: false });
  for (const each of (await page.evaluate(run, rules)).violations) {
    const where = each.nodes.slice(0, 3).map((node) => node.target.join(" ")).join("; ");
    yield `${each.id} (${each.nodes.length}): ${each.help}: ${where}`;
  }
}

export function problemList() {
  // Prints each problem; the last line says how many there are, and the exit status whether there are any.
  let problems = 0;
  return {
    tell(...parts) {
      problems += 1;
      console.log(parts.join(": "));
    },
    end(done) {
      console.log(problems === 0 ? `${done}, nothing to mend` : `${problems} to mend`);
      process.exit(problems === 0 ? 0 : 1);
    },
  };
}
