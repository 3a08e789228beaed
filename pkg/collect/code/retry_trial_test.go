package code

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// TestTrial tries conditions on an error with statuses: is a refusal repeated, and is 429?
func TestTrial(t *testing.T) {
	const py, ts, golang, java, csharp = syntax.Python, syntax.TypeScript, syntax.Go, syntax.Java, syntax.CSharp
	for _, test := range []struct {
		language       syntax.Language
		condition      string
		client, limits tri
	}{
		{py, "e.status >= 400", yes, yes},
		{py, "e.status > 499", no, no},
		{py, "e.status >= 408", yes, yes},
		{py, "400 <= e.status < 600", yes, yes},
		{py, "500 <= e.status < 600 or e.status == 429", no, yes},
		{py, "e.status != 404", yes, yes},
		{py, "e.status not in (401, 403)", yes, yes},
		{py, "e.status not in (400, 401, 403, 404)", no, yes},
		{py, "e.status in {404, 429}", yes, yes},
		{py, "e.status in (408, 429) or e.status >= 500", no, yes},
		{py, "e.status in range(500, 600)", no, no},
		{py, "e.status // 100 == 5", no, no},
		{py, "int(e.status / 100) == 4", yes, yes},
		{py, "e.status / 100 != 4", yes, yes}, // 4.04
		{golang, "apiErr.Code/100 == 4", yes, yes},
		{py, "int(getattr(e, 'status', 0)) in frozenset([429, 503])", no, yes},
		{py, "str(e.status).startswith('4')", yes, yes},
		{py, "e.status in LIMITS", unknown, unknown},
		{py, "e.status == SLOW or e.status >= 500", unknown, unknown},
		{py, "classify(e) == 'again'", unknown, unknown},
		{py, "attempt < 5", yes, yes},
		{py, "attempt < 5 and e.status >= 500", no, no},
		{py, "isinstance(e, PineconeApiException) and e.status == 429", no, yes},
		{py, "isinstance(e, (NotFoundException, ServiceException))", yes, no},
		{py, "isinstance(e, Mine)", unknown, unknown},
		{py, "e.status == 429 if e.status else False", no, yes},
		{py, "e.status is None", no, no},
		{py, "e.code() == grpc.StatusCode.RESOURCE_EXHAUSTED", no, yes},
		{py, "e.code() in (grpc.StatusCode.NOT_FOUND, grpc.StatusCode.UNAVAILABLE)", yes, no},
		{py, "'429' in str(e) or '503' in str(e)", no, yes},
		{ts, "[400, 429, 503].includes(e.status)", yes, yes},
		{ts, "new Set([429, 503]).has(e?.response?.status)", no, yes},
		{ts, "(e as any).status >= 500 || e.status === 429", no, yes},
		{ts, "e.name !== 'PineconeBadRequestError'", yes, yes},
		{ts, "e instanceof PineconeUnmappedHttpError", unknown, yes},
		{ts, "Math.floor(e.status / 100) === 5", no, no},
		{ts, "e.code === 'ECONNRESET'", no, no},
		{ts, "({ 429: true, 503: true })[e.status]", no, yes},
		{ts, "!(e.status >= 400 && e.status < 500)", no, no},
		{golang, "status.Code(err) != codes.NotFound", yes, yes},
		{golang, "status.Code(err) == codes.Unavailable || status.Code(err) == codes.ResourceExhausted", no, yes},
		{golang, "apiErr.Code == http.StatusTooManyRequests || apiErr.Code >= 500", no, yes},
		{golang, "err != nil && apiErr.Code < 500", yes, yes},
		{golang, "slices.Contains([]int{429, 503}, apiErr.Code)", no, yes},
		{golang, "transient(err)", unknown, unknown},
		{java, "e.getStatus().getCode() != Status.Code.INVALID_ARGUMENT", yes, yes},
		{java, "Set.of(Status.Code.UNAVAILABLE, Status.Code.RESOURCE_EXHAUSTED).contains(e.getStatus().getCode())", no, yes},
		{java, "e instanceof PineconeNotFoundException", yes, no},
		{java, "e.getStatusCode() >= 400", yes, yes},
		{csharp, "e.StatusCode is 429 or >= 500", no, yes},
		{csharp, "e.StatusCode is >= 400 and < 500", yes, yes},
		{csharp, "e.StatusCode is not 404", yes, yes},
		{csharp, "e is RpcException { StatusCode: StatusCode.Unavailable or StatusCode.ResourceExhausted }", no, yes},
		{csharp, "(int)e.StatusCode == 429", no, yes},
		{csharp, "e.StatusCode == Limits.SlowDown", unknown, unknown},
	} {
		text := map[syntax.Language]string{
			py:     "def f(e):\n    return " + test.condition + "\n",
			ts:     "function f(e: any) { return " + test.condition + "; }",
			golang: "package a\nfunc f(err error) bool { return " + test.condition + " }",
			java:   "class A { boolean f(Throwable e) { return " + test.condition + "; } }",
			csharp: "class A { bool F(Exception e) { return " + test.condition + "; } }",
		}[test.language]
		root, err := syntax.NewParser(test.language).Parse([]byte(text))
		if err != nil {
			t.Fatal(err)
		}
		lowered := program.Lower(test.language, root, []byte(text))
		u := newUnit("a", test.language, []byte(text), lowered)
		repeated := u.whereChosen(lowered.Find(isFunction), true)
		if repeated.refusals() != test.client || repeated.limits() != test.limits {
			t.Errorf("%s: repeats refusals %v and 429 %v, want %v and %v",
				test.condition, repeated.refusals(), repeated.limits(), test.client, test.limits)
		}
	}
}
