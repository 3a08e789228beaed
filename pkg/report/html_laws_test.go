package report_test

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// pages are what the laws below have to hold for.
func pages(t *testing.T) map[string]string {
	t.Helper()
	base := fixture(t)
	base.Findings, base.Time = base.Findings[1:], "2026-10-01T12:00:00Z"
	base.Tallies[3].Fail--
	past, _ := report.PastOf(base)
	written := map[string]string{
		"empty":   write(t, "html", &finding.Results{}, report.Options{}),
		"fixture": write(t, "html", fixture(t), withSource(report.Options{Base: base, History: []report.Past{past}})),
		"many":    write(t, "html", many(300), report.Options{}),
	}
	for i, attack := range attacks() {
		written[fmt.Sprintf("attack %d", i)] = write(t, "html", hostileInAll(attack), withSource(report.Options{
			Base: hostileInAll("other"), History: []report.Past{past},
		}))
	}
	return written
}

// hostileInAll is [hostile] with the text in whatever else a results file may have.
func hostileInAll(text string) *finding.Results {
	text = text[:min(1000, len(text))] // it is everywhere
	results := hostile(text)
	place := finding.Location{File: text, StartLine: 1}
	results.Version, results.Time = text, "2026-11-01T12:00:00Z"
	rule := &results.Rules[0]
	rule.Title, rule.Description, rule.Section, rule.URL, rule.Needs = text, text, text, text, []string{text}
	rule.Remediation = map[string]string{"terraform": "`" + text + "`", text: "```hcl\n" + text + "\n```"}
	for i := range results.Findings {
		found := &results.Findings[i]
		found.Fingerprint, found.Pointer = text, text
		found.Related = []finding.Related{{Location: place, Message: text}}
		found.Chain = []finding.Link{{Title: text, Message: text, State: text, Location: &place}}
		found.Evidence = []finding.Evidence{
			{Source: text, Address: text, Pointer: text, Value: text, Location: &place},
			{Source: text, Pointer: "/expires_at", Value: "2026-12-01", Call: &finding.Call{Name: text, Time: text}},
		}
	}
	results.Findings = append(results.Findings, finding.Finding{
		Rule: text, Verdict: finding.Fail, Message: text, Resource: finding.Resource{ID: text},
	})
	results.Tallies = append(results.Tallies, finding.Tally{Rule: text + "/x", Error: text})
	results.Sources[0].Refusals = []finding.Refusal{{Permission: text, Calls: 1, Grant: text}}
	return results
}

// TestHTMLIsTheSamePage holds that no text changes what a page is made of: all of its
// elements and attributes are those that it has for a plain text.
func TestHTMLIsTheSamePage(t *testing.T) {
	skeleton := func(written string) string {
		var out strings.Builder
		for _, node := range all(read(t, written)) {
			out.WriteString("<" + node.Data)
			for _, one := range node.Attr {
				out.WriteString(" " + one.Key)
			}
		}
		return out.String()
	}
	want := skeleton(write(t, "html", hostile("plain"), report.Options{}))
	for _, attack := range attacks() {
		if got := skeleton(write(t, "html", hostile(attack), report.Options{})); got != want {
			t.Errorf("%.40q changes the page", attack)
		}
	}
}

// TestHTMLLoadsAndRunsNothing looks at what could reach out or run.
func TestHTMLLoadsAndRunsNothing(t *testing.T) {
	link := regexp.MustCompile(`^(#[A-Za-z0-9_./-]+|https://[^\s"'<>]+|data:,)$`)
	for name, written := range pages(t) {
		document := read(t, written)
		for _, node := range all(document) {
			for _, one := range node.Attr {
				switch {
				case strings.HasPrefix(one.Key, "on"), one.Key == "src", one.Key == "srcset", one.Key == "style", one.Key == "action":
					t.Errorf("%s: <%s> has %s=%.40q", name, node.Data, one.Key, one.Val)
				case one.Key == "href" && !link.MatchString(one.Val):
					t.Errorf("%s: <%s> leads to %.60q", name, node.Data, one.Val)
				}
			}
		}
		if scripts := len(all(document, "script")); scripts != 1 {
			t.Errorf("%s: there are %d scripts", name, scripts)
		}
		if bad := all(document, "iframe", "object", "embed", "form", "img", "base", "video", "audio"); len(bad) > 0 {
			t.Errorf("%s: there is a <%s>", name, bad[0].Data)
		}
		for _, sequence := range []string{"\x00", "\x1b", "\u202E"} {
			if strings.Contains(written, sequence) {
				t.Errorf("%s: the page has %q", name, sequence)
			}
		}
	}
}

// TestHTMLPolicyFits holds that the policy lets exactly the page's own style and script in.
func TestHTMLPolicyFits(t *testing.T) {
	document := read(t, write(t, "html", fixture(t), report.Options{}))
	var policy string
	for _, meta := range all(document, "meta") {
		if name, _ := attr(meta, "http-equiv"); name == "Content-Security-Policy" {
			policy, _ = attr(meta, "content")
		}
	}
	hash := func(tag string) string {
		sum := sha256.Sum256([]byte(textOf(all(document, tag)[0])))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want := "default-src 'none'; style-src " + hash("style") + "; script-src " + hash("script") +
		"; img-src data:; base-uri 'none'; form-action 'none'"
	if policy != want {
		t.Errorf("the policy is\n%s\nwant\n%s", policy, want)
	}
	for _, tag := range []string{"style", "script"} {
		text := textOf(all(document, tag)[0])
		for _, word := range []string{"url(", "@import", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "eval(", "Function(",
			"fetch(", "XMLHttp", "import(", "</"} {
			if strings.Contains(text, word) {
				t.Errorf("the %s has %s", tag, word)
			}
		}
	}
}

func TestHTMLNamesAndLinksFit(t *testing.T) {
	for name, written := range pages(t) {
		document := read(t, written)
		ids := map[string]bool{}
		for _, node := range all(document) {
			if id, ok := attr(node, "id"); ok {
				if ids[id] || id == "" || strings.ContainsAny(id, " \t\n") {
					t.Errorf("%s: the id %.40q is taken, or is none", name, id)
				}
				ids[id] = true
			}
		}
		for _, node := range all(document) {
			for _, key := range []string{"href", "aria-labelledby"} {
				target, ok := attr(node, key)
				if target = strings.TrimPrefix(target, "#"); ok && !strings.Contains(target, ":") && !ids[target] {
					t.Errorf("%s: %s=%.60q leads nowhere", name, key, target)
				}
			}
		}
		level := 0
		for _, heading := range all(document, "h1", "h2", "h3", "h4", "h5", "h6") {
			now := int(heading.Data[1] - '0')
			if now > level+1 || (now == 1) != (level == 0) || strings.TrimSpace(textOf(heading)) == "" {
				t.Errorf("%s: <%s> %.40q stands below level %d", name, heading.Data, textOf(heading), level)
			}
			level = now
		}
	}
}
