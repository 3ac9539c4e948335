#include "app/options.h"

#include <string.h>

static const char *const words_progress[] = {"auto", "never", "json", NULL};
static const char *const words_template[] = {"mine", "hills", "cleared", NULL};
static const char *const words_grid[] = {"beijing", NULL};
static const char *const words_kind[] = {"plan", "annual", "public", NULL};
static const char *const words_form[] = {"text", "man", "bash", "zsh", "fish", NULL};
static const char *const words_lang[] = {"zh", "en", NULL};

const struct qs_option qs_options[QS_OPTIONS] = {
	[QS_OPT_OUTPUT] = {"output", 'o', QS_OPT_TEXT, 0, 0, NULL, "DIR", "结果目录，没有则新建；report 为文件",
			   "folder of the results, made if need be; a file for report"},
	[QS_OPT_MEMBERS] = {"members", 0, QS_OPT_WHOLE, 1, 1e6, NULL, "N", "集合成员数，代替文件中的值",
			    "members of the ensemble, in place of the file's"},
	[QS_OPT_SEED] = {"seed", 0, QS_OPT_WHOLE, 0, 0, NULL, "S", "随机种子，代替文件中的值",
			 "random seed, in place of the file's"},
	[QS_OPT_THREADS] = {"threads", 0, QS_OPT_WHOLE, 1, 1024, NULL, "N",
			    "线程数；默认 OMP_NUM_THREADS，否则全部处理器",
			    "threads; by default OMP_NUM_THREADS, else every CPU"},
	[QS_OPT_PROGRESS] = {"progress", 0, QS_OPT_WORD, 0, 0, words_progress, "auto|never|json",
			     "进度：仅在终端显示、从不、或逐行 JSON",
			     "progress: on a terminal, never, or lines of JSON"},
	[QS_OPT_MARKET] = {"market", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "另列各方法学的最近途径",
			   "also the nearest way in under every methodology"},
	[QS_OPT_DRY_RUN] = {"dry-run", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "只说明规模、内存、输出大小与预计时间",
			    "say the size, memory, output and expected time only"},
	[QS_OPT_MAP] = {"map", 0, QS_OPT_TEXT, 0, 0, NULL, "FILE.geojson", "画入报告地图的界线（GeoJSON 面）",
			"boundaries to be drawn into the report's map, GeoJSON polygons"},
	[QS_OPT_RTOL] = {"rtol", 0, QS_OPT_REAL, 0, 1e300, NULL, "R", "允许的相对差，默认 0",
			 "relative difference that is allowed, by default 0"},
	[QS_OPT_TEMPLATE] = {"template", 0, QS_OPT_WORD, 0, 0, words_template, "mine|hills|cleared",
			     "模板：矿山、荒山、拆违腾退地", "template: a mine, degraded hills, cleared building land"},
	[QS_OPT_GRID] = {"grid", 0, QS_OPT_WORD, 0, 0, words_grid, "beijing", "生成栅格输入（grid.h5）",
			 "a generated grid of cells (grid.h5) in place of a template"},
	[QS_OPT_CELLS] = {"cells", 0, QS_OPT_WHOLE, 1, 4e9, NULL, "N", "栅格数；默认 10000",
			  "cells of the grid, by default 10000"},
	[QS_OPT_POLICY] = {"policy", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "另列政策规则的结论",
			   "also the findings of the policy's rules"},
	[QS_OPT_KIND] = {"kind", 0, QS_OPT_WORD, 0, 0, words_kind, "plan|annual|public",
			 "文件种类：修复方案草案、分区年度表、公开信息",
			 "kind of document: draft of a restoration plan, yearly table by district, public sheet"},
	[QS_OPT_FORM] = {"form", 0, QS_OPT_WORD, 0, 0, words_form, "text|man|bash|zsh|fish", "全部帮助的形式：手册页或命令补全",
			 "form of the whole help: a manual page, or completions of a shell"},
	[QS_OPT_SHARD] = {"shard", 0, QS_OPT_TEXT, 0, 0, NULL, "i/N|all/N", "只运行 N 份中的第 i 份（从 1 起）；all：依次运行全部各份并合并",
			  "run part i of N only, counted from 1; all: every part in turn, then merge"},
	[QS_OPT_RESUME] = {"resume", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "接着中断处继续", "go on where an earlier run stopped"},
	[QS_OPT_CANDIDATES] = {"candidates", 0, QS_OPT_WHOLE, 1, 1e7, NULL, "N", "候选成员的上限；默认成员数的 64 倍",
			       "most candidate members, by default 64 times the members"},
	[QS_OPT_SAVE_STATE] = {"save-state", 0, QS_OPT_TEXT, 0, 0, NULL, "FILE", "把 --after 年末的状态存入文件，供 --from-state 使用",
			       "keep the state at the end of the year --after in a file, for --from-state"},
	[QS_OPT_AFTER] = {"after", 0, QS_OPT_WHOLE, 1, 9999, NULL, "YEAR", "--save-state 的年份（公历，年末）",
			  "the calendar year, to its end, of --save-state"},
	[QS_OPT_FROM_STATE] = {"from-state", 0, QS_OPT_TEXT, 0, 0, NULL, "FILE", "从存下的状态继续，此前各年取自该文件",
			       "go on from a saved state; the years before are those in the file"},
	[QS_OPT_JSON] = {"json", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "数据与错误均为 JSON", "data and errors as JSON"},
	[QS_OPT_LANG] = {"lang", 0, QS_OPT_WORD, 0, 0, words_lang, "zh|en", "信息与结果文件的语言",
			 "language of messages and result files"},
	[QS_OPT_HELP] = {"help", 'h', QS_OPT_FLAG, 0, 0, NULL, NULL, "本帮助", "this help"},
	[QS_OPT_VERSION] = {"version", 0, QS_OPT_FLAG, 0, 0, NULL, NULL, "版本", "the version"},
};

