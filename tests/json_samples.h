/* Texts that the JSON reader must refuse, each with the mistake it must tell, and texts that it must read, by classes. */
#ifndef QS_TESTS_JSON_SAMPLES_H
#define QS_TESTS_JSON_SAMPLES_H

#include "model/base/mistakes.h"

#include <stddef.h>

struct sample {
	const char *bytes;
	size_t n;
	enum qs_mistake_code code;
};

#define T(text, code)                             \
	{                                         \
		text, sizeof(text) - 1, QS_##code \
	}
#define SYNTAX(text) T(text, E1001)
#define READ(text) T(text, MISTAKE_CODES)

/* clang-format off */
static const struct sample refused[] = {
	/* nothing */
	T("", E1006), T(" ", E1006), T("\n\t \r\n", E1006), T("\xEF\xBB\xBF", E1006), T("\xEF\xBB\xBF \n", E1006),
	/* words */
	SYNTAX("nul"), SYNTAX("nulll"), SYNTAX("True"), SYNTAX("TRUE"), SYNTAX("tru"), SYNTAX("truee"), SYNTAX("fals"),
	SYNTAX("False"), SYNTAX("Null"), SYNTAX("undefined"), SYNTAX("NaN"), SYNTAX("nan"), SYNTAX("Infinity"), SYNTAX("inf"),
	SYNTAX("-Infinity"), SYNTAX("-inf"), SYNTAX("-NaN"), SYNTAX("abc"), SYNTAX("[true false]"), SYNTAX("nullnull"), SYNTAX("t"),
	/* numbers */
	SYNTAX("01"), SYNTAX("-01"), SYNTAX("00"), SYNTAX("-00"), SYNTAX("012.5"), SYNTAX("+1"), SYNTAX("+0"), SYNTAX("-"), SYNTAX("--1"),
	SYNTAX("-+1"), SYNTAX(".5"), SYNTAX("-.5"), SYNTAX("."), SYNTAX("1."), SYNTAX("-1."), SYNTAX("1.e3"), SYNTAX("1e"), SYNTAX("1E"),
	SYNTAX("1e+"), SYNTAX("1e-"), SYNTAX("1E-"), SYNTAX("1.5e"), SYNTAX("1e1.5"), SYNTAX("1e+-1"), SYNTAX("e1"), SYNTAX("1ee1"), SYNTAX("1.2.3"),
	SYNTAX("0x10"), SYNTAX("0xFF"), SYNTAX("1_000"), SYNTAX("1,5"), SYNTAX("1 000"), SYNTAX("1f"), SYNTAX("1L"), SYNTAX("1-2"), SYNTAX("- 1"),
	SYNTAX("[1 2]"), SYNTAX("[-]"), SYNTAX("[1.]"), SYNTAX("[2.e+3]"), SYNTAX("[0e+]"), SYNTAX("[-2.]"), SYNTAX("[0.3e]"), SYNTAX("[9.e]"),
	SYNTAX("[1+2]"), SYNTAX("[0b1]"), SYNTAX("[0o7]"), SYNTAX("[1'000]"), SYNTAX("\xEF\xBC\x91"), SYNTAX("[-1x]"), SYNTAX("[1a]"), SYNTAX("1\xC2\xA0"),
	/* out of the range of doubles */
	T("1e999", E1005), T("-1e999", E1005), T("1e309", E1005), T("1.8e308", E1005), T("[1e400, 1]", E1005), T("1e-999", E1005), T("-1e-400", E1005),
	T("1e99999999999999999999", E1005), T("123e10000", E1005), T("0.1e-330", E1005),
	/* strings */
	SYNTAX("\""), SYNTAX("\"abc"), SYNTAX("abc\""), SYNTAX("'abc'"), SYNTAX("[\"a]"), SYNTAX("\"a\"b"), SYNTAX("\"a\nb\""), SYNTAX("\"a\tb\""), SYNTAX("\"a\rb\""),
	SYNTAX("\"\x01\""), SYNTAX("\"\x1f\""), SYNTAX("\"\0\""), SYNTAX("\"\b\""), SYNTAX("\"\\\""), SYNTAX("\"\\"), SYNTAX("\"\\a\""), SYNTAX("\"\\x41\""), SYNTAX("\"\\'\""),
	SYNTAX("\"\\0\""), SYNTAX("\"\\v\""), SYNTAX("\"\\ \""), SYNTAX("\"\\N\""), SYNTAX("\"\\U0041\""), SYNTAX("\"\\u\""), SYNTAX("\"\\u1\""), SYNTAX("\"\\u12\""),
	SYNTAX("\"\\u123\""), SYNTAX("\"\\u123g\""), SYNTAX("\"\\u 123\""), SYNTAX("\"\\u+123\""), SYNTAX("\"\\u{41}\""), SYNTAX("\"\\u"), SYNTAX("\"\\u12"), SYNTAX("\"\\\xE5\xB1\xB1\""),
	SYNTAX("\"\\\0\""), SYNTAX("`a`"), SYNTAX("\xE2\x80\x9C" "a" "\xE2\x80\x9D"), SYNTAX("\"a\" \"b\""), SYNTAX("[\"a\"\"b\"]"),
	/* lone surrogates */
	SYNTAX("\"\\ud800\""), SYNTAX("\"\\udfff\""), SYNTAX("\"\\udc00\\ud800\""), SYNTAX("\"\\ud800x\""), SYNTAX("\"\\ud800\\n\""), SYNTAX("\"\\ud800\\u0041\""),
	SYNTAX("\"\\ud800\\ud800\""), SYNTAX("\"\\uD834\\uDD\""), SYNTAX("\"\\uDBFF\\uE000\""), SYNTAX("{\"\\udead\":1}"),
	/* bytes that are not UTF-8 */
	T("\"\xFF\"", E1003), T("\"\xFE\"", E1003), T("\"\x80\"", E1003), T("\"\xBF\"", E1003), T("\"\xC0\xAF\"", E1003), T("\"\xC0\x80\"", E1003), T("\"\xC1\xBF\"", E1003),
	T("\"\xE0\x80\xAF\"", E1003), T("\"\xE0\x9F\xBF\"", E1003), T("\"\xF0\x80\x80\xAF\"", E1003), T("\"\xF0\x8F\xBF\xBF\"", E1003), T("\"\xED\xA0\x80\"", E1003),
	T("\"\xED\xBF\xBF\"", E1003), T("\"\xF4\x90\x80\x80\"", E1003), T("\"\xF5\x80\x80\x80\"", E1003), T("\"\xF8\x88\x80\x80\x80\"", E1003), T("\"\xFC\x84\x80\x80\x80\x80\"", E1003),
	T("\"\xE5\xB1\"", E1003), T("\"\xE5\"", E1003), T("\"\xF0\x9F\x8C\"", E1003), T("\"\xE5\xB1", E1003), T("\"\xC9\xBD\xB1\xB3\"", E1003), T("{\"\xFF\":1}", E1003),
	T("\xFF", E1003), T("\xFE\xFF\0{\0}", E1003), T("\xFF\xFE{\0}\0", E1003), T("[\xFF]", E1003), T("[1,\x80]", E1003),
	/* arrays */
	SYNTAX("["), SYNTAX("]"), SYNTAX("[1"), SYNTAX("[1,"), SYNTAX("[,"), SYNTAX("[,]"), SYNTAX("[,1]"), SYNTAX("[1,]"), SYNTAX("[1,,2]"), SYNTAX("[1;2]"), SYNTAX("[1:2]"),
	SYNTAX("[[]"), SYNTAX("[]]"), SYNTAX("[1}"), SYNTAX("[\"a\":1]"), SYNTAX("(1)"), SYNTAX("[1,\n2,\n]"), SYNTAX("[[1],[2],]"), SYNTAX("[1][2]"), SYNTAX("[...]"),
	SYNTAX("[ , 1]"), SYNTAX("[1 , , ]"), SYNTAX("[\"\", ]"), SYNTAX("[[[[[[[[[["),
	/* objects */
	SYNTAX("{"), SYNTAX("}"), SYNTAX("{,}"), SYNTAX("{\"a\"}"), SYNTAX("{\"a\":}"), SYNTAX("{\"a\":1"), SYNTAX("{\"a\":1,"), SYNTAX("{\"a\":1,}"), SYNTAX("{\"a\" 1}"),
	SYNTAX("{\"a\"=1}"), SYNTAX("{\"a\"::1}"), SYNTAX("{\"a\":1 \"b\":2}"), SYNTAX("{\"a\":1;\"b\":2}"), SYNTAX("{a:1}"), SYNTAX("{'a':1}"), SYNTAX("{1:1}"), SYNTAX("{null:1}"),
	SYNTAX("{true:1}"), SYNTAX("{[]:1}"), SYNTAX("{\"a\":1]"), SYNTAX("{\"a\":1}}"), SYNTAX("{\"a\":1,,\"b\":2}"), SYNTAX("{,\"a\":1}"), SYNTAX("{:1}"), SYNTAX("{\"a\",\"b\"}"),
	SYNTAX("{\"a\":\"b\":\"c\"}"), SYNTAX("{\"a\":1 2}"), SYNTAX("{\"a\":{}"), SYNTAX("{\"a\":tru}"), SYNTAX("{\"a\""), SYNTAX("{\"a\":"), SYNTAX("{{}}"), SYNTAX("{\"a\":[}"), SYNTAX("{\"a\":(1)}"),
	/* keys that stand twice */
	T("{\"a\":1,\"a\":1}", E1002), T("{\"a\":1,\"b\":2,\"a\":3}", E1002), T("{\"\":1,\"\":2}", E1002), T("{\"a\":1,\"\\u0061\":2}", E1002), T("[{\"x\":{\"k\":0,\"k\":0}}]", E1002),
	T("{\"\xE5\xB1\xB1\":1,\"\\u5c71\":2}", E1002),
	T("{\"a\":0,\"b\":0,\"c\":0,\"d\":0,\"e\":0,\"f\":0,\"g\":0,\"h\":0,\"i\":0,\"j\":0,\"k\":0,\"l\":0,\"m\":0,\"n\":0,\"o\":0,\"p\":0,\"q\":0,\"c\":1}", E1002),
	/* after the value */
	SYNTAX("1 2"), SYNTAX("{} x"), SYNTAX("{}{}"), SYNTAX("[] []"), SYNTAX("null,"), SYNTAX("{}#"), SYNTAX("{}//"), SYNTAX("{}/**/"), SYNTAX("\"a\","), SYNTAX("{}\0"), SYNTAX("1\0"),
	SYNTAX("true true"), SYNTAX("[]\x0c"), SYNTAX("{}\xE2\x80\x8B"), SYNTAX("{}\xEF\xBB\xBF"), SYNTAX("{}{"), SYNTAX("[1]]"), SYNTAX("{};"),
	/* comments, other white space, other dialects */
	SYNTAX("/* a */ 1"), SYNTAX("// a\n1"), SYNTAX("# a\n1"), SYNTAX("[1, /* two */ 2]"), SYNTAX("\x0b" "1"), SYNTAX("\x0c" "1"), SYNTAX("\xC2\xA0" "1"), SYNTAX("\xE3\x80\x80" "1"), SYNTAX("[1,\0002]"),
	SYNTAX("\xE2\x81\xA0" "1"), SYNTAX("\xEF\xBB\xBF\xEF\xBB\xBF{}"), SYNTAX("<json/>"), SYNTAX("a: 1"), SYNTAX("*"), SYNTAX("\\u0031"), SYNTAX("[\\n]"), SYNTAX("\0"), SYNTAX("[\0]"), SYNTAX("{\"a\":\0" "1}"),
	SYNTAX("\x7f"), SYNTAX("@"), SYNTAX("[\"a\",\n4\n,1,"), SYNTAX("\xEF\xBC\x9A"), SYNTAX("{\"a\"\xEF\xBC\x9A" "1}"), SYNTAX("[1\xEF\xBC\x8C" "2]"),
};

