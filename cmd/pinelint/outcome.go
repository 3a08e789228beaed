package main

import (
	"fmt"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// outcome is how a run ends: the exit code, and a sentence that says why.
type outcome struct {
	code   int
	reason string
}

// err is what a command returns; the reason has been said already.
func (o outcome) err() error {
	if o.code == exitClean {
		return nil
	}
	return &exitError{code: o.code}
}

// judge decides the exit code.
func (c *check) judge(evidence *evidence, results *finding.Results, threshold *finding.Severity) outcome {
	counts, failing := results.Count(), failing(results, threshold)
	unread := evidence.unread(results.Sources)
	switch {
	case len(evidence.mistakes) > 0:
		return outcome{exitUsage, plural(len(evidence.mistakes), "mistake") + " in the manifest"}
	case len(results.PolicyErrors()) > 0:
		return outcome{exitUsage, plural(len(results.PolicyErrors()), "rule") + " could not be evaluated"}
	case failing > 0:
		return outcome{exitFindings, fmt.Sprintf("%s at or above %s", plural(failing, "finding"), *threshold) + known(counts)}
	case results.Broken() && (c.incomplete || !c.incompleteSet):
		return outcome{exitIncomplete, "some input is broken, so the evidence is incomplete"}
	case c.incomplete && counts.Inconclusive > 0:
		reason := plural(counts.Inconclusive, "verdict") + " inconclusive"
		if len(unread) > 0 {
			reason += "; " + errNotRead(unread).Error()
		}
		return outcome{exitIncomplete, reason}
	case c.incomplete && len(unread) > 0:
		return outcome{exitIncomplete, errNotRead(unread).Error()}
	case threshold == nil:
		return outcome{exitClean, "nothing fails the run with --fail-on never"}
	default:
		return outcome{exitClean, fmt.Sprintf("nothing at or above %s", *threshold) + known(counts)}
	}
}

// known says how many fails were there before.
func known(counts finding.Counts) string {
	if counts.Known == 0 {
		return ""
	}
	return fmt.Sprintf(", and %d known before", counts.Known)
}

// say writes diagnostics: what was wrong with the input, each one sentence with its
// place, and why the exit code is what it is.
func (c *check) say(on system, evidence *evidence, results *finding.Results, outcome outcome) {
	line := func(text string) { fmt.Fprintln(on.stderr, report.Printable(text)) }
	for _, mistake := range evidence.mistakes {
		line(mistake)
	}
	for _, setting := range evidence.foreign {
		line(setting)
	}
	for _, source := range results.Sources {
		if c.verbose {
			line(fmt.Sprintf("read %s: %s", source.ID, source.Status))
		}
		for _, problem := range source.Problems {
			said := evidence.sentence(problem.Message, problem.Location)
			if problem.Kind == "broken" && !slices.Contains(evidence.mistakes, said) {
				line(said)
			}
		}
	}
	if c.broken {
		line("pinelint: some input of --new-from " + c.newFrom + " is broken, so what was there before may seem new")
	}
	c.sayUnheard(line, evidence)
	c.baseline.say(line, evidence.repository.shown)
	for _, failed := range results.PolicyErrors() {
		line(fmt.Sprintf("rule %s could not be evaluated: %s", failed.Rule, failed.Error))
	}
	if !c.quiet || outcome.code != exitClean {
		line("pinelint: " + outcome.reason)
	}
}

// failing counts the fails at or above the threshold that nobody waived.
func failing(results *finding.Results, threshold *finding.Severity) int {
	count := 0
	for _, found := range results.Findings {
		if found.Verdict == finding.Fail && found.Waiver == nil && threshold != nil && found.Severity >= *threshold {
			count++
		}
	}
	return count
}

func plural(count int, noun string) string {
	if count == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", count, noun)
}

// discard is a sink for what is only read to be checked.
type discard struct{}

func (discard) Observe([]*snapshot.Observation) {}

func (discard) Report(snapshot.Source) {}
