// A visit of the console in a browser that no WebDriver of Debian drives: rooms, and one act from its first field
// until it is said. Reads what to do as JSON on standard input, and prints what it found as JSON.
//
//   modules    the folder node_modules with the driver
//   driver     puppeteer-core, or the one of the browser's own time
//   launch     what the driver is told of the browser
//   tls        whether the browser needs TLS for cookies of secure origins, on loopback too
//   scripting  on, off, or unloaded: where a driver cannot turn scripting off, no script is loaded
//   link       the sign-in link
//   subject    what is written, to be found again
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createServer } from "node:tls";

const asked = JSON.parse(readFileSync(0, "utf8"));
const puppeteer = createRequire(`${asked.modules}/`)(asked.driver);
const wrong = [];

/// Ends TLS before the console; the port at which it does.
async function secure(port) {
  const folder = mkdtempSync(join(tmpdir(), "comity-"));
  execFileSync("openssl", [
    "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
    "-subj", "/CN=localhost", "-keyout", join(folder, "key"), "-out", join(folder, "cert"),
  ], { stdio: "ignore" });
  const keys = { key: readFileSync(join(folder, "key")), cert: readFileSync(join(folder, "cert")) };
  rmSync(folder, { recursive: true });
  const server = createServer(keys, (visitor) => {
    const console = connect(port, "127.0.0.1");
    visitor.pipe(console).pipe(visitor);
    visitor.on("error", () => console.destroy());
    console.on("error", () => visitor.destroy());
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  server.unref();
  return server.address().port;
}

const link = new URL(asked.link);
if (asked.tls) {
  link.port = await secure(Number(link.port));
  link.protocol = "https:";
}
const browser = await puppeteer.launch(asked.launch);
const version = await browser.version();
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60000);
  page.on("pageerror", (error) => wrong.push(`script: ${error.message}`));
  page.on("console", (said) => {
    if (["error", "warning", "warn"].includes(said.type())) wrong.push(`console: ${said.text()}`);
  });
  let kept = 0;
  if (asked.scripting === "off") await page.setJavaScriptEnabled(false);
  if (asked.scripting === "unloaded") {
    await page.setRequestInterception(true);
    page.on("request", (request) => {
      const script = new URL(request.url()).pathname.endsWith(".js");
      kept += script;
      script ? request.abort() : request.continue();
    });
  }

  const go = async (path, status = 200) => {
    const answer = await page.goto(link.origin + path);
    if (answer.status() !== status) wrong.push(`${path}: ${answer.status()}`);
  };
  const press = (selector) => Promise.all([page.waitForNavigation(), page.click(selector)]);
  const there = async (selector) => {
    if (!(await page.$(selector))) wrong.push(`${page.url()} has no ${selector}`);
  };

  // The form of whoever has no link: the password is not shown, and is taken however it comes.
  await go("/sign-in");
  await there("input[type=password][autocomplete=current-password]:not([onpaste])");
  await go(link.pathname);
  await press("main button");
  if (page.url() !== `${link.origin}/`) wrong.push(`sign-in leads to ${page.url()}`);

  for (const room of ["/", "/cases", "/search?q=bank", "/drafts", "/drafts/new", "/counterparts", "/record", "/reports", "/account", "/help", "/api"]) {
    await go(room);
    await there("main h1");
  }
  await go("/cases");
  await press("table.work tbody a");
  await there(".head h1");

  // A query: to whom and what, its text in both languages, what crosses, and out.
  await go("/drafts/new");
  await page.click('[id="what:query"]');
  await press("main form button.primary");
  await press("main form[method=post] button.primary");
  await page.type('[id="text.en"]', asked.subject);
  await page.type('[id="text.zh-Hans"]', asked.subject);
  await press("button.primary[name=then][value=preview]");
  await there(".crosses");
  await press('main form[action$="/submit"] button');
  if (!page.url().startsWith(`${link.origin}/cases/`)) wrong.push(`the query led to ${page.url()}`);
  if (!(await page.content()).includes(asked.subject)) wrong.push("the query is not on its page");
  if (asked.scripting === "unloaded" && kept === 0) wrong.push("no script was kept from loading");
} catch (error) {
  wrong.push(String(error));
} finally {
  await browser.close();
}
console.log(JSON.stringify({ version, wrong }));
process.exit(0);
