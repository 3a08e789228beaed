package code_test

import (
	"context"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/policies"
)

const (
	leastPrecision = 0.95
	leastRecall    = 0.8
	leastCases     = 300 // of a language, each counted once however many heads it has
)

// snippet is a file of the corpus with the rules that should find something in it.
type snippet struct {
	name, path, text, sdk string
	want                  map[string]bool
	// open are the rules that must leave something open, and no other may; nil where a case
	// does not say.
	open map[string]bool
}

// TestCorpus judges every snippet of the corpus, prints how precise each rule is and how
// much it finds, and holds both to a bound. A case is labelled with all rules that should
// find something in it; where none can tell, none should.
func TestCorpus(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(languages())) {
		t.Run(name, func(t *testing.T) {
			snippets := readCorpus(t, name, languages()[name])
			if count := len(casesOf(snippets)); count < leastCases {
				t.Errorf("%s has %d cases, want at least %d", name, count, leastCases)
			}
			found, open := verdicts(t, name, snippets)
			judgeCorpus(t, snippets, found)
			judgeOpen(t, snippets, open)
		})
	}
}

type score struct{ hit, wrong, missed int }

func (s score) precision() float64 { return ratio(s.hit, s.hit+s.wrong) }
func (s score) recall() float64    { return ratio(s.hit, s.hit+s.missed) }

func ratio(part, whole int) float64 {
	if whole == 0 {
		return 1
	}
	return float64(part) / float64(whole)
}

func judgeCorpus(t *testing.T, snippets []snippet, found map[string]map[string]bool) {
	t.Helper()
	scores := map[string]*score{}
	of := func(rule string) *score {
		if scores[rule] == nil {
			scores[rule] = &score{}
		}
		return scores[rule]
	}
	for _, each := range snippets {
		for rule := range found[each.name] {
			if each.want[rule] {
				of(rule).hit++
				continue
			}
			of(rule).wrong++
			t.Logf("wrong   %-36s %s", rule, each.name)
		}
		for rule := range each.want {
			if !found[each.name][rule] {
				of(rule).missed++
				t.Logf("missed  %-36s %s", rule, each.name)
			}
		}
	}
	t.Logf("%d snippets of %d cases\n%-36s %9s %7s %6s %6s %6s", len(snippets), len(casesOf(snippets)),
		"rule", "precision", "recall", "right", "wrong", "missed")
	for _, rule := range slices.Sorted(maps.Keys(scores)) {
		s := scores[rule]
		t.Logf("%-36s %9.3f %7.3f %6d %6d %6d", rule, s.precision(), s.recall(), s.hit, s.wrong, s.missed)
		if s.precision() < leastPrecision || s.recall() < leastRecall {
			t.Errorf("%s: precision %.3f and recall %.3f, want %.2f and %.2f", rule,
				s.precision(), s.recall(), leastPrecision, leastRecall)
		}
	}
}

// judgeOpen holds the cases that say what nobody can tell to that: a pass there would be wrong,
// and so would be a question where the text has the answer.
func judgeOpen(t *testing.T, snippets []snippet, open map[string]map[string]bool) {
	t.Helper()
	for _, each := range snippets {
		if each.open != nil && !maps.Equal(each.open, open[each.name]) {
			t.Errorf("%s leaves open %v, want %v", each.name,
				slices.Sorted(maps.Keys(open[each.name])), slices.Sorted(maps.Keys(each.open)))
		}
	}
}

func casesOf(snippets []snippet) map[string]bool {
	cases := map[string]bool{}
	for _, each := range snippets {
		cases[path.Dir(each.name)] = true
	}
	return cases
}

