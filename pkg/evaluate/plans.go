package evaluate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/evaluate/queryplan"
	"github.com/pinelint/pinelint/pkg/finding"
)

// plans evaluates the shipped rules as they were compiled to query plans.
type plans struct {
	queryplan.Evaluator
}

// The parts of main, which are the entrypoints of the plans.
const (
	findingsPath = "data.policies.main.findings"
	appliesPath  = "data.policies.main.applies"
)

// plan takes the plans that some rules need.
func (l *library) plan(rules []finding.Rule, settings map[string]any) (*plans, error) {
	policy, err := queryplan.Open(l.plans)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	for _, rule := range rules {
		chosen[strings.ReplaceAll(ruleFolder(rule.ID), "/", ".")] = true
	}
	policy.Leave(func(path string) bool {
		name, isRule := strings.CutPrefix(path, "data.policies.")
		if !isRule || !strings.HasPrefix(name, "rules.") {
			return false
		}
		end := strings.LastIndexByte(name, '.')
		return slices.Contains([]string{"deny", "applies"}, name[end+1:]) && !chosen[name[:end]]
	})
	value := func(name string) (any, bool) {
		if name == "catalogue" {
			return l.catalogue(), true
		}
		return settings, name == "settings" && settings != nil
	}
	return &plans{queryplan.Evaluator{Policy: policy, Data: queryplan.Data{Fact: terms(l.fact), Value: terms(value)}}}, nil
}

// terms converts data when it is first asked for.
func terms(of func(name string) (any, bool)) func(name string) (*ast.Term, error) {
	known := map[string]*ast.Term{}
	return func(name string) (*ast.Term, error) {
		if found, ok := known[name]; ok {
			return found, nil
		}
		content, ok := of(name)
		if !ok {
			return nil, nil
		}
		value, err := ast.InterfaceToValue(content)
		if err != nil {
			return nil, fmt.Errorf("hand data to the rules: %w", err)
		}
		known[name] = ast.NewTerm(value)
		return known[name], nil
	}
}

// judge evaluates main on one batch.
func (p *plans) judge(ctx context.Context, limits limits, input ast.Value, into *denials) error {
	limited, cancel := context.WithTimeout(ctx, limits.timeout)
	defer cancel()
	values, err := p.Eval(limited, limits.now, input, findingsPath, appliesPath)
	if err != nil {
		return fmt.Errorf("evaluate plans: %w", err)
	}
	findings, err := native(values[0])
	if err != nil {
		return err
	}
	applies, err := native(values[1])
	if err != nil {
		return err
	}
	into.take(findings, applies)
	return nil
}

// native is what a part of main says, as [denials] takes it.
func native(value ast.Value) (map[string]any, error) {
	if value == nil {
		return nil, nil
	}
	plain, err := ast.JSON(value)
	if err != nil {
		return nil, fmt.Errorf("read what the rules said: %w", err)
	}
	object, ok := plain.(map[string]any)
	if !ok {
		return nil, errors.New("read what the rules said: main is no object")
	}
	return object, nil
}
