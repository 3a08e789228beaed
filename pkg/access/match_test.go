package access

import (
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
)

// TestGlobIsRegexp compares with what regexp says of the same pattern.
func TestGlobIsRegexp(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 1))
	word := func(letters string, most int) string {
		var text strings.Builder
		runes := []rune(letters)
		for range random.IntN(most + 1) {
			text.WriteRune(runes[random.IntN(len(runes))])
		}
		return text.String()
	}
	matched := 0
	for range 50_000 {
		text, target := word("aé*?", 8), word("aéb", 8)
		expression := "(?s)^" + strings.NewReplacer(`\*`, ".*", `\?`, ".").Replace(regexp.QuoteMeta(text)) + "$"
		want := regexp.MustCompile(expression).MatchString(target)
		compiled := compile(text, style{wildcards: true}, variables{})
		if got := glob(compiled.parts, target, false); got != want {
			t.Fatalf("%q matches %q: %v", text, target, got)
		}
		if want {
			matched++
		}
	}
	if matched < 1000 {
		t.Errorf("only %d matched", matched)
	}
}

// TestGapIsSound compares what is said of an unknown path with what is said of some.
func TestGapIsSound(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 2))
	count := map[truth]int{}
	for range 50_000 {
		var text strings.Builder
		for range random.IntN(7) {
			text.WriteByte("rn/*?a"[random.IntN(6)])
		}
		compiled := compile(text.String(), style{wildcards: true}, variables{})
		said := compiled.match(value{text: "rn", gap: 1}, nil)
		count[said]++
		for _, path := range []string{"", "a/", "n/", "a/r/", "rrr/", "///"} {
			is := truthOf(glob(compiled.parts, "r"+path+"n", false))
			if said != maybe && said != is {
				t.Fatalf("%q: said %d, with path %q it is %d", text.String(), said, path, is)
			}
		}
	}
	if min(count[no], count[maybe], count[yes]) < 100 {
		t.Errorf("said %v", count)
	}
}

func TestCompileUnknown(t *testing.T) {
	cases := []struct {
		pattern, text string
		want          truth
	}{
		{"", "anything", maybe},
		{"var.x", "anything", maybe}, // no part of it is marked as known
		{"a${x}b", "ab", maybe},
		{"a${x}b", "a long b", maybe},
		{"a${x}b", "ac", no},
		{"${a}-${b}", "x", no},
		{"${f(\"}\")}z", "az", maybe},
		{"${f(\"}\")}z", "a", no},
		{"${ {a = 1} }z", "}z", maybe},
		{"${unclosed", "anything", maybe},
		{"a*${x}", "abc", maybe},
		{"$a${x}", "$abc", maybe},
	}
	for _, c := range cases {
		compiled := compileUnknown(Unknown{Pattern: c.pattern}, style{wildcards: true})
		if got := compiled.match(value{text: c.text}, nil); got != c.want {
			t.Errorf("%q and %q: %d, want %d", c.pattern, c.text, got, c.want)
		}
	}
}
