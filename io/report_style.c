#include "io/report_parts.h"

/* System fonts only; two colour schemes; print on A4. Colours of the arms differ in lightness and dash too. */
const char *const qs_report_style[] = {
	":root{--paper:#fbfaf7;--card:#fff;--ink:#1d2622;--soft:#57625c;--rule:#dcdfd8;--grid:#e7e9e3;--c0:#767c80;--"
	"c1:#c07a00;"
	"--c2:#0b6e4f;--c3:#2f4b8f;--p0:#0b6e4f;--p1:#8cc79f;--p2:#8a5a3c;--p3:#e0b565;--p4:#5d6470;--weak:#8a4b00;--"
	"mark:#fff3d6}"
	"@media "
	"(prefers-color-scheme:dark){:root{--paper:#141917;--card:#1c2320;--ink:#e6ebe7;--soft:#a3aea8;--rule:#36403b;"
	"--grid:#2a322e;--c0:#a0a7ac;--c1:#f0b03f;--c2:#4cc495;--c3:#8fb0ff;--p0:#2f9c74;--p1:#a5dcb7;--p2:#b98360;--"
	"p3:#ecc97f;"
	"--p4:#8790a0;--weak:#ffb964;--mark:#3a2f12}}\n",
	"*{box-sizing:border-box}\n",
	"html{-webkit-text-size-adjust:100%;text-size-adjust:100%}\n",
	"body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.65 system-ui,-apple-system,'Segoe "
	"UI',Roboto,"
	"'PingFang SC','Hiragino Sans GB','Microsoft YaHei','Noto Sans CJK SC','Noto Sans "
	"SC',sans-serif;overflow-wrap:break-word}\n",
	"header,main{max-width:1160px;margin:0 auto;padding:0 20px}\n",
	"header{padding-top:36px}main{padding-bottom:64px}\n",
	"h1{font-size:clamp(1.6rem,1.2rem + 2vw,2.4rem);line-height:1.25;margin:.2em 0;letter-spacing:.01em}\n",
	"h2{font-size:1.35rem;line-height:1.3;margin:2.6em 0 .4em;padding-top:.7em;border-top:1px solid var(--rule)}\n",
	"h3{font-size:1.15rem;margin:0 0 .2em}h4{font-size:1rem;margin:1.4em 0 .3em}\n",
	"p{margin:.4em 0;max-width:52em}\n",
	".mark{display:inline-block;background:var(--mark);border-radius:4px;padding:2px 10px;font-size:.92rem}\n",
	".line,.lead{color:var(--soft)}\n",
	".verdict{font-size:1.18rem;line-height:1.75;margin:1.2em 0 1.4em}\n",
	".cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,235px),1fr));gap:12px;margin:1em "
	"0}\n",
	".card{background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:12px 16px}\n",
	".card p{margin:0}.card .k{color:var(--soft);font-size:.92rem}.k::first-letter,.name::first-letter{"
	"text-transform:uppercase}\n",
	".card .v{font-size:1.55rem;line-height:1.35;font-variant-numeric:tabular-nums}.card .v small{font-size:.9rem;"
	"color:var(--soft)}\n",
	".card .q{font-size:.85rem;color:var(--soft);font-variant-numeric:tabular-nums}.q "
	"span{display:inline-block;margin-right:.9em}\n",
	".charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,330px),1fr));gap:14px;margin:1em "
	"0}\n",
	".chart{margin:0;background:var(--card);border:1px solid var(--rule);border-radius:8px;padding:12px 12px "
	"8px}\n",
	"figcaption{font-weight:600;font-size:.98rem;line-height:1.4;margin-bottom:4px}.unit{font-weight:400;color:var("
	"--soft)}\n",
	"svg{display:block;width:100%;height:auto;max-width:560px}\n",
	"svg "
	"text{font-size:12px;fill:var(--soft);font-variant-numeric:tabular-nums}.tx{text-anchor:middle}.ty{text-anchor:"
	"end}\n",
	"svg .tl{fill:var(--ink)}\n",
	".grid{stroke:var(--grid);stroke-width:1;fill:none}.zero,.whisker{stroke:var(--soft);stroke-width:1;fill:none}"
	"\n",
	".whisker{stroke:var(--ink);stroke-width:1.3}\n",
	".line.c0,.line.c1,.line.c2,.line.c3{fill:none;stroke-width:2;stroke-linejoin:round}\n",
	".line.c0{stroke:var(--c0);stroke-dasharray:2 3}.line.c1{stroke:var(--c1);stroke-dasharray:7 "
	"3}.line.c2{stroke:var(--c2);"
	"stroke-width:2.6}.line.c3{stroke:var(--c3);stroke-dasharray:9 3 2 3}\n",
	".band{fill-opacity:.17}.c0{fill:var(--c0)}.c1{fill:var(--c1)}.c2{fill:var(--c2)}.c3{fill:var(--c3)}\n",
	".p0{fill:var(--p0)}.p1{fill:var(--p1)}.p2{fill:var(--p2)}.p3{fill:var(--p3)}.p4{fill:var(--p4)}\n",
	".area{stroke:var(--card);stroke-width:.8}\n",
	".legend{font-size:.86rem;line-height:1.5;color:var(--soft);margin:4px 0 0}.legend span{display:inline-block;"
	"margin-right:12px}\n",
	".legend i{display:inline-block;vertical-align:middle;margin-right:5px}.legend "
	".box{width:12px;height:12px;border-radius:2px}\n",
	".legend .stroke{width:22px;height:0;border-top:3px "
	"solid}.stroke.c0{border-color:var(--c0);border-top-style:dotted}"
	".stroke.c1{border-color:var(--c1);border-top-style:dashed}.stroke.c2{border-color:var(--c2)}.stroke.c3{"
	"border-color:var(--c3);border-top-style:dashed}\n",
	".box.c0{background:var(--c0)}.box.c1{background:var(--c1)}.box.c2{background:var(--c2)}.box.c3{background:var("
	"--c3)}\n",
	".box.p0{background:var(--p0)}.box.p1{background:var(--p1)}.box.p2{background:var(--p2)}.box.p3{background:var("
	"--p3)}"
	".box.p4{background:var(--p4)}\n",
	".scroll{overflow:auto;margin:.8em 0;border:1px solid "
	"var(--rule);border-radius:8px;background:var(--card)}\n",
	"table{border-collapse:collapse;width:100%;font-size:.92rem;line-height:1.45}\n",
	"th,td{text-align:left;vertical-align:top;padding:7px 12px;border-bottom:1px solid var(--rule)}\n",
	"tr:last-child td{border-bottom:0}th{font-weight:600;color:var(--soft);white-space:nowrap}\n",
	".n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}.n small,td "
	"small{color:var(--soft);display:block}\n",
	"thead "
	"th{position:sticky;top:0;background:var(--card)}.all{grid-column:1/"
	"-1}.wide{min-width:12em}.name{min-width:9.5em}.nowrap{white-space:nowrap}\n",
	"code{font:.86em "
	"ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);overflow-wrap:anywhere}\n",
	".site{margin:2em 0 0;padding:20px 0 0;border-top:1px solid var(--rule)}.site:first-of-type{border-top:0}\n",
	"dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,150px),1fr));gap:8px 20px;margin:.8em "
	"0}\n",
	"dl div{min-width:0}dt{font-size:.85rem;color:var(--soft)}dd{margin:0}\n",
	".chips{max-width:none}.chips a{display:inline-block;margin:0 6px 6px 0;padding:2px 10px;border:1px solid "
	"var(--rule);"
	"border-radius:99px;text-decoration:none;background:var(--card)}\n",
	"a{color:var(--c2)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:2px solid var(--c2);"
	"outline-offset:2px}\n",
	".weak{color:var(--weak);font-size:.82em;white-space:nowrap}\n",
	"details{border:1px solid var(--rule);border-radius:8px;background:var(--card);margin:.6em "
	"0}summary{cursor:pointer;"
	"padding:9px 14px}summary small{color:var(--soft)}details .scroll{border-width:1px 0 "
	"0;border-radius:0;margin:0}\n",
	".conflicts{border-left:3px solid var(--c1);padding:2px 0 2px 14px;margin:.8em 0}.conflicts "
	"ul,.read{margin:.2em 0;"
	"padding-left:1.2em}.read li{margin:.4em 0;max-width:52em}\n",
	"@media "
	"(max-width:480px){header,main{padding-left:14px;padding-right:14px}header{padding-top:20px}body{font-size:15."
	"5px}"
	".cards{grid-template-columns:1fr 1fr;gap:8px}.card{padding:9px 11px}.card .v{font-size:1.3rem}.card "
	".q{font-size:.8rem}.q span{margin-right:.4em}"
	".chart{padding:10px 8px 6px}.verdict{font-size:1.08rem}th,td{padding:6px 9px}}\n",
	"@media (min-width:1000px){.scroll{max-height:85vh}.pair{grid-template-columns:1fr 1fr}.pair svg "
	"text{font-size:9.5px}}\n",
	"@page{size:A4;margin:16mm 14mm}\n",
	"@media "
	"print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--rule:#bbb;--grid:#ddd;--c0:#767c80;--c1:#c07a00;"
	"--c2:#0b6e4f;--c3:#2f4b8f;--p0:#0b6e4f;--p1:#8cc79f;--p2:#8a5a3c;--p3:#e0b565;--p4:#5d6470;--weak:#8a4b00;--"
	"mark:#fff}"
	"body{font-size:10pt;-webkit-print-color-adjust:exact;print-color-adjust:exact}header,main{max-width:none;"
	"padding:0}"
	".charts{grid-template-columns:1fr "
	"1fr}.chart,.card,tr,.conflicts{break-inside:avoid}h2,h3,h4{break-after:avoid}"
	"nav{display:none}.scroll{overflow:visible;max-height:none;border:0}table{font-size:8.5pt}th{white-space:"
	"normal}"
	"details::details-content{content-visibility:visible;display:block}}\n",
	NULL,
};
