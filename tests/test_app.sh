#!/usr/bin/env bash
# The command from outside: usage, exit codes, streams, languages, broken input, whole small runs.
# usage: test_app.sh QINGSHAN [WORD]   (only the tests whose name holds WORD)
set -u
program=$(realpath "$1")
source=$(realpath "$(dirname "$0")/..")
[ -x "$program" ] || { echo "no program $program"; exit 1; }
only=${2:-}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
unset QINGSHAN_ISA OMP_NUM_THREADS NO_COLOR LC_ALL LC_MESSAGES
export LANG=C.UTF-8
failed=0 name='' settings=(A=) # of the next q alone: language, instruction set

fail()
{
	echo "FAIL $name: $*"
	failed=$((failed + 1))
}

# q RC ARGUMENT...: runs the program; its streams are left in out and err.
q()
{
	local expected=$1 got
	shift
	env "${settings[@]}" "$program" "$@" >out 2>err
	got=$?
	settings=(A=)
	[ "$got" -eq "$expected" ] || fail "exit $got, not $expected: qingshan $* ($(head -c 200 err))"
}

# has FILE TEXT, lacks FILE TEXT, empty FILE
has() { grep -qF -- "$2" "$1" || fail "$1 lacks '$2': $(head -c 200 "$1")"; }
lacks() { ! grep -qF -- "$2" "$1" || fail "$1 has '$2'"; }
empty() { [ ! -s "$1" ] || fail "$1 is not empty: $(head -c 200 "$1")"; }

# json FILE: one whole JSON object and nothing else. The program's own strict scanner is the judge: a file that is JSON but no
# case is refused for its keys, not for its syntax.
json()
{
	[ "$(head -c 1 "$1")" = '{' ] || fail "$1 does not begin with {"
	cp "$1" syntax.json
	"$program" validate syntax.json >/dev/null 2>syntax.err
	! grep -qE 'E1[0-9]{3}' syntax.err || fail "$1 is not JSON: $(grep -E 'E1[0-9]{3}' syntax.err | head -1)"
}

a_wrong_command_line_is_2_with_the_list_or_the_nearest_word()
{
	q 2; empty out; has err 'commands: run sweep merge status check validate'
	q 2 runn; has err 'nearest: run'
	q 2 sweap x.json -o d; has err 'nearest: sweep'; has err 'commands: run sweep'
	q 2 run x.json -o d --membrs 3; has err 'nearest: --members'
	q 2 run x.json -o d --resume; has err 'unknown option "--resume"'
	q 2 run x.json; has err '-o DIR'
	q 2 run -o d; has err 'missing'
	q 2 run x.json -o; has err 'missing'
	q 2 run x.json y.json -o d; has err 'too many: "y.json"'
	q 2 run x.json -o d --dry-run=1; has err 'takes no value'
	q 2 run x.json -o ''; q 2 check; q 2 compare a.h5; q 2 compare a b c
	q 2 check x.json --members 3; has err 'unknown option "--members"'
	q 2 choose x.json; has err '-o DIR'
	q 2 list; q 2 list speces; has err 'nearest: species'
	q 2 list species --lang fr; has err 'zh, en'
	q 2 --lang; q 2 --bogus; q 2 help bogus; q 2 init d --template moon
}

numbers_on_the_command_line_are_whole_strict_and_in_range()
{
	local bad
	for bad in 0 -1 +1 1e3 1.5 ' 1' '1 ' 0x10 1000001 99999999999999999999 nan '' 1,000; do
		q 2 run x.json -o d "--members=$bad"
		q 2 run x.json -o d --members "$bad"
	done
	for bad in -1 18446744073709551616 1e19 x ''; do q 2 run x.json -o d "--seed=$bad"; done
	q 5 run missing.json -o d --seed=18446744073709551615 --members 1 --threads=1
	for bad in 0 1025 two; do q 2 run x.json -o d --threads "$bad"; done
	for bad in -1 nan inf 1e999 0x1p3 .; do q 2 compare a b --rtol "$bad"; done
	q 2 run x.json -o d --progress loud; has err 'auto, never, json'
}

options_stand_anywhere_and_end_at_two_dashes()
{
	q 5 check -- --odd.json; has err '--odd.json'
	q 0 --lang zh help; has out 用法
	q 0 help --lang=zh run; has out 成员
	q 0 --json list models; json out
	q 0 list --json models; json out
	q 5 run -od missing.json; has err missing.json
	[ ! -e d ] || fail 'a run that could not read left a folder'
}

