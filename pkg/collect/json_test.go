package collect_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestParseJSONDocument(t *testing.T) {
	text := "\xEF\xBB\xBF { \"a/b\" : [1.50, {\"~\": null}],\n\"é\": \"\\u0041\" } "
	document, err := collect.ParseJSONDocument([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, span := range document.Spans {
		got = append(got, span.Pointer+" "+text[span.Start:span.End])
	}
	want := []string{
		" " + text[4:len(text)-1], "/a~1b \"a/b\" : [1.50, {\"~\": null}]", "/a~1b/0 1.50",
		"/a~1b/1 {\"~\": null}", "/a~1b/1/~0 \"~\": null", "/é \"é\": \"\\u0041\"",
	}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("spans are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if value := fmt.Sprint(document.Value); value != "map[a/b:[1.50 map[~:<nil>]] é:A]" {
		t.Errorf("the value is %s", value)
	}
	if number, _ := snapshot.Lookup(document.Value, "/a~1b/0"); number != json.Number("1.50") {
		t.Errorf("the number is %#v", number)
	}
}

func TestParseJSONErrors(t *testing.T) {
	tests := []struct {
		text   string
		offset int
		want   string
	}{
		{"", 0, "is empty"},
		{"  ", 2, "is empty"},
		{`{"a": [1, `, 10, "ends in the middle of a value"},
		{`{"a": tru}`, 9, "is not JSON: invalid character"},
		{`{"a" 1}`, 5, "is not JSON"},
		{`{} {}`, 2, "has more text after its end"},
		{"\"a\nb\"", 2, "is not JSON: invalid character"},
		{"[\"\xff\"]", 2, "is not JSON: invalid UTF-8"},
		{strings.Repeat("[", 300), 200, "is nested more than 200 levels deep"},
	}
	for _, test := range tests {
		_, err := collect.ParseJSON([]byte(test.text))
		var wrong *collect.JSONError
		if !errors.As(err, &wrong) || !strings.HasPrefix(wrong.Message, test.want) || wrong.Offset != test.offset {
			t.Errorf("%.20q: %+v, want %s at %d", test.text, err, test.want, test.offset)
		}
	}
}

func TestStandardizeJSONSaysWhere(t *testing.T) {
	for text, want := range map[string]int{
		"\xEF\xBB\xBF{\"a\": 1 \"b\"}":      11,
		"{ // {\n  \"é\": [1,]\n \"b\": 2}": 21,
		"{\"a\": 1} }":                      9,
		"[":                                 1,
		strings.Repeat("[", 2000):           0,
	} {
		_, err := collect.StandardizeJSON([]byte(text))
		wrong, ok := errors.AsType[*collect.JSONError](err)
		if !ok || wrong.Offset != want || strings.Contains(wrong.Message, "hujson") {
			t.Errorf("%.30q: %#v, want one at %d", text, err, want)
		}
	}
}
