// Uses the audit report in Chromium. Needs CHROMIUM, PINELINT and WORK, the folder that .ci/browser fills.
'use strict';
const assert = require('node:assert/strict');
const { execFileSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { test, before, after } = require('node:test');
const { pathToFileURL } = require('node:url');
const { chromium } = require('playwright-core');

const { CHROMIUM, PINELINT, WORK } = process.env;
const inWork = (name) => path.join(WORK, name);
const results = JSON.parse(fs.readFileSync(inWork('results.json'), 'utf8'));
const address = (name, hash = '') => pathToFileURL(inWork(name)).href + hash;
const size = { desktop: { width: 1280, height: 900 }, phone: { width: 320, height: 700 } };

let browser;
before(async () => { browser = await chromium.launch({ executablePath: CHROMIUM }); });
after(() => browser.close());

// written is a report of results that no run has had.
function written(name, what) {
  fs.writeFileSync(inWork(`${name}.json`), JSON.stringify(what));
  const start = performance.now();
  execFileSync(PINELINT, ['report', inWork(`${name}.json`), '--root', inWork('repository'), '--format', 'html', '-o', inWork(`${name}.html`)]);
  return { name: `${name}.html`, took: performance.now() - start };
}

// open has a page at hand, and holds that nothing left it and nothing went wrong in it.
async function open(options, name, hash, use) {
  const context = await browser.newContext({ viewport: size.desktop, ...options });
  const page = await context.newPage();
  const asked = [], said = [];
  page.on('request', (request) => asked.push(request.url().split('#')[0]));
  page.on('console', (message) => said.push(message.text()));
  page.on('pageerror', (error) => said.push(String(error)));
  await page.goto(address(name, hash));
  await use(page);
  await context.close();
  assert.deepEqual([...new Set(asked)].filter((url) => url !== 'data:,'), [address(name)], 'requests');
  assert.deepEqual(said, [], 'the console');
}
const report = (title, options, hash, use) => test(title, () => open(options, 'report.html', hash, use));

const shown = (page) => page.locator('.finding:visible').count();
const count = (fits) => results.findings.filter(fits).length;
const verdict = (finding) => (finding.waiver ? 'waived' : finding.verdict);
const unfold = (page) => page.evaluate(() => { for (const one of document.querySelectorAll('details')) one.open = true; });

report('is whole', {}, '', async (page) => {
  assert.match(await page.title(), /^pinelint: \d+ findings/);
  assert.ok(count((finding) => verdict(finding) === 'waived') > 1, 'the waivers fit');
  await unfold(page);
  assert.equal(await shown(page), results.findings.length);
  assert.equal(await page.locator('.rule').count(), results.rules.length);
  assert.match(await page.locator('#expiry').innerText(), /20 Nov 2026, in 18 days/);
  assert.match(await page.locator('#trend').innerText(), /4 reports/);
  for (const line of await page.locator('#trend path.line').all()) assert.ok((await line.boundingBox()).width > 100);
});

report('is filtered', {}, '', async (page) => {
  await page.selectOption('#verdict', 'waived');
  assert.equal(await shown(page), count((finding) => verdict(finding) === 'waived'));
  await page.selectOption('#verdict', 'fail');
  await page.selectOption('#severity', 'critical');
  assert.equal(await shown(page), count((finding) => verdict(finding) === 'fail' && finding.severity === 'critical'));
  await page.selectOption('#area', 'cmek');
  const both = count((finding) => verdict(finding) === 'fail' && finding.severity === 'critical' && finding.rule.startsWith('cmek/'));
  assert.equal(await shown(page), both);
  assert.match(await page.locator('#shown').innerText(), new RegExp(`^${both} of ${results.findings.length} findings`));
  await page.reload();
  assert.equal(await shown(page), both, 'the address has the filter');
  await page.click('#reset');
  assert.equal(new URL(page.url()).hash, '#rules');
  await page.selectOption('#environment', 'production');
  const produced = count((finding) => finding.resource.environment === 'production');
  assert.ok(produced < results.findings.length && await shown(page) === produced);
  await page.click('#open');
  assert.equal(await page.locator('.finding[open]').count(), produced, 'what is hidden stays closed');
  await page.click('#reset');
  await page.selectOption('#verdict', 'new');
  assert.ok(await shown(page) > 0 && await shown(page) === await page.locator('.finding[data-new]').count());
});

report('is searched', {}, '', async (page) => {
  const found = results.findings.find((finding) => finding.rule === 'indexes/dimension-mismatch');
  await page.fill('#query', `DIMENSION ${found.resource.name}`);
  await page.waitForURL(/#\?query=DIMENSION/);
  assert.ok(await page.locator(`[id="finding-${found.fingerprint}"]`).isVisible());
  assert.ok(await shown(page) < results.findings.length / 2);
  await page.fill('#query', 'no such thing');
  await page.getByText('Nothing fits the filter.').waitFor();
  assert.equal(await shown(page), 0);
});

const last = results.findings.at(-1);
const here = (page, id) => page.locator(`[id="${id}"]`);
report('is linked to', {}, `#finding-${last.fingerprint}`, async (page) => {
  const target = here(page, `finding-${last.fingerprint}`);
  assert.equal(await target.getAttribute('open'), '');
  assert.equal(await page.evaluate(() => document.activeElement.parentElement.id), `finding-${last.fingerprint}`);
  await page.waitForFunction((id) => {
    const { top, bottom } = document.getElementById(id).firstElementChild.getBoundingClientRect();
    return top >= 48 && bottom <= innerHeight; // 48 pixels are the banner's
  }, `finding-${last.fingerprint}`);
  await page.fill('#query', 'no such thing');
  await page.getByText('Nothing fits the filter.').waitFor();
  await page.evaluate((id) => { location.hash = id; }, `finding-${last.fingerprint}`);
  await target.waitFor({ state: 'visible' });
});

report('is used by keyboard', {}, '', async (page) => {
  const active = () => page.evaluate(() => document.activeElement.closest('[id]').id);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.hash === '#rules'); // the first stop skips to the rules
  await page.keyboard.press('Control+k');
  assert.equal(await active(), 'query');
  await page.keyboard.type('kms');
  await page.waitForURL(/query=kms/);
  const ids = await page.locator('.finding:visible').evaluateAll((all) => all.map((one) => one.id));
  assert.ok(ids.length > 2);
  for (const [key, at] of [['ArrowDown', 0], ['ArrowDown', 1], ['ArrowUp', 0], ['End', ids.length - 1], ['Home', 0]]) {
    await page.keyboard.press(key);
    assert.equal(await active(), ids[at], key);
  }
  await page.keyboard.press('Enter');
  assert.equal(await here(page, ids[0]).getAttribute('open'), '');
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Escape');
  assert.equal(await page.inputValue('#query'), '');
});

const luminous = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).every((part) => part > 127));
report('is dark or light', { colorScheme: 'dark' }, '', async (page) => {
  assert.equal(await luminous(page), false);
  await page.screenshot({ path: inWork('shots/dark.png') });
  await page.click('#theme');
  assert.equal(await luminous(page), true);
  await page.reload();
  assert.equal(await luminous(page), true, 'the choice is kept');
});

