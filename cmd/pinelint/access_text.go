package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/source"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// accessText writes answers for a person, and keeps the first error.
type accessText struct {
	out   io.Writer
	files *accessFiles
	color bool
	err   error
}

// line prints a line, none of which a terminal or a CI system acts on.
func (t *accessText) line(format string, args ...any) {
	if t.err == nil {
		line := report.Inert(report.Printable(collect.Redact(fmt.Sprintf(format, args...))))
		_, t.err = fmt.Fprintln(t.out, line)
	}
}

func (t *accessText) excerpt(at *finding.Location) {
	if at != nil && t.err == nil {
		t.err = report.Excerpt(t.out, at, report.Options{Source: t.files.source, Redact: source.Redact, Color: t.color})
	}
}

// answer explains a decision: what applies, what does not and why, and what is open.
func (t *accessText) answer(asked *question, answer *answer) error {
	t.line("%s: %s", answer.Decision, answer.Reason)
	t.request(asked)
	if len(answer.Matched) > 0 {
		t.line("")
		t.line("What applies")
	}
	for _, match := range answer.Matched {
		t.match(match)
	}
	t.places("What it depends on", answer.DependsOn)
	t.places("Why the nearest statements do not apply", answer.Stopped)
	return t.err
}

func (t *accessText) request(asked *question) {
	t.line("")
	t.line("The request")
	t.line("  principal  %s", asked.Principal)
	t.line("  action     %s", asked.Action)
	if asked.Resource != "" {
		t.line("  resource   %s", asked.Resource)
	}
	for _, key := range sortedKeys(asked.Context) {
		t.line("  context    %s = %s", key, strings.Join(asked.Context[key], ", "))
	}
	for _, key := range asked.UnknownContext {
		t.line("  context    %s, which is not known", key)
	}
}

func (t *accessText) match(match answerMatch) {
	text := fmt.Sprintf("%s, %s policy", match.Effect, match.Kind)
	if match.Sid != "" {
		text += fmt.Sprintf(", %q", match.Sid)
	}
	if match.Delegates {
		text += ", lets the caller's account decide by its own policies"
	}
	t.line("  %s  %s", placeOf(match.Location, match.Policy, match.Pointer), text)
	for _, condition := range match.Conditions {
		met := "holds"
		if condition.Missing {
			met = "holds because the request has no " + condition.Key
		}
		t.line("    when %s: %s", conditionText(condition.Operator, condition.Key, condition.Values), met)
		t.excerpt(condition.Location)
	}
}

func (t *accessText) places(title string, places []answerPlace) {
	if len(places) > 0 {
		t.line("")
		t.line("%s", title)
	}
	for _, place := range places {
		between := " " // "no identity policy allows it"
		switch {
		case place.Location != nil:
			between = "  "
		case place.Policy == "":
			between = ": "
		}
		t.line("  %s%s%s", placeOf(place.Location, place.Policy, place.Pointer), between, place.Reason)
		t.excerpt(place.Location)
	}
}

// placeOf is a place in a file, or else in a policy that has none.
func placeOf(at *finding.Location, policy, pointer string) string {
	switch {
	case at != nil:
		return placeText(at)
	case policy == "":
		return "the request"
	case pointer == "":
		return policy
	default:
		return pointer + " of " + policy
	}
}
