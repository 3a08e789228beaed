package evaluate

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Asked is a question of a custom rule, and the types that it is asked of.
type Asked struct {
	finding.Question

	Types []string
}

// Questions are those that the METADATA of custom policies has. Rules may share one, and then
// ask the same.
func Questions(custom []Folder) ([]Asked, error) {
	l := library{custom: map[string]*ast.Module{}, facts: map[string]any{}}
	for i, folder := range custom {
		if err := l.add(fmt.Sprintf("policy %d", i+1), folder); err != nil {
			return nil, err
		}
	}
	var all []Asked
	for _, rule := range l.rules {
		for _, question := range rule.Questions {
			var err error
			if all, err = withQuestion(all, question, rule); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func withQuestion(all []Asked, question finding.Question, rule finding.Rule) ([]Asked, error) {
	at := slices.IndexFunc(all, func(other Asked) bool { return other.Name == question.Name })
	if at < 0 {
		at, all = len(all), append(all, Asked{Question: question})
	}
	if !reflect.DeepEqual(all[at].Question, question) {
		return nil, fmt.Errorf("rule %s asks another question %q than a rule before it: give it a name of its own",
			rule.ID, question.Name)
	}
	for _, kind := range rule.Resources {
		if question.Fits(kind) && !slices.Contains(all[at].Types, kind) {
			all[at].Types = append(all[at].Types, kind)
		}
	}
	return all, nil
}

// unanswered are the questions of a rule to which nobody knows the answer.
func unanswered(rule finding.Rule, resource *snapshot.Resource) []finding.Missing {
	var all []finding.Missing
	for _, question := range rule.Questions {
		if !question.Fits(resource.Type) {
			continue
		}
		var answer snapshot.Answer
		if resource.Access != nil {
			answer = resource.Access.Asked[question.Name]
		}
		switch answer.Effect {
		case "":
			all = append(all, finding.Missing{
				Pointer: "access", Reason: fmt.Sprintf("question %q was not asked of it", question.Name),
				Needed: "a snapshot that was collected with --policy of the rule",
			})
		case "unknown":
			why := answer.Place
			if len(answer.DependsOn) > 0 {
				why = answer.DependsOn[0]
			}
			missing := finding.Missing{
				Pointer: "access", Reason: fmt.Sprintf("the answer to %q is not known: %s", question.Name, why.Clause),
				Needed: "the facts named here",
			}
			if why.Resource == resource.ID && why.Pointer != "" {
				missing.Pointer = why.Pointer
			}
			all = append(all, missing)
		}
	}
	return all
}
