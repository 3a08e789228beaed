package fix

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// policyBlocks edits a statement of a data "aws_iam_policy_document", whose blocks stand
// for the policy that the pointer leads into: condition { test, variable, values } for
// /Condition/<test>/<variable>.
type policyBlocks struct {
	file      *hclFile
	found     spot
	statement *hclsyntax.Block
}

func (p policyBlocks) edits(wanted request) ([]edit, error) {
	path := inStatement(wanted.operation)
	if path == nil {
		return nil, errShape
	}
	written := p.found.expr != nil && len(wanted.below) == 0
	switch {
	case wanted.operation.Op == finding.Remove:
		return p.remove(path, written)
	case wanted.operation.Op == finding.Add && written:
		return p.add(wanted.operation.Value)
	case wanted.operation.Op == finding.Set && written:
		return p.set(path, wanted.operation.Value)
	case written:
		return nil, errShape
	}
	return p.create(path, wanted.operation)
}

// inStatement is the pointer of an operation below the statement: Condition, StringEquals,
// sts:ExternalId.
func inStatement(operation finding.Operation) []string {
	tokens := snapshot.Tokens(at(operation))
	i := slices.Index(tokens, "Statement")
	if i < 0 || i+2 >= len(tokens) {
		return nil
	}
	return tokens[i+2:]
}

// create writes what the statement does not have yet.
func (p policyBlocks) create(path []string, operation finding.Operation) ([]edit, error) {
	value := operation.Value
	switch {
	case path[0] == "Condition" && len(path) == 3:
		return p.file.addBlock(p.statement, "condition", []setting{
			{"test", path[1]}, {"variable", path[2]}, {"values", variables(listed(value))},
		})
	case (path[0] == "Principal" || path[0] == "NotPrincipal") && len(path) == 2:
		kind := map[string]string{"Principal": "principals", "NotPrincipal": "not_principals"}[path[0]]
		return p.file.addBlock(p.statement, kind, []setting{{"type", path[1]}, {"identifiers", variables(listed(value))}})
	case len(path) > 1:
		return nil, errShape
	}
	name, list := attributeOf(path[0])
	switch {
	case name == "":
		return nil, errShape
	case list:
		return p.file.addAttribute(p.statement, name, render(variables(listed(value))))
	}
	return p.file.addAttribute(p.statement, name, render(value))
}

// attributeOf is the attribute for a key of a statement, and whether it is a list.
func attributeOf(key string) (name string, list bool) {
	switch key {
	case "Sid", "Effect":
		return strings.ToLower(key), false
	case "Action":
		return "actions", true
	case "NotAction":
		return "not_actions", true
	case "Resource":
		return "resources", true
	case "NotResource":
		return "not_resources", true
	}
	return "", false
}

// set writes over a value. What IAM has as one string stands in a list here.
func (p policyBlocks) set(path []string, value any) ([]edit, error) {
	value = variables(value)
	if p.found.list != nil {
		if list, ok := value.([]any); ok {
			return p.file.replace(p.found.expr, strings.TrimSuffix(strings.TrimPrefix(render(list), "["), "]"))
		}
		return p.file.replace(p.found.expr, render(value))
	}
	if _, list := attributeOf(path[0]); list || len(path) > 1 {
		value = listed(value)
	}
	return p.file.replace(p.found.expr, render(value))
}

func (p policyBlocks) add(value any) ([]edit, error) {
	value = variables(value)
	if p.found.list != nil {
		return p.file.addElement(p.found.list, render(value)) // its only element stands for the list
	}
	return p.file.addElement(p.found.expr, render(value))
}

// remove takes an element away, or the block of a condition.
func (p policyBlocks) remove(path []string, written bool) ([]edit, error) {
	switch {
	case !written:
		return nil, errShape
	case p.found.list != nil && len(p.found.list.Exprs) > 1:
		return p.file.remove(p.found)
	case path[0] == "Condition" && len(path) == 3:
		return p.file.removeLines(rangeOf(p.found.block()))
	}
	return nil, errLast
}

// listed is a list of the value, unless it is one.
func listed(value any) []any {
	if list, ok := value.([]any); ok {
		return list
	}
	return []any{value}
}

// variables writes IAM's ${…} as &{…}, since Terraform would take it for its own.
func variables(value any) any {
	switch value := value.(type) {
	case string:
		return strings.ReplaceAll(value, "${", "&{")
	case []any:
		list := make([]any, len(value))
		for i, element := range value {
			list[i] = variables(element)
		}
		return list
	}
	return value
}