help_and_version_are_on_standard_output()
{
	local word
	q 0 --help; has out 'usage: qingshan COMMAND'; empty err
	for word in run check report validate compare calibrate bench list schema explain init doctor help; do
		q 0 help "$word"; has out "qingshan $word"; empty err
		cp out help.$word; q 0 "$word" --help; cmp -s out help.$word || fail "$word --help is not help $word"
	done
	q 2 help run --form man; has err form
	for word in man bash zsh fish; do q 0 help --form $word; has out validate; has out dry; empty err; done
	q 0 --version; has out 'qingshan '
	q 0 --version --json; json out; has out '"version"'
}

messages_follow_lang_then_lc_all_lc_messages_lang()
{
	settings=(LC_ALL=zh_CN.UTF-8); q 0 --help; has out 用法
	settings=(LC_ALL=en_US.UTF-8 LC_MESSAGES=zh_CN.UTF-8); q 0 --help; has out usage
	settings=(LC_MESSAGES=zh_CN.UTF-8 LANG=en_US.UTF-8); q 0 --help; has out 用法
	settings=(LC_ALL='' LANG=zh_CN); q 0 --help; has out 用法
	settings=(LC_ALL=zh_CN.UTF-8); q 0 --help --lang en; has out usage
	q 2 runn --lang zh; has err 错误; has err 没有命令
}

an_instruction_set_that_is_not_there_is_2()
{
	settings=(QINGSHAN_ISA=v9); q 2 list species; has err QINGSHAN_ISA=v9
	settings=(QINGSHAN_ISA=v9); q 0 help
	settings=(QINGSHAN_ISA=''); q 0 list models
	settings=(QINGSHAN_ISA=v2); q 0 doctor --json; has out '"isa": "v2"'
}

standard_output_that_is_full_or_closed_is_5()
{
	local command
	for command in --help --version 'list fields' 'explain E2104' 'validate --json' doctor; do
		# shellcheck disable=SC2086 # words on purpose
		"$program" $command >/dev/full 2>err
		[ $? -eq 5 ] || fail "$command >/dev/full is not 5"
		# shellcheck disable=SC2086
		"$program" $command >&- 2>err
		[ $? -eq 5 ] || fail "$command >&- is not 5"
	done
	"$program" list fields 2>err | head -n 1 >/dev/null
	empty err
}

lists_are_json_with_the_named_key_and_rows()
{
	local what
	for what in models species measures materials substrates allometry climate land methodologies rules facts outputs scalars units fields; do
		q 0 list "$what" --json; json out; empty err
		has out "\"$what\": ["; has out '"id": '; has out '"name_zh": '; has out '"unit": '; has out '"group": '
		q 0 list "$what"
		[ -s out ] || fail "list $what is empty"
	done
	q 0 list species; has out platycladus_orientalis
	q 0 list rules --json; has out '"CCER-A03"'; has out '"fact": "land_class"'
	q 0 list methodologies --lang en; has out CCER-14-001-V01
	q 0 list facts; has out planned_years; has out protected_area_ha
	q 2 list rulez; has err 'nearest: rules'
	q 0 list fields; has out 'sites[].units[].soil.clay_frac'
}

schema_is_json()
{
	q 0 schema; json out; empty err; has out '$schema'
}

every_code_is_explained_in_both_languages()
{
	local code
	# All of them in words of each language, not in particulars alone.
	grep -oE '^	X\([EW][0-9]{4}' "$source/model/base/mistakes.h" | grep -oE '[EW][0-9]{4}' >codes
	[ "$(wc -l <codes)" -ge 40 ] || fail 'codes are not where the test looks for them'
	while read -r code; do
		for language in zh en; do
			"$program" explain "$code" --lang $language </dev/null >out 2>err || fail "explain $code: $?"
			sed 1d out | sed '$d' | sed 's/{[0-9]}//g' >said
			case $language in
			zh) LC_ALL=C grep -q "$(printf '[\344-\351]')" said ;;
			en) [ "$(LC_ALL=C grep -oE '[A-Za-z]{3,}' said | wc -l)" -ge 2 ] && ! LC_ALL=C grep -q "$(printf '[\344-\351]')" said ;;
			esac || fail "$code is not explained in $language: $(cat out)"
		done
	done <codes
	q 0 explain e2104 --json; json out; has out '"zh"'
	q 0 explain E2101 --lang zh; has out 未知的键
	q 0 explain 5; has out file
	for code in 0 1 2 3 4 6 70 130 143; do q 0 explain $code; done
	q 2 explain E9999; q 2 explain 99; q 2 explain ''; q 2 explain 99999999999999999999
	q 2 explain E2105x; has err 'nearest: E2105'
}