report('is printed', {}, '', async (page) => {
  await page.evaluate(() => addEventListener('beforeprint', () => {
    window.folded = document.querySelectorAll('details:not([open])').length;
  }));
  const before = await page.locator('details[open]').count();
  const pdf = await page.pdf({ path: inWork('shots/print.pdf'), preferCSSPageSize: true });
  assert.ok(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length > 5);
  assert.equal(await page.evaluate(() => window.folded), 0, 'all is open on paper');
  assert.equal(await page.locator('details[open]').count(), before, 'and as before afterwards');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  assert.equal(await page.locator('.banner, search, .skip').filter({ visible: true }).count(), 0);
  assert.equal(await luminous(page), true);
});

report('fits a phone', { viewport: size.phone }, '', async (page) => {
  await page.screenshot({ path: inWork('shots/phone.png') });
  await unfold(page);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), size.phone.width);
});

report('is read without its script', { javaScriptEnabled: false }, `#finding-${last.fingerprint}`, async (page) => {
  assert.equal(await page.locator('#filter:visible, #theme:visible').count(), 0);
  assert.ok(await here(page, `finding-${last.fingerprint}`).isVisible());
  await page.locator('.finding > summary').first().click();
  assert.ok(await page.locator('.finding > .body').first().isVisible());
});