#define BIT(option) (1u << QS_OPT_##option)

const struct qs_command qs_commands[] = {
	{"run", "PORTFOLIO.json -o DIR", 1, 1,
	 BIT(OUTPUT) | BIT(MEMBERS) | BIT(SEED) | BIT(THREADS) | BIT(PROGRESS) | BIT(DRY_RUN) | BIT(SAVE_STATE) | BIT(AFTER) |
		 BIT(FROM_STATE),
	 1, qs_app_run, "模拟一个项目组合，写出结果文件", "simulate a portfolio and write the result files",
	 "标准输出给出要点表；--json 时只输出 summary.json 的内容。\n中断（Ctrl-C）后不留下半成品，退出码 130。\n"
	 "--from-state 的结果与不间断运行逐字节相同；资金、市场、政策、年数和此后各年的措施可以不同，其余不同则拒绝（退出码 3）。",
	 "Standard output has a table of the headline; with --json the text of summary.json and nothing else.\n"
	 "An interrupt (Ctrl-C) leaves nothing half-written; the exit code is then 130.\n"
	 "A run from a state has the bytes of the run that did not stop; money, market, policy, the number of years and what is\n"
	 "done in later years may differ, and any other difference is refused (exit code 3)."},
	{"sweep", "SWEEP.json -o DIR [--shard i/N|all/N] [--resume]", 1, 1,
	 BIT(OUTPUT) | BIT(MEMBERS) | BIT(THREADS) | BIT(PROGRESS) | BIT(DRY_RUN) | BIT(SHARD) | BIT(RESUME), 1, qs_app_sweep,
	 "运行一个组合的许多情景并分析", "run many scenarios of a portfolio and analyse them",
	 "文件格式见 docs/sweeps.md。中断后用 --resume 继续；--shard 各份可在不同机器上运行，再用 merge 合并。\n"
	 "部分情景失败：退出码 6，其余结果照常写出。",
	 "docs/sweeps.md says what the file holds. After an interrupt --resume goes on; shards may run on several machines\n"
	 "and are joined by merge. If some scenarios fail, the exit code is 6 and the results of the others are written."},
	{"merge", "DIR", 1, 1, 0, 1, qs_app_merge, "合并一次情景扫描的各份", "join the shards of a sweep",
	 "各份的数目不影响结果的任何字节。", "The number of shards does not change a byte of the results."},
	{"status", "DIR", 1, 1, 0, 1, qs_app_status, "一次情景扫描的进展", "how far a sweep is", NULL, NULL},
	{"check", "PORTFOLIO.json [--policy] [--market]", 1, 1, BIT(POLICY) | BIT(MARKET), 1, qs_app_check,
	 "只检查输入：一次列出全部错误及位置", "input only: every mistake with its place, at once",
	 "--policy 另按性质列出政策规则的结论；违反硬性规则时退出码 1，待明确的不算违反。日期取自文件，不用系统时钟。",
	 "--policy: also the findings of the policy's rules by severity; the exit code is 1 if a hard one is broken, "
	 "and\n"
	 "what is not known breaks nothing. Dates come from the file, never from the clock."},
	{"validate", "[CASE.json|DIR …]", 0, QS_MANY, 0, 1, qs_app_validate, "运行参考案例，默认随程序附带的案例",
	 "run reference cases, by default those that ship with the program",
	 "目录中所有 .json 文件都作为案例（含子目录）。有案例未通过：1；案例格式错误：3。",
	 "Every .json file of a folder is a case, subfolders too. 1 if a case fails, 3 if one is malformed."},
	{"bids", "PORTFOLIO.json BIDS.csv -o DIR", 2, 2, BIT(OUTPUT) | BIT(MEMBERS) | BIT(SEED) | BIT(THREADS), 1,
	 qs_app_bids, "比较对同一组合的多个报价", "compare competing bids for one portfolio",
	 "BIDS.csv 有 id、price_cny（负为所需补助）、benefit、credit 列，后两列越大越好，空着的由模拟的效益得分与\n"
	 "policy.terms 的信用得出；portfolio 列为报价者自有方案的文件。权重取 policy.weights 的 "
	 "price、\n"
	 "benefit、credit，没有时为 0.5、0.3、0.2。结果写入 DIR/bids.json。",
	 "BIDS.csv has the columns id, price_cny (negative: the subsidy asked for), benefit and credit, of which more "
	 "is better;\n"
	 "what is not there is the run's score of benefits and the credit of policy.terms. A column portfolio names the "
	 "file of\n"
	 "a bidder's own plan.\n"
	 "Weights are policy.weights' price, benefit and credit, else 0.5, 0.3 and 0.2. The verdicts stand in "
	 "DIR/bids.json."},
	{"choose", "PORTFOLIO.json -o DIR", 1, 1, BIT(OUTPUT) | BIT(MEMBERS) | BIT(SEED) | BIT(THREADS), 1,
	 qs_app_choose, "在年度预算内选择场地与处理", "choose sites and treatments within yearly budgets",
	 "各修复单元的 options 为可选处理；finance.budgets_cny 为年度预算，finance.choice 为最低固碳量、面积、效益与 "
	 "CVaR 上限。\n"
	 "结果为 choice.html（网页）、choice.json、choice.csv（全部方案）与 frontier.csv（净现值、效益、风险的前沿）。没有方案满足限制：1。",
	 "The `options` of units are the treatments to choose from; finance.budgets_cny are budgets by year, "
	 "finance.choice has the\n"
	 "least carbon, area and benefit and the limit of CVaR. Results: choice.html (a page), choice.json, choice.csv (every option) and "
	 "frontier.csv\n"
	 "(net present value, benefit, risk). 1 if no selection keeps the limits."},
	{"compare", "A.h5 B.h5", 2, 2, BIT(RTOL), 0, qs_app_compare, "比较两个结果文件；不同则退出码 1",
	 "compare two result files; the exit code is 1 if they differ",
	 "比较结构、属性与全部数据。差 |a − b| 不大于 R·max(|a|, |b|) 视为相同；两个 NaN 视为相同。",
	 "Structure, attributes and every value. Equal if |a - b| <= R max(|a|, |b|); two NaN are equal."},
	{"report", "DIR -o FILE.html|.xlsx|.pdf [--map FILE.geojson] | DIR|PORTFOLIO.json -o FILE.html --kind plan|annual|public", 1, 1,
	 BIT(OUTPUT) | BIT(KIND) | BIT(MAP) | BIT(THREADS), 1, qs_app_report, "把报告写成 PDF 或加上界线；或写出修复方案草案、分区年度表、公开信息",
	 "a run's report on paper or with boundaries in its map; or a restoration plan, the yearly table, the public sheet",
	 "不带 --kind：取结果目录中的 report.html 或 report.xlsx，可加界线；PDF 由 Chromium 打印（QINGSHAN_CHROMIUM 可指明位置）；\n"
	 "另一种语言由结果中保存的计划重新计算，数字不变。\n"
	 "带 --kind：由结果目录生成时含概算；由项目组合文件生成时概算标为缺。--lang 决定文件语言，默认中文。",
	 "Without --kind: report.html or report.xlsx of a folder of results, with boundaries if given; Chromium prints\n"
	 "the PDF (QINGSHAN_CHROMIUM may say where it is); the other language is computed again from the plan in the\n"
	 "results, with the same figures. With it: from a folder of results the estimate is there; from a\n"
	 "portfolio file it is marked as missing. --lang is the language of the file, by default Chinese."},
	{"calibrate",
	 "SPEC.json -o DIR | growth SERIES.csv [-o DIR] | 3pg PORTFOLIO.json SERIES.csv [SITE] [-o DIR] | price [SERIES.csv] -o DIR", 1, 4,
	 BIT(OUTPUT) | BIT(MEMBERS) | BIT(THREADS) | BIT(PROGRESS), 1, qs_app_calibrate,
	 "用数据率定组合的参数、生长曲线、3-PG 参数组或价格模型", "fit parameters of a portfolio, a growth curve, a set of 3-PG or a price model to data",
	 "SPEC.json：要率定的轴（range 或 draw）与 calibrate（观测表、链），见 docs/learning.md；先最小二乘，再以自适应 MCMC 抽样，\n"
	 "结果为 calibration.json、posterior.csv（可作情景扫描的轴）、chains.csv。\n"
	 "growth：列 kind（data anchor apart A k p）、age_yr、value、weight、low、high，见 docs/data.md。\n"
	 "3pg：同一张表，kind 为 3pg.参数名 的行给出参数的上下界；SITE（默认第一个场地）的林分在组合中运行。\n"
	 "price：列 year、cny_t；不给时用北京碳配额 2013—2025 年均价。结果写入 DIR/calibration.json。",
	 "SPEC.json: axes with a range or a draw, and `calibrate` (observations, chains), see docs/learning.md: least squares,\n"
	 "then adaptive MCMC; calibration.json, posterior.csv (which an axis of a sweep may name) and chains.csv.\n"
	 "growth: columns kind (data anchor apart A k p), age_yr, value, weight, low, high; see docs/data.md.\n"
	 "3pg: the same table, whose rows of kind 3pg.NAME bound parameters of the set; the stand of SITE (the first, if not\n"
	 "named) is run as the portfolio says.\n"
	 "price: columns year, cny_t; without a file, Beijing's allowances of 2013 to 2025. The models stand in\n"
	 "DIR/calibration.json as market.prices takes them."},
	{"update", "DIR MONITORING.csv -o DIR", 2, 2, BIT(OUTPUT) | BIT(THREADS) | BIT(CANDIDATES), 1, qs_app_update,
	 "用监测数据更新一次结果", "update the results of a run by monitoring data",
	 "MONITORING.csv：列 site、unit、year、variable、value、sd（或 cv_frac）、depth_cm、arm，见 docs/learning.md。\n"
	 "写出更新后的全部结果文件，另有 update.html、update.json、weights.csv；登记的结果不变。",
	 "MONITORING.csv: columns site, unit, year, variable, value, sd (or cv_frac), depth_cm, arm; see docs/learning.md.\n"
	 "Writes all result files as updated, with update.html, update.json and weights.csv; what was registered stays as it was."},
	{"bench", "[PORTFOLIO.json]", 0, 1, 0, 1, qs_app_bench, "测量各内核与整次运行的速度",
	 "measure the speed of each kernel and of a whole run", "每个数为多次测量的中位数，事先预热。",
	 "Each figure is the median of repeats, after a warm-up."},
	{"list", "WHAT", 1, 1, 0, 1, qs_app_list, "列出模型、树种、措施、输出等",
	 "list models, species, measures, outputs and so on",
	 "WHAT：models species threepg measures materials substrates allometry climate land methodologies rules policy facts "
	 "outputs scalars units fields services prices water changes revenue_lines monitored（rules 含 policy）",
	 "WHAT: models species threepg measures materials substrates allometry climate land methodologies rules policy facts "
	 "outputs scalars units fields services prices water changes revenue_lines monitored (rules: those of policy too)"},
	{"schema", "", 0, 0, 0, 1, qs_app_schema, "项目组合文件的 JSON Schema", "the JSON Schema of a portfolio file",
	 NULL, NULL},
	{"explain", "CODE", 1, 1, 0, 0, qs_app_explain, "解释错误码、退出码或规则",
	 "explain a code of a mistake, an exit code or a rule",
	 "CODE：如 E2104、W2901、退出码 0-255，或规则 CCER-A03、F04。",
	 "CODE: such as E2104, W2901, an exit code, or a rule such as CCER-A03, F04."},
	{"init", "DIR", 1, 1, BIT(TEMPLATE) | BIT(GRID) | BIT(CELLS) | BIT(SEED), 1, qs_app_init,
	 "写出一个可立即运行的小型项目组合", "write a small portfolio that runs at once",
	 "写入 DIR/portfolio.json；DIR 必须为空或不存在。", "Writes DIR/portfolio.json; DIR must be empty or absent."},
	{"doctor", "", 0, 0, 0, 1, qs_app_doctor, "检查本机：指令集、内存、库、写权限",
	 "look at this machine: instruction set, memory, libraries, writing", NULL, NULL},
	{"help", "[COMMAND]", 0, 1, BIT(FORM), 0, qs_app_help, "某个命令的帮助", "help on a command", NULL, NULL},
	{0}};

/* `qingshan --version`: no name of its own, so it is not listed. */
static const struct qs_command root = {"qingshan", "", 0, 0, BIT(VERSION), 0, qs_app_version, "", "", NULL, NULL};

const struct qs_command *qs_command_root(void)
{
	return &root;
}

const struct qs_command *qs_command_find(const char *name)
{
	for (const struct qs_command *command = qs_commands; command->name; command++)
		if (!strcmp(command->name, name))
			return command;
	return NULL;
}
