#!/usr/bin/env node
// What lighthouse says of desk, case, compose and report, as an officer who is signed in:
//
//   node crates/comity/tests/browser/lighthouse.mjs [PROGRAM]
//
// PROGRAM is target/release/comity by default; `.ci/install` brings the rest. Starts the demo,
// prints one table, and ends with 1 where a page has less than 95 in anything. With
// COMITY_LIGHTHOUSE naming a folder, the whole reports go there.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../../..");
const modules = join(process.env.COMITY_JUDGES ?? join(root, "target/judges"), "node_modules");
const require = createRequire(`${modules}/`);
const puppeteer = require("puppeteer-core");
const { default: lighthouse } = await import(pathToFileURL(require.resolve("lighthouse")));

const LEAST = 95;
const KINDS = ["performance", "accessibility", "best-practices"];
const program = process.argv[2] ?? join(root, "target/release/comity");
const folder = mkdtempSync(join(tmpdir(), "comity-"));
const demo = spawn(program, ["--json", "demo", "--serve", "--history", process.env.COMITY_HISTORY ?? "30", "--dir", join(folder, "demo")], {
  stdio: ["ignore", "pipe", "ignore"],
});
const browser = await puppeteer.launch({
  executablePath: "/usr/bin/chromium",
  headless: true,
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
});
let short = false;
try {
  const [line] = await new Promise((done) => createInterface(demo.stdout).on("line", (text) => text && done([text])));
  const { nodes } = JSON.parse(line);
  const people = nodes.find((node) => node.party === "cyber.us.example").people;
  const { sign_in } = people.find((person) => person.role === "officer");
  const page = await browser.newPage();
  const press = (selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
  await page.goto(sign_in);
  await press("main button");
  const { origin } = new URL(page.url());
  await page.goto(`${origin}/cases?sort=updated`);
  await press("table.work tbody a");
  const found = page.url();
  await page.goto(`${origin}/drafts/new`);
  await page.click('[id="what:technical"]');
  await press("main form button.primary");
  await page.click('[id="assistance:takedown"]');
  await press("main form[method=post] button.primary");
  const pages = { desk: `${origin}/`, case: found, compose: page.url(), report: `${origin}/reports` };

  console.log(`| page | ${KINDS.join(" | ")} |\n|---|${"---|".repeat(KINDS.length)}`);
  for (const preset of ["mobile", "desktop"]) {
    const config = preset === "desktop" ? (await import(pathToFileURL(require.resolve("lighthouse/core/config/desktop-config.js")))).default : undefined;
    for (const [name, address] of Object.entries(pages)) {
      const flags = { onlyCategories: KINDS, disableStorageReset: true, output: "html", logLevel: "error" };
      const { lhr, report } = await lighthouse(address, flags, config, page);
      const scores = KINDS.map((kind) => Math.round(100 * lhr.categories[kind].score));
      short ||= scores.some((score) => score < LEAST);
      console.log(`| ${name}, ${preset} | ${scores.join(" | ")} |`);
      for (const kind of KINDS) {
        for (const { id, weight } of lhr.categories[kind].auditRefs) {
          const { score, title } = lhr.audits[id];
          if (weight > 0 && score !== null && score < 0.9) console.error(`  ${name}, ${preset}: ${kind}: ${id}: ${title} (${score})`);
        }
      }
      if (process.env.COMITY_LIGHTHOUSE) writeFileSync(join(process.env.COMITY_LIGHTHOUSE, `${name}-${preset}.html`), report);
    }
  }
} finally {
  await browser.close();
  demo.kill("SIGTERM");
  await new Promise((done) => demo.on("exit", done));
  rmSync(folder, { recursive: true });
}
process.exit(short ? 1 : 0);
