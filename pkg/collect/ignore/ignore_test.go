package ignore

import (
	"fmt"
	"strings"
	"testing"
)

// TestFind says of each comment on which line it is, for which one, and what it says.
func TestFind(t *testing.T) {
	for name, test := range map[string]struct{ file, text, want string }{
		"above": {"main.tf", `# pinelint:ignore a/b reason="x y" until=2027-01-31
# and why

resource "r" "x" {
`, "1>4 a/b (x y) 2027-01-31"},
		"beside":                     {"main.tf", "x = 1 // pinelint:ignore a/* until=2027-01-31 reason='it is'\n", "1>1 a/* (it is) 2027-01-31"},
		"glued":                      {"main.tf", "x = 1 #pinelint:ignore a/b reason=x until=2027-01-31", "1>1 a/b (x) 2027-01-31"},
		"block above":                {"main.tf", "/* pinelint:ignore a/b reason=x until=2027-01-31 */\n/* more\n\n*/ y = 1\n", "1>4 a/b (x) 2027-01-31"},
		"block before":               {"a.jsonc", `/* pinelint:ignore a/b reason=x until=2027-01-31 */ "y": 1`, "1>1 a/b (x) 2027-01-31"},
		"stacked":                    {"a.yaml", "# pinelint:ignore a/b reason=x until=2027-01-31\n# pinelint:ignore a/c reason=y until=2027-01-31\nk: v\n", "1>3 a/b (x) 2027-01-31\n2>3 a/c (y) 2027-01-31"},
		"apostrophe":                 {"a.yaml", "k: it's # pinelint:ignore a/b reason=x until=2027-01-31\n", "1>1 a/b (x) 2027-01-31"},
		"escaped quotes":             {"a.py", `k = "\"" # pinelint:ignore a/b reason="a \"b\" \\" until=2027-01-31`, `1>1 a/b (a "b" \) 2027-01-31`},
		"html":                       {"a.md", "<!-- pinelint:ignore a/b reason=x until=2027-01-31 -->\ntext\n", "1>2 a/b (x) 2027-01-31"},
		"windows":                    {"a.yaml", "# pinelint:ignore a/b reason=x until=2027-01-31\r\nk: v\r\n", "1>2 a/b (x) 2027-01-31"},
		"key in a file of variables": {"deploy/.env", "K=v # pinelint:ignore a/b reason=x until=2027-01-31", "1>1 a/b (x) 2027-01-31"},
		"semicolon":                  {"a.ini", "; pinelint:ignore a/b reason=x until=2027-01-31\n; more\nk = v ; pinelint:ignore a/c reason=y until=2027-01-31\n", "1>3 a/b (x) 2027-01-31\n3>3 a/c (y) 2027-01-31"},
		"script of a component":      {"a.vue", "<!-- pinelint:ignore a/b reason=x until=2027-01-31 -->\n<script>\n// pinelint:ignore a/c reason=y until=2027-01-31\n/* so\n*/ const k = 1\n", "1>2 a/b (x) 2027-01-31\n3>5 a/c (y) 2027-01-31"},
		"component of Svelte":        {"a.svelte", "const k = 'v' // pinelint:ignore a/b reason=x until=2027-01-31\n", "1>1 a/b (x) 2027-01-31"},
		"batch":                      {"a.bat", "@REM pinelint:ignore a/b reason=x until=2027-01-31\nrem more\n:: pinelint:ignore a/c reason=y until=2027-01-31\nremove k\n", "1>4 a/b (x) 2027-01-31\n3>4 a/c (y) 2027-01-31"},
		"properties":                 {"a.properties", "! pinelint:ignore a/b reason=x until=2027-01-31\nk=v\n", "1>2 a/b (x) 2027-01-31"},
		"PowerShell":                 {"a.ps1", "<# pinelint:ignore a/b reason=x until=2027-01-31 #>\n$k = 1\n", "1>2 a/b (x) 2027-01-31"},

		"text of YAML": {"a.yaml", "# pinelint:ignore a/b reason=x until=2027-01-31\n- expr: |-\n    a\n\n    b\n  for: 5m\n", "1>2-5 a/b (x) 2027-01-31"},
		"heredoc":      {"main.tf", "# pinelint:ignore a/b reason=x until=2027-01-31\nx = <<-EOT\n  a: b\n  EOT\ny = 1\n", "1>2-4 a/b (x) 2027-01-31"},
		"no end of it": {"main.tf", "# pinelint:ignore a/b reason=x until=2027-01-31\nx = <<EOT\n  a: b\n", "1>2-3 a/b (x) 2027-01-31"},
		"an or":        {"a.yaml", "# pinelint:ignore a/b reason=x until=2027-01-31\nx: a |\n  b\n", "1>2 a/b (x) 2027-01-31"},

		"in a string":         {"main.tf", `x = "# pinelint:ignore a/b reason=x until=2027-01-31"`, ""},
		"in a string of YAML": {"a.yaml", `x: '# pinelint:ignore a/b reason="x" until=2027-01-31'`, ""},
		"in an address":       {"main.tf", "x = https://pinelint:ignore", ""},
		"in prose":            {"main.tf", "# write pinelint:ignore above it", ""},
		"in a comment's text": {"a.go", "//\t# pinelint:ignore a/b reason=x until=2027-01-31\n", ""},
		"in Markdown":         {"a.md", "`# pinelint:ignore a/b reason=x until=2027-01-31`\n", ""},
		"of the program":      {"a.sh", "# pinelint ignores what it cannot read\n# pinelint ignore it\npinelint check # pinelint-ignore\n", ""},
		"a longer word":       {"main.tf", "# pinelint:ignored", ""},

		"a space":        {"main.tf", "x = 1 # pinelint: ignore a/b reason=x until=2027-01-31", `fault: this comment begins with "pinelint: ignore" and not with pinelint:ignore: write`},
		"capitals":       {"main.tf", "# PineLint:Ignore a/b", `fault: this comment begins with PineLint:Ignore`},
		"a hyphen":       {"a.py", "# pinelint-ignore a/b reason=x", `fault: this comment begins with pinelint-ignore`},
		"a colon":        {"a.py", "# pinelint:ignore: a/b reason=x", "fault: this comment has a colon before the rule"},
		"another sign":   {"a.yaml", "; pinelint:ignore a/b reason=x until=2027-01-31\nk: v\n", "fault: this is no comment in a file of its kind"},
		"a sign in JSON": {"a.json", "# pinelint:ignore a/b reason=x until=2027-01-31\n{}", "fault: this is no comment in a file of its kind"},
		"nothing":        {"main.tf", "#pinelint:ignore", "fault: this comment names no rule"},
		"no rule":        {"main.tf", "# pinelint:ignore reason=x", "fault: this comment names reason=x where a rule should be"},
		"two rules":      {"main.tf", "# pinelint:ignore a/b,c/d reason=x until=2027-01-31", "fault: this comment names several rules"},
		"rules apart":    {"main.tf", "# pinelint:ignore a/b c/d reason=x until=2027-01-31", "fault: this comment names several rules"},
		"one each": {
			"main.tf", "# pinelint:ignore a/b reason=x until=2027-01-31\n# pinelint:ignore c/d reason=y until=2027-01-31\nx = 1\n",
			"1>3 a/b (x) 2027-01-31\n2>3 c/d (y) 2027-01-31",
		},
		"no reason":     {"main.tf", "# pinelint:ignore a/b until=2027-01-31", "fault: this comment gives no reason"},
		"empty reason":  {"main.tf", `# pinelint:ignore a/b reason=" " until=2027-01-31`, "fault: this comment gives no reason"},
		"no end":        {"main.tf", "# pinelint:ignore a/b reason=x", "fault: this comment has no end"},
		"no day":        {"main.tf", "# pinelint:ignore a/b reason=x until=2027-02-30", "fault: this comment is until 2027-02-30, which is no day that exists"},
		"no quotes":     {"main.tf", "# pinelint:ignore a/b reason=x y until=2027-01-31", `fault: this comment has "y until=2027-01-31" where key=value should be`},
		"open quotes":   {"main.tf", `# pinelint:ignore a/b reason="x until=2027-01-31`, `fault: this comment has "reason=\"x until=2027-01-31" where`},
		"twice":         {"main.tf", "# pinelint:ignore a/b reason=x reason=y until=2027-01-31", "fault: this comment has the key reason, and only one"},
		"another key":   {"main.tf", "# pinelint:ignore a/b reason=x owner=y until=2027-01-31", "fault: this comment has the key owner"},
		"nothing below": {"main.tf", "x = 1\n# pinelint:ignore a/b reason=x until=2027-01-31\n# end\n", "fault: this comment ignores what follows it, and nothing does"},
	} {
		var got []string
		for _, found := range find(test.file, []byte(test.text)) {
			lines := fmt.Sprint(found.line.StartLine)
			if found.line.EndLine > found.line.StartLine && found.line.StartLine > found.at.EndLine {
				lines += fmt.Sprintf("-%d", found.line.EndLine)
			}
			said := fmt.Sprintf("%d>%s %s (%s) %s", found.at.StartLine, lines, found.rule, found.reason, found.until)
			if found.fault != "" {
				said = "fault: " + found.fault
			}
			got = append(got, said)
		}
		said := strings.Join(got, "\n")
		if fault := strings.HasPrefix(test.want, "fault"); said != test.want && (!fault || !strings.HasPrefix(said, test.want)) {
			t.Errorf("%s: got\n%s\nwant\n%s", name, said, test.want)
		}
	}
}