const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
for (const [name, colorScheme] of [['desktop', 'light'], ['phone', 'dark']]) {
  report(`keeps to WCAG 2.2 AA, ${name}, ${colorScheme}`, { colorScheme, viewport: size[name] }, '', async (page) => {
    await unfold(page);
    await page.evaluate(axe);
    const { violations, passes } = await page.evaluate(() => window.axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }));
    assert.ok(passes.some((rule) => rule.id === 'color-contrast'));
    assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes.length} as ${rule.nodes[0].html}`), []);
  });
}

test('runs nothing that a source wrote', async () => {
  const attack = '</script></details><img src="https://evil.test/" onerror="owned=1"><script>owned=1</script>';
  const hostile = JSON.parse(JSON.stringify(results), (key, value) => (
    ['message', 'name', 'id', 'title', 'address', 'file', 'reason', 'owner', 'value', 'description'].includes(key) &&
      typeof value === 'string' ? `${value} ${attack}` : value));
  for (const finding of hostile.findings) finding.rule += ` ${attack}`;
  for (const tally of hostile.tallies) tally.rule += ` ${attack}`;
  await open({}, written('hostile', hostile).name, '', async (page) => {
    await unfold(page);
    assert.equal(await page.evaluate(() => typeof owned + document.images.length + document.scripts.length), 'undefined01');
    assert.ok(await page.getByText('</details><img').count() > results.findings.length);
    await page.fill('#query', 'onerror');
    await page.waitForURL(/query=onerror/);
    assert.equal(await shown(page), results.findings.length);
  });
});

test('lets nothing in that its policy does not name', async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(address('report.html'));
  const refused = await page.evaluate(async () => {
    const of = [];
    document.addEventListener('securitypolicyviolation', (event) => of.push(event.effectiveDirective));
    const add = (tag, set) => document.body.append(Object.assign(document.createElement(tag), set));
    add('script', { textContent: 'window.owned = 1' });
    add('img', { src: 'https://evil.test/x' });
    add('style', { textContent: 'body { display: none }' });
    add('iframe', { src: 'https://evil.test/' });
    await fetch('https://evil.test/').catch(() => {});
    await new Promise((done) => { setTimeout(done, 300); });
    return of.sort();
  });
  await context.close();
  assert.deepEqual(refused, ['connect-src', 'frame-src', 'img-src', 'script-src-elem', 'style-src-elem']);
});

test('holds 10,000 findings', async (t) => {
  const total = 10_000;
  const many = structuredClone(results);
  many.findings = Array.from({ length: total }, (_, i) => {
    const finding = structuredClone(results.findings[i % results.findings.length]);
    finding.resource.id += `-${i}`;
    finding.fingerprint = i.toString(16).padStart(32, '0');
    return finding;
  });
  const { name, took } = written('many', many);
  await open({}, name, '', async (page) => {
    const [painted, loaded] = await page.evaluate(() => [
      performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.getEntriesByType('navigation')[0].loadEventEnd,
    ]);
    const timed = (change) => page.evaluate(([field, value, event]) => {
      const start = performance.now();
      const element = document.getElementById(field);
      element.value = value;
      element.dispatchEvent(new Event(event));
      return new Promise((done) => {
        const seen = () => (location.hash.includes(encodeURIComponent(value)) ?
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - start))) : setTimeout(seen, 5));
        seen();
      });
    }, change);
    const filtered = await timed(['severity', 'critical', 'change']);
    assert.equal(await shown(page), many.findings.filter((finding) => finding.severity === 'critical').length);
    const searched = await timed(['query', 'kms', 'input']);
    const megabytes = fs.statSync(inWork(name)).size / 2 ** 20;
    const elements = await page.evaluate(() => document.getElementsByTagName('*').length);
    const ms = (n) => `${Math.round(n)} ms`;
    t.diagnostic(`${megabytes.toFixed(1)} MiB, ${elements} elements, written in ${ms(took)}; first paint ${ms(painted)}, ` +
      `loaded ${ms(loaded)}, filter ${ms(filtered)}, first search ${ms(searched)}`);
    assert.ok(megabytes < 20 && took < 10_000 && painted < 5000 && loaded < 30_000 && filtered < 3000 && searched < 5000);
  });
});