input_that_is_missing_is_5_and_malformed_is_3_with_its_place()
{
	local command
	mkdir folder; : >empty.json; echo '{"name": }' >bad.json; head -c 4096 /dev/urandom >noise.json; printf '{"name":"x"} x' >tail.json
	for command in check 'run -o d'; do
		# shellcheck disable=SC2086
		{
			q 5 $command missing.json; q 5 $command folder
			q 3 $command empty.json; has err E1006
			q 3 $command bad.json; has err 'bad.json:1:10: error[E1001]'
			q 3 $command noise.json; q 3 $command tail.json
			q 3 $command bad.json --lang zh; has err 'bad.json:1:10: 错误[E1001]'
			empty out
		}
		[ ! -e d ] || fail "$command left a folder"
	done
	q 3 check bad.json --json; json out; has out '"E1001"'; empty err
	q 3 run bad.json -o d --json; empty out; json err; has err '"E1001"'
	q 5 run missing.json -o d --json; empty out; json err; has err '"EFILE"'
}

every_mistake_of_a_portfolio_is_told_at_once()
{
	"$program" init p >/dev/null
	sed -e 's/"years": 40/"years": -40/' -e 's/"members"/"membres"/' -e 's/"waste_rock"/"wast_rock"/' p/portfolio.json >wrong.json
	q 3 check wrong.json; has err /years; has err membres; has err members; has err wast_rock; has err waste_rock
	q 3 check wrong.json --json; json out; has out E2101; has out E2104; has out E2105
}

cases_pass_fail_or_are_malformed_with_1_and_3()
{
	local good='{"case":"t","model":"rothc","given":{"clay_percent":20,"depth_cm":23,"iom":1,"initial":{"dpm":0,"rpm":0,"bio":0,"hum":0},"initial_swc_mm":0,"monthly":{"temperature_c":[10],"rain_mm":[50],"open_pan_evaporation_mm":[40],"plant_c":[0.1],"manure_c":[0],"plant_cover":[1],"dpm_rpm_ratio":[1.44]}},"expect":{"soc":[1.1]},"within":{"relative":1e-12}}'
	q 0 validate; has out ' 0 failed'; empty err
	q 0 validate --json; json out; has out '"failed": 0'; empty err
	mkdir cases cases/more none; echo "$good" >cases/a.json; echo "$good" >cases/more/b.json; echo text >cases/notes.txt
	q 0 validate cases; has out '2 passed, 0 failed'
	echo "$good" | sed 's/1\.1\]/1.2]/' >cases/c.json
	q 1 validate cases; has out FAIL; has out /soc/0; has out 'expected 1.2'
	q 1 validate --json cases/c.json; json out; has out '"pass": false'; has out '"where": "/soc/0"'
	echo "$good" | sed 's/"rothc"/"rothd"/' >unknown.json
	q 1 validate unknown.json; has out 'unknown model'; has out 'the nearest is rothc'
	echo "$good" | sed 's/1\.1\]/1.1,1]/' >length.json
	q 1 validate length.json; has out 'length (expected 2, got 1)'
	echo "$good" | sed 's/"expect"/"expects"/' >broken.json
	q 3 validate broken.json cases/a.json; has err 'broken.json:1:'; has err E2101; has out '1 passed'
	echo "$good" | sed 's/"iom":1/"iom":-1/' >range.json
	q 3 validate range.json; has err /given/iom
	q 5 validate none; q 5 validate nowhere; q 5 validate cases/a.json nowhere.json; has out '1 passed'
	cp broken.json cases/more/d.json; ln -s .. cases/more/back; ln -s gone.json cases/e.json; ln -s gone.json cases/f.json
	q 5 validate cases none nowhere; has out '2 passed, 1 failed, 1 malformed, 4 cannot be read'; has out 'in cases/c.json'
	has err 'cases/e.json: error[E1008]'; has err 'cases/f.json: error[E1008]'; has err 'none: error[E1008]'; has err 'nowhere: error[E1008]'
	q 5 validate cases none --json; json out; json err; has out '"unread": 3'; has err '"E1008": 3'; has err E2101
	echo "$good" | sed 's/\[1\.1\]/true/' >kind.json
	q 1 validate kind.json; has out 'at /soc: kind (expected a boolean, got a list)'
}

