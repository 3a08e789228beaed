package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// maxMarkdown is how many bytes are written: GitHub refuses the summary of a step that has
// more than 1 MiB.
const maxMarkdown = 900_000

// writeMarkdown writes tables in GitHub's Markdown: with a base, what is new and what is
// fixed since, else everything that a person has to look at, worst first.
func writeMarkdown(w io.Writer, results *finding.Results, options Options) error {
	m := &markdown{results: results, rules: rulesOf(results), text: text{options: Options{Root: options.Root}}}
	if options.Base != nil {
		m.compared(changedSince(options.Base, results))
	} else {
		m.everything()
	}
	m.frameworks()
	m.unread()
	_, err := io.WriteString(w, m.out.String())
	return err
}

// markdown is a report in the making.
type markdown struct {
	results *finding.Results
	rules   map[string]finding.Rule
	text    text // knows how places are written
	out     strings.Builder
}

func (m *markdown) everything() {
	fmt.Fprintf(&m.out, "## pinelint: %s\n\n", headline(m.results, m.results.Count()))
	m.out.WriteString(countsText(m.results) + "\n")
	if chosen := m.results.Profile; chosen != nil {
		fmt.Fprintf(&m.out, "\nProfile: %s\n", markdownText(profileText(chosen)))
	}
	m.findings("Findings", m.which(failing), false)
	m.findings("Not judged for lack of facts", m.which(inconclusive), true)
	m.findings("Waived", m.which(waived), true)
}

// headline says the whole in a few words, and never that all is well where it is not known.
func headline(results *finding.Results, counts finding.Counts) string {
	worst, failed := results.Worst()
	switch {
	case failed:
		return fmt.Sprintf("%s, the worst %s", count(counts.Fail, "finding"), worst)
	case counts.Fail > 0: // and none is shown
		return fmt.Sprintf("%s, all below %s", count(counts.Fail, "finding"), results.Unshown.Below)
	case results.Broken() || len(results.PolicyErrors()) > 0:
		return "no finding, and input that could not be read"
	case counts.Inconclusive > 0:
		return "no finding, and " + count(counts.Inconclusive, "verdict") + " that cannot be told"
	case counts.Pass == 0:
		return "nothing to judge"
	default:
		return "no finding"
	}
}

// compared writes what became of findings since the base.
func (m *markdown) compared(since *since) {
	fmt.Fprintf(&m.out, "## pinelint: %s, %d fixed\n", count(len(since.isNew), "new finding"), len(since.fixed))
	m.findings("New", since.isNew, false)
	m.findings("Fixed", since.fixed, false)
	m.findings("Cannot be told any more, so they are not fixed", since.lost, true)
	m.findings("Not looked for any more", since.dropped, true)
}

// which are the findings of a kind, worst first.
func (m *markdown) which(wanted func(*finding.Finding) bool) []*finding.Finding {
	var found []*finding.Finding
	for i := range m.results.Findings {
		if wanted(&m.results.Findings[i]) {
			found = append(found, &m.results.Findings[i])
		}
	}
	return found
}

// findings writes a table, as far as there is room.
func (m *markdown) findings(title string, list []*finding.Finding, folded bool) {
	if len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b *finding.Finding) int { return cmp.Compare(b.Severity, a.Severity) })
	if folded {
		fmt.Fprintf(&m.out, "\n<details><summary>%s: %d</summary>\n", title, len(list))
	} else {
		fmt.Fprintf(&m.out, "\n### %s\n", title)
	}
	m.out.WriteString("\n| Severity | Rule | Where | What |\n|---|---|---|---|\n")
	for i, found := range list {
		row := m.row(found)
		if m.out.Len()+len(row) > maxMarkdown {
			fmt.Fprintf(&m.out, "\n%s more: there is no room for them here, and the json format has all.\n",
				count(len(list)-i, "row"))
			break
		}
		m.out.WriteString(row)
	}
	if folded {
		m.out.WriteString("\n</details>\n")
	}
}

func (m *markdown) row(found *finding.Finding) string {
	rule := markdownText(found.Rule)
	if known := m.rules[found.Rule]; isLink(known.URL) {
		rule = "[" + rule + "](" + strings.ReplaceAll(known.URL, ")", "%29") + ")"
	}
	where := describe(found.Resource)
	if found.Location != nil {
		where = m.text.position(found.Location)
	}
	return fmt.Sprintf("| %s | %s | %s | %s |\n", found.Severity, rule, markdownText(where), markdownText(told(found)))
}

// told is the sentence about a finding, with why it cannot be told, or who waived it.
func told(found *finding.Finding) string {
	switch {
	case found.Waiver != nil:
		return found.Message + " (waived " + waiverText(found.Waiver) + ")"
	case found.Verdict == finding.Fail:
		return found.Message
	}
	var reasons []string
	for _, missing := range missingOf(found) {
		reasons = append(reasons, factOf(missing)+": "+missing.Reason)
	}
	return describe(found.Resource) + ": " + strings.Join(reasons, "; ")
}

// unread says what could not be read, and which rules could not be evaluated.
func (m *markdown) unread() {
	var lines []string
	for _, source := range m.results.Sources {
		if trouble := sourceTrouble(source); trouble != "" {
			lines = append(lines, source.ID+": "+trouble)
		}
		for _, problem := range source.Problems {
			where := source.ID
			if problem.Location != nil {
				where = m.text.position(problem.Location)
			}
			if problem.Kind != "notice" {
				lines = append(lines, where+": "+problem.Message)
			}
		}
	}
	for _, tally := range m.results.PolicyErrors() {
		lines = append(lines, "rule "+tally.Rule+" could not be evaluated: "+tally.Error)
	}
	if len(lines) == 0 {
		return
	}
	m.out.WriteString("\n### Not read\n\n")
	for i, line := range lines {
		item := "- " + markdownText(line) + "\n"
		if m.out.Len()+len(item) > maxMarkdown+maxMarkdown/10 {
			fmt.Fprintf(&m.out, "- and %d more\n", len(lines)-i)
			return
		}
		m.out.WriteString(item)
	}
}

// markdownText is a text in which nothing is markup, a mention or a link.
func markdownText(text string) string {
	var out strings.Builder
	for _, r := range printable(text) {
		if strings.ContainsRune("&<>|`*_[]@#~\\!$", r) {
			fmt.Fprintf(&out, "&#%d;", r)
			continue
		}
		out.WriteRune(r)
	}
	return strings.NewReplacer("://", ":&#47;/", "www.", "www&#46;").Replace(out.String())
}