static const struct sample read_well[] = {
	/* values at the top, white space */
	READ("null"), READ("true"), READ("false"), READ("0"), READ("\"\""), READ("[]"), READ("{}"), READ(" 1 "), READ("\t[\r\n]\n"), READ("\xEF\xBB\xBF{}"), READ("\r\r\n[ ]"), READ("{ }"),
	/* numbers */
	READ("-0"), READ("0.0"), READ("-0.0"), READ("1"), READ("-1"), READ("10"), READ("0.5"), READ("-0.5"), READ("1e3"), READ("1E3"), READ("1e+3"), READ("1E-3"), READ("0e0"), READ("0e999"), READ("-0e-999"),
	READ("1.5e300"), READ("1.7976931348623157e308"), READ("2.2250738585072014e-308"), READ("5e-324"), READ("123456789012345678901234567890"), READ("9007199254740993"),
	READ("0.1"), READ("3.141592653589793"), READ("0.30000000000000004"), READ("1e0001"), READ("1.0000000000000000000000000000000000000000000000000000000000000000000000001"),
	READ("0.000000000000000000000000000000000000000000000000000000000000000000000000000001"), READ("[1,-2,3.5]"),
	/* strings */
	READ("\"a\""), READ("\"\xE5\xB1\xB1\""), READ("\"\xF0\x9F\x8C\xB2\""), READ("\"\xC2\x80\""), READ("\"\xDF\xBF\""), READ("\"\xE0\xA0\x80\""), READ("\"\xED\x9F\xBF\""), READ("\"\xEE\x80\x80\""),
	READ("\"\xEF\xBF\xBF\""), READ("\"\xF0\x90\x80\x80\""), READ("\"\xF4\x8F\xBF\xBF\""), READ("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\""), READ("\"\\u0041\""), READ("\"\\u5c71\""), READ("\"\\u5C71\""),
	READ("\"\\ud83c\\udf32\""), READ("\"\\uDBFF\\uDFFF\""), READ("\"\\uFFFF\""), READ("\"\\u007f\x7f\""), READ("\"/\""), READ("\"// no comment\""), READ("\"[,]\""), READ("\"\xE2\x80\xA8\""), READ("\"\xEF\xBB\xBF\""),
	READ("\"\\\\u0041\""), READ("\"\\\\\""), READ("\" \""), READ("\"'\""),
	/* arrays and objects */
	READ("[[]]"), READ("[[],{}]"), READ("[{\"a\":[{\"b\":[]}]}]"), READ("[null,true,false,1,\"a\",[],{}]"), READ("{\"a\":1}"), READ("{\"\":1}"), READ("{\"a\":1,\"b\":2}"), READ("{\"a\":1,\"A\":2}"),
	READ("{\"a\":{\"a\":{\"a\":1}}}"), READ("{\"\xE5\xB1\xB1\":1}"), READ("{\"a\" : [ 1 , 2 ] , \"b\" : { } }"), READ("[1\n,2\n]"), READ("{\"a b\":1,\"a.b\":2}"), READ("{\"a\":null}"), READ("[[[[[[[[[[1]]]]]]]]]]"),
};
/* clang-format on */

#endif
