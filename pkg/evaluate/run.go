package evaluate

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// run judges all batches. Where the rules fail or take too long together, each is
// evaluated alone, so that one bad rule costs only its own verdicts.
func (p *program) run(
	ctx context.Context, options Options, evidence *snapshot.Snapshot, rules []finding.Rule, into *denials,
) error {
	for _, part := range batches(evidence, types(rules), options.Batch) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		input := part.input()
		err := p.judge(ctx, limits{options.Timeout * time.Duration(len(rules)), options.Now}, input, into)
		if err == nil {
			continue
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err := p.alone(ctx, options, input, rules, into); err != nil {
			return err
		}
	}
	return nil
}

// judge evaluates all rules together on one batch.
func (p *program) judge(ctx context.Context, limits limits, input ast.Value, into *denials) error {
	if p.plans != nil {
		return p.plans.judge(ctx, limits, input, into)
	}
	rego, err := p.interpreted()
	if err != nil {
		return err
	}
	return rego.judge(ctx, limits, input, into)
}

func types(rules []finding.Rule) []string {
	found := map[string]bool{}
	for _, rule := range rules {
		for _, name := range rule.Resources {
			found[name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func (p *interpreted) prepare(ctx context.Context, query string) (rego.PreparedEvalQuery, error) {
	prepared, err := rego.New(
		rego.Query(query),
		rego.Compiler(p.compiler),
		rego.Store(p.store),
		rego.StrictBuiltinErrors(true),
	).PrepareForEval(ctx)
	if err != nil {
		return prepared, fmt.Errorf("prepare %s: %w", query, err)
	}
	return prepared, nil
}

// judge evaluates main on one batch.
func (p *interpreted) judge(ctx context.Context, limits limits, input ast.Value, into *denials) error {
	if p.main == nil {
		prepared, err := p.prepare(ctx, "data.policies.main")
		if err != nil {
			return err
		}
		p.main = &prepared
	}
	value, err := evaluate(ctx, *p.main, limits, input)
	if err != nil {
		return err
	}
	main, _ := value.(map[string]any)
	findings, _ := main["findings"].(map[string]any)
	applies, _ := main["applies"].(map[string]any)
	into.take(findings, applies)
	return nil
}

// alone evaluates each rule by itself, through main, and notes the ones that fail.
func (p *program) alone(
	ctx context.Context, options Options, input ast.Value, rules []finding.Rule, into *denials,
) error {
	rego, err := p.interpreted()
	if err != nil {
		return err
	}
	for _, rule := range rules {
		category, name, _ := strings.Cut(strings.ReplaceAll(rule.ID, "-", "_"), "/")
		query, err := rego.prepare(ctx, fmt.Sprintf("data.policies.rules[%q][%q]", category, name))
		if err != nil {
			return err
		}
		value, err := evaluate(ctx, query, limits{options.Timeout, options.Now}, input)
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case err != nil:
			into.failed(rule.ID, err)
			continue
		}
		definitions, _ := value.(map[string]any)
		if subjects, ok := definitions["applies"]; ok {
			into.subjects(rule.ID, subjects)
		}
		list, _ := definitions["deny"].([]any)
		for _, item := range list {
			into.addFor(rule, item)
		}
	}
	return nil
}

// limits are how long an evaluation may take, and the time that its rules see.
type limits struct {
	timeout time.Duration
	now     time.Time
}

func evaluate(ctx context.Context, query rego.PreparedEvalQuery, limits limits, input ast.Value) (any, error) {
	limited, cancel := context.WithTimeout(ctx, limits.timeout)
	defer cancel()
	results, err := query.Eval(limited, rego.EvalParsedInput(input), rego.EvalTime(limits.now))
	switch {
	case limited.Err() != nil && ctx.Err() == nil:
		return nil, fmt.Errorf("it took longer than %s", limits.timeout)
	case err != nil:
		return nil, err
	case len(results) == 0 || len(results[0].Expressions) == 0:
		return nil, nil
	}
	return results[0].Expressions[0].Value, nil
}
