package main

import (
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/finding"
)

// answer is a decision as JSON: a line for --batch, and with places and conditions for one
// request alone. No secret is in it.
type answer struct {
	ID       jsontext.Value `json:"id,omitzero"`
	Decision string         `json:"decision"`
	Matched  []answerMatch  `json:"matched"`
	Reason   string         `json:"reason"`
	Stopped  []answerPlace  `json:"stopped,omitempty"`
	// DependsOn is what is unknown and could decide.
	DependsOn []answerPlace   `json:"dependsOn,omitempty"`
	Problems  []accessProblem `json:"problems,omitempty"`
}

// answerMatch is a statement that applies, or a grant.
type answerMatch struct {
	Policy    string      `json:"policy"`
	Kind      access.Kind `json:"kind"`
	Statement int         `json:"statement"`
	Sid       string      `json:"sid,omitempty"`
	Effect    string      `json:"effect"`
	Pointer   string      `json:"pointer"`
	// Delegates says that the caller's own policies decide.
	Delegates  bool              `json:"delegates,omitzero"`
	Location   *finding.Location `json:"location,omitempty"`
	Conditions []answerCondition `json:"conditions,omitempty"`
}

type answerCondition struct {
	Operator string   `json:"operator"`
	Key      string   `json:"key"`
	Values   []string `json:"values"`
	// Missing says that it was met because the request does not have the key.
	Missing  bool              `json:"missing,omitzero"`
	Pointer  string            `json:"pointer"`
	Location *finding.Location `json:"location,omitempty"`
}

// answerPlace is a part of a policy with what is to be said about it.
type answerPlace struct {
	Policy   string            `json:"policy,omitempty"`
	Kind     access.Kind       `json:"kind,omitempty"`
	Sid      string            `json:"sid,omitempty"`
	Pointer  string            `json:"pointer"`
	Reason   string            `json:"reason,omitempty"`
	Location *finding.Location `json:"location,omitempty"`
}

// locate says where a part of a policy stands; nil where that is not known.
type locate func(policy, pointer string) *finding.Location

func nowhere(string, string) *finding.Location { return nil }

func newAnswer(id jsontext.Value, decision access.Decision, problems []accessProblem, at locate) *answer {
	made := &answer{
		ID: id, Decision: decision.Effect.String(), Reason: collect.Redact(decision.Reason()), Problems: problems,
	}
	for _, match := range decision.Matched {
		made.Matched = append(made.Matched, newAnswerMatch(match, at))
	}
	for _, stop := range decision.Stopped {
		place := newAnswerPlace(stop.Pointer, stop.Clause, at)
		place.Kind, place.Sid = stop.Kind, collect.Redact(stop.Sid)
		made.Stopped = append(made.Stopped, place)
	}
	for _, open := range decision.DependsOn {
		made.DependsOn = append(made.DependsOn, newAnswerPlace(open, open.Reason, at))
	}
	return made
}

func newAnswerPlace(place access.Pointer, reason string, at locate) answerPlace {
	return answerPlace{
		Policy: place.Policy, Pointer: collect.Redact(place.Pointer), Reason: collect.Redact(reason),
		Location: at(place.Policy, place.Pointer),
	}
}

func newAnswerMatch(match access.Match, at locate) answerMatch {
	made := answerMatch{
		Policy: match.Policy, Kind: match.Kind, Statement: match.Statement, Sid: collect.Redact(match.Sid),
		Effect:  effectOf(match),
		Pointer: match.Pointer.Pointer, Delegates: match.Delegates, Location: at(match.Policy, match.Pointer.Pointer),
	}
	for _, held := range match.Conditions {
		made.Conditions = append(made.Conditions, answerCondition{
			Operator: held.Operator, Key: collect.Redact(held.Key), Values: partTexts(held.Values), Missing: held.Missing,
			Pointer: collect.Redact(held.Pointer), Location: at(match.Policy, held.Pointer),
		})
	}
	return made
}

func effectOf(match access.Match) string {
	if match.Deny {
		return "Deny"
	}
	return "Allow"
}

func partTexts(parts []access.Part) []string {
	texts := make([]string, 0, len(parts))
	for _, part := range parts {
		texts = append(texts, collect.Redact(part.Text))
	}
	return texts
}

// conditionText is `sts:ExternalId StringEquals "a" or "b"`.
func conditionText(operator, key string, values []string) string {
	return key + " " + operator + " " + quotedChoice(values)
}

func quotedChoice(values []string) string {
	quoted := make([]string, 0, len(values))
	for _, value := range values {
		quoted = append(quoted, `"`+value+`"`)
	}
	return strings.Join(quoted, " or ")
}