templates_are_valid_and_a_folder_in_use_is_refused()
{
	local word
	for word in mine hills cleared; do
		q 0 init "t-$word" --template "$word"; has out "t-$word/portfolio.json"
		q 0 check "t-$word/portfolio.json"; empty err
	done
	q 5 init t-mine; has err 'not empty'
	q 5 init no/such/parent; q 5 init /dev/null
	mkdir bare; q 0 init bare --json; json out
}

the_outside_limit_is_judged_by_the_land_that_credits_are_sold_from()
{
	local figure='"source": "test", "status": "assumption"}' own
	own="\"market\": {\"buyer_emissions_t_per_year\": {\"value\": 1000, $figure, \"buyer_offset_frac\": {\"value\": 0.04, $figure},"
	q 0 init lies --template hills
	sed "0,/{/s//{$own/" lies/portfolio.json >lies/all.json
	q 0 check lies/all.json --market --json; has out '"outside_limit_met": null' # no site says where it lies
	own+='"registrations": [{"id": "a", "methodology": "CCER-14-001-V01", "sites": ["H1"], "sell": true}],'
	sed "0,/{/s//{$own/; s/\"id\": \"H1\",/&\"facts\": {\"outside_city\": false},/" lies/portfolio.json >lies/one.json
	q 0 check lies/one.json --market --json; has out '"outside_limit_met": true' # H2 sells nothing
}

