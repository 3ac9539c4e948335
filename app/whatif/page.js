/* The what-if of report.html: sliders to weights, numbers from the module (whatif.c), cells and a chart. Texts stand in the page. */
(() => {
	'use strict';
	const form = document.getElementById('w'), data = document.getElementById('w-data');
	if (!form || !data || typeof WebAssembly !== 'object')
		return;
	const GROUP = ['carbon', 'industry', 'grant', 'spoil', 'works', 'upkeep', 'fixed', 'leave', 'spoil_value'];
	const COST = ['works', 'upkeep', 'fixed'], WIDTH = 360, LEFT = 55, RIGHT = 348, TOP = 12, BOTTOM = 198;
	const all = JSON.parse(data.textContent), money = Number(form.dataset.money);
	const n = all.members, years = all.years, groups = GROUP.length;

	/* As qs_people_number: three significant digits, thousands by commas, a true minus sign. */
	const people = value => {
		if (!isFinite(value))
			return '–';
		if (value === 0)
			return '0';
		const sign = value < 0 ? '−' : '', [digits, power] = Math.abs(value).toExponential(2).split('e');
		const exponent = Number(power), plain = digits.replace('.', '');
		if (exponent < -4)
			return sign + Math.abs(value).toExponential(1).replace('e', 'e');
		if (exponent >= 2)
			return sign + (plain + '0'.repeat(exponent - 2)).replace(/\B(?=(\d{3})+$)/g, ',');
		if (exponent >= 0)
			return sign + plain.slice(0, exponent + 1) + '.' + plain.slice(exponent + 1);
		return sign + '0.' + '0'.repeat(-exponent - 1) + plain;
	};
	const put = (id, text) => { document.getElementById(id).textContent = text; };

	qs_whatif_module().then(m => {
		const column = rows => m._malloc(8 * rows);
		const group = column(groups * years * n), taken = column(groups * n), weight = column(groups), flow = column(years * n);
		const value = column(n), other = column(n), work = column(n), out = column(3), text = m._malloc(3 * n + 1);
		const read = (row, digits, low, step, codes) => {
			for (let i = 0; i < codes.length; i++)
				m.HEAPU8[text + i] = codes.charCodeAt(i);
			if (codes.length)
				m._qs_whatif_decode(n, text, digits, low, step, row);
			else
				m.HEAPF64.fill(low, row / 8, row / 8 + n);
		};
		m.HEAPF64.fill(0, group / 8, group / 8 + groups * years * n);
		all.groups.forEach((g, k) => {
			g.rows.forEach(([year, low, step, codes]) => read(group + 8 * (k * years + year) * n, all.digits, low, step, codes));
			read(taken + 8 * k * n, 3, ...g.taken);
		});

		const quantiles = (cells, scale) => {
			m._qs_whatif_quantiles(n, cells, work, out);
			return [0, 1, 2].map(q => m.HEAPF64[out / 8 + q] / scale);
		};
		const weigh = of => GROUP.forEach((name, k) => { m.HEAPF64[weight / 8 + k] = of[name] || 0; });
		const present = (of, rate) => {
			weigh(of);
			m._qs_whatif_flow(n, years, groups, group, weight, flow);
			m._qs_whatif_value(n, years, groups, rate, weight, flow, taken, value);
		};
		const mean = g => {
			let total = 0;
			const first = (group / 8) + GROUP.indexOf(g) * years * n;
			for (let i = 0; i < years * n; i++)
				total += m.HEAPF64[first + i];
			return total;
		};
		const share = { grant: mean('grant') / mean('works'), spoil: mean('spoil') / mean('spoil_value') };

		/* A share of a whole: below its first value a part of what is paid, above it a part of what is not paid yet. */
		const mix = (of, name, whole, to, first) => {
			if (to === first)
				of[name] = 1;
			else if (to / 100 <= share[name] || share[name] >= 1)
				of[name] = to / 100 / share[name];
			else {
				const more = (to / 100 - share[name]) / (1 - share[name]);
				of[name] = 1 - more;
				of[whole] = (of[whole] || 0) + more;
			}
		};
		const slider = name => document.getElementById('w-' + name);
		const at = name => slider(name) ? Number(slider(name).value) : NaN;
		const first = name => slider(name) ? Number(slider(name).defaultValue) : NaN;
		const part = name => slider(name) ? at(name) / 100 : 1;

		const incomes = () => {
			const of = { carbon: part('carbon'), industry: part('industry'), leave: 1, grant: 1, spoil: 1 };
			if (slider('grant'))
				mix(of, 'grant', 'works', at('grant'), first('grant'));
			if (slider('spoil'))
				mix(of, 'spoil', 'spoil_value', at('spoil'), first('spoil'));
			return of;
		};
		const totals = () => {
			const rows = [];
			m.HEAPF64.fill(0, other / 8, other / 8 + n);
			for (let t = 0; t < years; t++) {
				m._qs_whatif_add(n, flow + 8 * t * n, other);
				rows.push(quantiles(other, money));
			}
			return rows;
		};

		let was = null;
		const draw = rows => {
			was = was || rows;
			const every = rows.concat(was).flat();
			const low = Math.min(0, ...every), high = Math.max(0, ...every), span = high - low || 1;
			const rough = span / 4, power = 10 ** Math.floor(Math.log10(rough));
			const step = power * [1, 2, 2.5, 5, 10].find(s => s * power >= rough);
			const from = Math.floor(low / step) * step, till = Math.ceil(high / step) * step || step;
			const x = t => LEFT + (RIGHT - LEFT) * t / Math.max(1, years - 1);
			const y = v => TOP + (BOTTOM - TOP) * (till - v) / (till - from);
			const path = (q, list) => list.map((r, t) => [x(t).toFixed(1), y(r[q]).toFixed(1)].join(' '));
			const axis = document.getElementById('w-axis'), parts = [];
			const make = (tag, of, text) => {
				const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
				for (const k in of)
					e.setAttribute(k, of[k]);
				e.textContent = text || '';
				parts.push(e);
			};
			for (let v = from; v <= till + step / 2; v += step) {
				make('path', { class: Math.abs(v) < step / 1e6 ? 'zero' : 'grid', d: `M${LEFT} ${y(v)}H${RIGHT}` });
				make('text', { class: 'ty', x: LEFT - 6, y: y(v) + 4 }, people(Math.abs(v) < step / 1e6 ? 0 : v));
			}
			for (let t = 0; t < years; t++)
				if ((all.first + t) % (years > 80 ? 25 : years > 32 ? 10 : years > 12 ? 5 : 2) === 0)
					make('text', { class: 'tx', x: x(t), y: BOTTOM + 18 }, String(all.first + t));
			axis.replaceChildren(...parts);
			document.getElementById('w-line').setAttribute('d', 'M' + path(1, rows).join('L'));
			document.getElementById('w-was').setAttribute('d', 'M' + path(1, was).join('L'));
			document.getElementById('w-band').setAttribute('d',
				'M' + path(2, rows).join('L') + 'L' + path(0, rows).reverse().join('L') + 'Z');
		};

		const update = () => {
			const of = incomes(), rate = at('rate') / 100;
			const three = (id, cells) => quantiles(cells, money).forEach((q, k) => put(`w-${id}-${k}`, people(q)));
			for (const input of form.querySelectorAll('input'))
				put(input.id + '-at', input.value + ' %');
			const cost = { works: 1, upkeep: part('upkeep'), fixed: 1 };
			present(cost, rate);
			three('cost', value);
			const grants = { grant: of.grant, works: of.works || 0 };
			present(grants, rate);
			three('grants', value);
			present({ carbon: of.carbon }, rate);
			three('credits', value);
			const net = Object.assign({}, of);
			for (const name of COST)
				net[name] = (net[name] || 0) - cost[name];
			present(net, rate);
			three('npv', value);
			put('w-loss', people(100 * m._qs_whatif_loss(n, value)));
			m._qs_whatif_gap(n, value, other);
			three('gap', other);
			draw(totals());
		};
		let waiting = 0;
		const later = () => {
			cancelAnimationFrame(waiting);
			waiting = requestAnimationFrame(update);
		};
		form.addEventListener('input', later);
		form.addEventListener('reset', () => setTimeout(update));
		form.addEventListener('submit', event => event.preventDefault());
		form.reset();
		update();
		document.getElementById('w-none').hidden = true;
		form.hidden = false;
	});
})();