// TestFindRedacts keeps a secret in a reason from what is told.
func TestFindRedacts(t *testing.T) {
	key := "pcsk_ab_" + strings.Repeat("a1B2", 16)
	for _, text := range []string{
		"# pinelint:ignore a/b reason=" + key + " until=2027-01-31\nx = 1", "# pinelint:ignore " + key,
	} {
		found := find("main.tf", []byte(text))
		if len(found) != 1 || strings.Contains(fmt.Sprint(found), "a1B2a1B2") {
			t.Errorf("got %v", found)
		}
	}
}

func FuzzFind(f *testing.F) {
	f.Add("main.tf", "/* pinelint:ignore a/b reason=\"x\" until=2027-01-31 */\n/*\n*/ x")
	f.Add("a.yaml", "k: 'it''s' # pinelint:ignore a/b reason='x' until=2027-01-31")
	f.Fuzz(func(t *testing.T, file, text string) {
		for _, found := range find(file, []byte(text)) {
			lines := int32(strings.Count(text, "\n") + strings.Count(text, "\r") + 1)
			if found.at.StartLine < 1 || found.at.StartLine > lines || found.line.StartLine > lines ||
				found.line.EndLine > lines {
				t.Errorf("%+v is not in the %d lines", found, lines)
			}
			if found.fault == "" && (found.rule == "" || found.reason == "" || found.until == "") {
				t.Errorf("%+v lacks something and has no fault", found)
			}
		}
	})
}