a_run_writes_its_files_and_json_is_the_summary()
{
	local file
	"$program" init r >/dev/null
	q 0 run r/portfolio.json -o r/out --members 5; empty err; has out 'results in r/out'
	for file in results.h5 sites.csv years.csv cash.csv credits.csv sites.geojson summary.json trace.json report.html report.xlsx run.json; do
		[ -s "r/out/$file" ] || fail "no $file"
	done
	has r/out/run.json '"command": "run"'; has r/out/run.json '"threads"'; json r/out/run.json
	q 0 run r/portfolio.json -o r/out --members 5 --json; json out; empty err
	cmp -s out r/out/summary.json || fail '--json is not summary.json'
	has out '"members": 5'
	has out '"verdicts"'; has out '"CCER-14-001-V01": {"grade": "'; has r/out/report.html 'id="market"'
	q 0 run r/portfolio.json -o r/seed --members 5 --seed 7 --progress json --json; has r/seed/summary.json '"seed": "7"'
	! ls r/out/*.part >/dev/null 2>&1 || fail 'temporary files are left'
	q 0 run r/portfolio.json --dry-run --json --members 9; json out; has out '"members": 9'
}

equal_runs_compare_equal_for_any_threads_and_others_differ()
{
	"$program" init c >/dev/null
	for n in 1 2; do "$program" run c/portfolio.json -o c/$n --members 4 --threads $n >/dev/null; done
	"$program" run c/portfolio.json -o c/3 --members 4 --seed 8 >/dev/null
	cmp -s c/1/results.h5 c/2/results.h5 || fail 'threads change bytes'
	q 0 compare c/1/results.h5 c/2/results.h5; has out '0 differences'
	q 1 compare c/1/results.h5 c/3/results.h5; has out 'largest relative difference'
	q 1 compare c/1/results.h5 c/3/results.h5 --json; json out; has out '"same": false'
	q 5 compare c/1/results.h5 missing.h5
	q 5 compare c/1/results.h5 c/portfolio.json
	head -c 5000 c/1/results.h5 >cut.h5; q 5 compare cut.h5 c/1/results.h5
}

a_folder_of_something_else_is_refused_and_left_alone()
{
	"$program" init f >/dev/null; mkdir f/mine; echo precious >f/mine/notes.txt
	q 5 run f/portfolio.json -o f/mine --members 2
	[ "$(ls f/mine)" = notes.txt ] || fail 'the folder was changed'
	q 5 run f/portfolio.json -o f/portfolio.json --members 2
}

a_signal_stops_a_run_and_leaves_nothing()
{
	local signal expected got pid
	"$program" init s >/dev/null
	for signal in INT TERM; do
		[ $signal = INT ] && expected=130 || expected=143
		env --default-signal=INT "$program" run s/portfolio.json -o s/out --members 20000 --threads 1 >out 2>err &
		pid=$!
		for _ in {1..400}; do # until the run waits for signals: a machine may be busy
			! grep -q 'SigBlk:[^0-9a-f]*0*4002$' /proc/$pid/status || break
			sleep 0.05
		done
		kill -s $signal $pid
		wait $pid
		got=$?
		[ $got -eq $expected ] || fail "SIG$signal: exit $got, not $expected"
		has err interrupted
		[ ! -e s/out ] || fail "SIG$signal left $(ls s/out)"
	done
}

the_policy_is_checked_by_the_file_and_a_broken_hard_rule_is_1()
{
	"$program" init d >/dev/null
	q 0 check d/portfolio.json; lacks out F01
	q 0 check d/portfolio.json --policy; has out 'hard: holds'; has out 'F01'; has out 'settled by: '
	q 0 check d/portfolio.json --policy --lang zh; has out '依据：'
	q 0 check d/portfolio.json --policy --json; json out; has out '"natural_first_index"'; has out '"outcome": "not_known"'
	has out '"errors": []'
	sed 's/"start_year": 2026/"start_year": 2029/' d/portfolio.json >late.json
	q 1 check late.json --policy; has out 'B04'; has out 'bid_date 2029-01-01'
	q 1 check late.json --policy --json; json out; has out '"rule": "B04"'
	q 0 check late.json
	sed 's/"start_year": 2026/"start_year": 2026.5/' d/portfolio.json >bad.json
	q 3 check bad.json --policy; lacks out B04
	q 3 check bad.json --policy --json; json out; has out E2113; lacks out policy
	q 0 list rules --json; has out '"S09"'; has out '"severity": "hard"'; has out '"CCER-A03"'
	q 0 list policy; has out B04; lacks out CCER-A03
	q 0 explain F04; has out 'liable party'; has out '历史遗留矿山'
	q 0 explain CCER-A03 --json; json out; has out '"level": "rule"'
	q 2 explain F99
}

a_report_is_copied_with_boundaries_or_printed_and_never_half_written()
{
	"$program" init d >/dev/null; sed -i 's/"members": 200/"members": 4/' d/portfolio.json
	q 0 run d/portfolio.json -o r
	q 0 report r -o b.html; cmp -s b.html r/report.html || fail 'the report itself is another'
	q 2 report r -o b.doc; has err .pdf; q 2 report r; has err -o
	q 0 run d/portfolio.json -o s --lang en
	q 0 report r -o d.html --lang en; cmp -s d.html s/report.html || fail 'the report in English is not that of a run in English'
	q 0 report r -o d.xlsx --lang en; cmp -s d.xlsx s/report.xlsx || fail 'nor is the workbook'
	q 0 report r -o e.xlsx; cmp -s e.xlsx r/report.xlsx || fail 'the workbook itself is another'
	q 2 report r -o e.xlsx --map bad.geojson; has err map
	echo ' ' >>r/summary.json; rm d.html; settings=(TMPDIR="$PWD")
	q 1 report r -o d.html --lang en; has err 'another version'; [ ! -e d.html ] || fail 'half a report'
	[ -z "$(ls -d qingshan-* 2>/dev/null)" ] || fail 'a folder for the time being is left'
	settings=(TMPDIR=/nowhere); q 5 report r -o d.html --lang en; has err /nowhere
	q 0 init g --grid beijing --cells 4; q 0 run g/portfolio.json -o t --members 2
	q 5 report t -o d.html --lang en; has err 'beside the results'; cp g/grid.h5 t; q 0 report t -o g.html --lang en
	echo '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point","coordinates":[116,40]}}]}' >bad.geojson
	q 3 report r -o d.html --map bad.geojson; has err Polygon; [ ! -e d.html ] || fail 'half a report'
	settings=(QINGSHAN_CHROMIUM=/nowhere); q 1 report r -o d.pdf; has err chromium; [ ! -e d.pdf ] || fail 'half a PDF'
}

a_plan_is_drafted_from_a_portfolio_or_from_results()
{
	"$program" init d >/dev/null; sed -i 's/"members": 200/"members": 4/' d/portfolio.json
	q 0 report d/portfolio.json -o a.html --kind plan; empty out; has a.html 'lang="zh-CN"'; has a.html '缺：'
	q 0 run d/portfolio.json -o r
	q 0 report r -o b.html --kind plan --lang en; has b.html 'lang="en"'; lacks b.html 'the estimate by site'
	q 0 report r -o c.html --kind plan --lang en; cmp -s b.html c.html || fail 'two drafts differ'
	q 0 report r -o y.html --kind annual; has y.html '合计'; q 2 report d/portfolio.json -o y.html --kind annual; has err 'folder of results'
	q 0 report r -o p.html --kind public --lang en; lacks p.html CNY
	q 2 report r --kind plan; q 2 report r -o b.html --kind poem
	q 5 report . -o x.html --kind plan; has err results.h5; q 5 report none.json -o x.html --kind plan
	[ ! -e x.html ] || fail 'a failed draft left a file'
	echo '{' >bad.json; q 3 report bad.json -o x.html --kind plan; has err E1001
	q 5 report r -o none/x.html --kind plan
}

bids_take_what_they_do_not_state_from_runs()
{
	"$program" init d >/dev/null; sed -i 's/"members": 200/"members": 4/' d/portfolio.json
	sed 's/^{/{"policy": {"terms": {"credit_years": [{"year": 2025, "contract": 85, "safety": 85}]}},/' d/portfolio.json >d/own.json
	sed 's/"safety": 85/"serious_violation": true/' d/own.json >d/out.json
	printf 'id,price_cny,benefit,credit,portfolio\nstated,0,50,70,\nown,0,,,own.json\nshut,0,,,out.json\n' >d/bids.csv
	q 0 bids d/portfolio.json d/bids.csv -o r --json; json out
	[ "$(grep -c '"own_plan": true' out)" -eq 2 ] || fail 'plans of their own'
	has out '"credit": 85,'; has out '"benefit": 50,'; [ "$(grep -c '"eligible": false' out)" -eq 1 ] || fail 'who is shut out'
	q 0 bids d/portfolio.json d/bids.csv -o r --lang en; sed -n '3,$p' out | grep -oE '(stated|own|shut).*' >ranked; rank=$(sed -n '3,4s/ (.*//p' out | tr -d ' \n')
	[ "$rank" = 12 ] || fail "ranks $rank"; sed -n 3p ranked | grep -q '^shut (credit grade D: no place)$' || fail 'who is shut out is told last'
	printf 'id,price_cny\nbare,0\n' >d/bare.csv; q 3 bids d/portfolio.json d/bare.csv -o s; has err 'bid bare'
	printf 'id,price_cny,portfolio\nlost,0,none.json\n' >d/lost.csv; q 5 bids d/own.json d/lost.csv -o s; has err none.json
	[ ! -e s ] || fail 'a failed comparison left a folder'
}

bench_gives_json_with_kernels_and_runs()
{
	"$program" init b >/dev/null; sed -i 's/"members": 200/"members": 4/' b/portfolio.json
	q 0 bench b/portfolio.json --json; json out; empty err
	has out '"name": "rothc_month"'; has out '"ns": '; has out '"exp_ns": '; has out '"memory_gb_per_s_all_cores": '
	[ "$(grep -c '"share": [0-9]' out)" -ge 25 ] || fail 'kernels without a share'
	grep '"name": "price_cir"' out | grep -q '"bound": null, "share": null' || fail 'a share that cannot be given'
	grep '"name": "exp"' out | grep -q '"bound": "arithmetic", "share": 1,' || fail 'exp is not its own limit'
	has out '"unit_member_years_per_s"'; has out '"water_erosion_ns"'; has out '"services_ns"'; has out '"2": '
}

for name in $(declare -F | awk '{print $3}' | grep _); do
	case $name in *"$only"*) ;; *) continue ;; esac
	before=$failed
	mkdir "$work/$name"; cd "$work/$name" || exit 1
	"$name"
	[ "$failed" -ne "$before" ] || echo "ok $name"
done
[ "$failed" -eq 0 ] || { echo "$failed failed"; exit 1; }