// readCorpus reads the cases of a language. A case that names heads is a snippet with each
// of them before it, so that what it shows is tried with clients of many kinds. A head is
// known to the files after its own too.
func readCorpus(t *testing.T, name string, language language) []snippet {
	t.Helper()
	files, err := filepath.Glob("testdata/corpus/" + name + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	var snippets []snippet
	heads := map[string]string{"-": ""}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, section := range archive.Files {
			kind, rest, _ := strings.Cut(section.Name, " ")
			words := strings.Fields(rest)
			if kind == "head" {
				heads[words[0]] = string(section.Data)
				continue
			}
			if len(words) == 1 {
				words = append(words, "-")
			}
			for _, head := range words[1:] {
				text, ok := heads[head]
				if !ok {
					t.Fatalf("%s: case %s names no head %q", file, words[0], head)
				}
				id := strings.TrimSuffix(filepath.Base(file), ".txtar") + "/" + words[0] + "/" + head
				snippets = append(snippets, newSnippet(t, id, text, string(section.Data), language))
			}
		}
	}
	return snippets
}

// newSnippet reads the labels before a case: want, and where it matters the sdk, the path and
// what is open.
func newSnippet(t *testing.T, id, head, text string, language language) snippet {
	t.Helper()
	one := snippet{name: id, want: map[string]bool{}, sdk: language.oldest, path: "app/main" + language.extension}
	labelled := false
	for {
		line, rest, _ := strings.Cut(text, "\n")
		label, ok := strings.CutPrefix(line, language.comment+" ")
		key, value, found := strings.Cut(label, ": ")
		if !ok || !found || !slices.Contains([]string{"want", "open", "sdk", "path"}, key) {
			break
		}
		text = rest
		switch key {
		case "want":
			labelled, one.want = true, rules(value)
		case "open":
			one.open = rules(value)
		case "sdk":
			one.sdk = value
		case "path":
			one.path = value
		}
	}
	if !labelled {
		t.Errorf("%s says not what it wants", id)
	}
	one.text = head + text
	if head != "" {
		one.text += language.end
	}
	return one
}

// rules are those of a label; nothing is none.
func rules(label string) map[string]bool {
	named := map[string]bool{}
	for rule := range strings.FieldsSeq(label) {
		if rule != "nothing" {
			named[full(rule)] = true
		}
	}
	return named
}

// full is a rule's id: a label has it without its category.
func full(rule string) string {
	for _, id := range []string{
		"errorhandling/no-retry", "errorhandling/no-backoff", "errorhandling/no-jitter", "errorhandling/unbounded",
		"errorhandling/retries-client-errors", "errorhandling/not-logged", "errorhandling/rate-limit-ignored",
		"indexes/namespace-named-default",
	} {
		if path.Base(id) == rule {
			return id
		}
	}
	return "clients/" + rule
}

// verdicts are the rules that find something in each snippet, and those that leave something
// open.
func verdicts(t *testing.T, name string, snippets []snippet) (found, open map[string]map[string]bool) {
	t.Helper()
	fsys, byFile := fstest.MapFS{}, map[string]string{}
	language := languages()[name]
	for i, each := range snippets {
		folder := fmt.Sprintf("s%04d", i)
		byFile[path.Join(folder, each.path)] = each.name
		fsys[path.Join(folder, each.path)] = &fstest.MapFile{Data: []byte(each.text)}
		if each.sdk != "none" {
			fsys[path.Join(folder, language.manifest)] = &fstest.MapFile{Data: fmt.Appendf(nil, language.dependencies, each.sdk)}
		}
	}
	found, open = map[string]map[string]bool{}, map[string]map[string]bool{}
	for _, each := range judge(t, fsys).Findings {
		kept := found
		if each.Verdict == finding.Inconclusive {
			kept = open
		}
		snippet := byFile[each.Location.File]
		if snippet == "" || each.Rule == "clients/sdk-version" {
			continue
		}
		if kept[snippet] == nil {
			kept[snippet] = map[string]bool{}
		}
		kept[snippet][each.Rule] = true
	}
	return found, open
}

// judge collects from files and judges what was collected.
func judge(t *testing.T, fsys fstest.MapFS) *finding.Results {
	t.Helper()
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	sink := assemble.New(assemble.Options{})
	options := code.Options{Types: collecttest.Types(t), Jobs: 2}
	if err := code.Collect(context.Background(), tree, options, sink); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC)
	evaluator, err := evaluate.New(evaluate.Options{Policies: policies.FS, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	results, err := evaluator.Evaluate(context.Background(), sink.Snapshot())
	if err != nil {
		t.Fatal(err)
	}
	return results
}
