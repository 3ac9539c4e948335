/* Run by tests/all/browser: node browser.js ZH-RESULTS EN-RESULTS FOLDER-FOR-SCREENSHOTS */
'use strict';
const fs = require('fs'), path = require('path');
const { chromium } = require('playwright-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const [zh, en, shots] = process.argv.slice(2);
let bad = 0;
const wrong = text => { console.error(text); bad++; };

/* Numbers as the report writes them. */
const people = (value, digits = 3) => {
	const e = Number(Math.abs(value).toExponential(digits - 1).split('e')[1]);
	if (value === 0)
		return '0';
	const text = e >= digits - 1 ? String(Number(Math.abs(value).toPrecision(digits))).replace(/\B(?=(\d{3})+$)/g, ',')
		: Math.abs(value).toFixed(digits - 1 - e);
	return (value < 0 ? '−' : '') + text;
};

async function open(browser, folder, options) {
	const context = await browser.newContext(options), page = await context.newPage();
	page.on('console', m => wrong(`${folder}: console: ${m.text().slice(0, 300)}`));
	page.on('pageerror', e => wrong(`${folder}: ${e}`));
	page.on('dialog', d => { wrong(`${folder}: dialog ${d.message()}`); d.dismiss(); });
	page.on('request', r => { if (!r.url().startsWith('file:')) wrong(`${folder}: asks for ${r.url().slice(0, 80)}`); });
	await page.goto('file://' + path.resolve(folder, 'report.html'));
	await page.waitForSelector('#w:not([hidden])', { timeout: 20000 });
	return { context, page };
}

/* At rest the page's figures are those of summary.json, to the last digit shown. */
async function at_rest(page, folder, money) {
	const all = JSON.parse(fs.readFileSync(path.join(folder, 'summary.json'), 'utf8')).portfolio;
	const rows = { npv: all.npv_cny, gap: all.funding_gap_cny, cost: all.pv_cost_cny, grants: all.pv_grant_cny, credits: all.pv_carbon_cny };
	for (const [id, figure] of Object.entries(rows))
		for (const [k, q] of ['p10', 'p50', 'p90'].entries()) {
			const shown = await page.textContent(`#w-${id}-${k}`), wanted = people(figure[q] / money);
			if (shown !== wanted)
				wrong(`${folder}: ${id} ${q} shows ${shown}, the report has ${wanted}`);
		}
	const loss = await page.textContent('#w-loss');
	if (loss !== people(100 * all.probability_of_loss))
		wrong(`${folder}: probability of loss ${loss}`);
}

const number = async (page, id) => Number((await page.textContent(id)).replace(/,/g, '').replace('−', '-'));
async function slide(page, name, value) {
	await page.$eval('#w-' + name, (e, v) => { e.value = v; e.dispatchEvent(new Event('input', { bubbles: true })); }, String(value));
	await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/* Each slider moves what it should, in money that can be checked by hand. */
async function moves(page, folder) {
	const text = () => page.$$eval('[id^=w-npv],[id^=w-gap],[id^=w-cost],[id^=w-grants],[id^=w-credits]', l => l.map(e => e.textContent).join());
	const rest = await text(), credits = await number(page, '#w-credits-1'), cost = await number(page, '#w-cost-1'), npv = await number(page, '#w-npv-1');
	await slide(page, 'carbon', 200);
	if (Math.abs(await number(page, '#w-credits-1') / credits - 2) > 0.02)
		wrong(`${folder}: twice the price is not twice the income`);
	await slide(page, 'carbon', 100);
	await slide(page, 'grant', 100);
	if (!(await number(page, '#w-npv-1') > npv) || await number(page, '#w-cost-1') !== cost)
		wrong(`${folder}: grants do not raise the net present value alone`);
	await page.click('#w button[type=reset]');
	await page.waitForTimeout(100);
	await slide(page, 'upkeep', 0);
	if (!(await number(page, '#w-cost-1') < cost))
		wrong(`${folder}: no upkeep costs as much as upkeep`);
	await slide(page, 'upkeep', 100);
	await slide(page, 'rate', 0);
	if (await number(page, '#w-cost-1') <= cost)
		wrong(`${folder}: without discount costs are not higher`);
	await page.click('#w button[type=reset]');
	await page.waitForTimeout(100);
	if (await text() !== rest)
		wrong(`${folder}: reset does not lead back`);
	const start = Date.now();
	for (let i = 0; i < 20; i++)
		await slide(page, 'rate', i % 10);
	console.log(`${folder}: ${(Date.now() - start) / 20} ms a move of a slider, with its frames`);
	await page.click('#w button[type=reset]');
}

/* Sliders, links and tables by the keyboard alone. */
async function keyboard(page, folder) {
	const seen = new Set();
	for (let i = 0; i < 40; i++) {
		await page.keyboard.press('Tab');
		seen.add(await page.evaluate(() => document.activeElement.id || document.activeElement.tagName));
	}
	for (const id of ['w-carbon', 'w-rate', 'A', 'BUTTON'])
		if (!seen.has(id))
			wrong(`${folder}: Tab does not come to ${id}`);
	await page.focus('#w-rate');
	const before = await page.textContent('#w-rate-at');
	await page.keyboard.press('ArrowRight');
	if (await page.textContent('#w-rate-at') === before && !await page.waitForFunction(b => document.getElementById('w-rate-at').textContent !== b, before))
		wrong(`${folder}: the arrow key does not move the rate`);
	await page.click('#w button[type=reset]');
}

/* Sliders and links are gone on paper; where its pages end is looked at in the file (tests/all/browser). */
async function on_paper(page, folder, file) {
	await page.emulateMedia({ media: 'print' });
	for (const gone of ['#whatif', '#w', 'nav'])
		if (await page.locator(gone).first().isVisible())
			wrong(`${folder}: ${gone} is on paper`);
	await page.pdf({ path: file, format: 'A4', preferCSSPageSize: true });
}

async function rules(page, folder, how) {
	const session = await page.context().newCDPSession(page);
	await session.send('Runtime.evaluate', { expression: axe }); /* the page's own policy lets no script in */
	const expression = `axe.run({ resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v =>
		[v.id, v.impact, v.nodes.length, v.nodes[0].html.slice(0, 160), (v.nodes[0].any[0] || {}).message])))`;
	const answer = await session.send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
	for (const v of JSON.parse(answer.result.value))
		wrong(`${folder} ${how}: axe ${v.join(' | ')}`);
}

(async () => {
	const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox'] });
	for (const [folder, money, lang] of [[zh, 1e4, 'zh'], [en, 1e6, 'en']]) {
		for (const [how, options] of Object.entries({
			desk: { viewport: { width: 1440, height: 900 } },
			dark: { viewport: { width: 1440, height: 900 }, colorScheme: 'dark' },
			telephone: { viewport: { width: 360, height: 740 } } })) {
			const { context, page } = await open(browser, folder, options);
			await at_rest(page, folder, money);
			if (how === 'desk') {
				await keyboard(page, folder);
				await moves(page, folder);
				await at_rest(page, folder, money);
			}
			await page.screenshot({ path: path.join(shots, `${lang}-${how}.png`) });
			const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
			if (wide > 0)
				wrong(`${folder} ${how}: the page is ${wide} pixels wider than the screen`);
			await rules(page, folder, how);
			if (how === 'desk')
				await on_paper(page, folder, path.join(shots, `${lang}.pdf`));
			await context.close();
		}
	}
	await browser.close();
	process.exit(bad ? 1 : 0);
})();
