package evaluate

import (
	"context"
	"errors"
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
	whole, err := p.prepare(ctx, "data.policies.main")
	if err != nil {
		return err
	}
	for _, part := range batches(evidence, types(rules), options.Batch) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		input := part.input()
		err := p.judge(ctx, whole, limits{options.Timeout * time.Duration(len(rules)), options.Now}, input, into)
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

func types(rules []finding.Rule) []string {
	found := map[string]bool{}
	for _, rule := range rules {
		for _, name := range rule.Resources {
			found[name] = true
		}
	}
	return slices.Sorted(maps.Keys(found))
}

func (p *program) prepare(ctx context.Context, query string) (rego.PreparedEvalQuery, error) {
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
func (p *program) judge(
	ctx context.Context, query rego.PreparedEvalQuery, limits limits, input ast.Value, into *denials,
) error {
	value, err := evaluate(ctx, query, limits, input)
	if err != nil {
		return err
	}
	main, _ := value.(map[string]any)
	list, _ := main["findings"].([]any)
	applies, _ := main["applies"].(map[string]any)
	for id, subjects := range applies {
		into.subjects(id, subjects)
	}
	for _, item := range list {
		into.add(item)
	}
	return nil
}

// alone evaluates each rule by itself, through main, and notes the ones that fail.
func (p *program) alone(
	ctx context.Context, options Options, input ast.Value, rules []finding.Rule, into *denials,
) error {
	for _, rule := range rules {
		category, name, _ := strings.Cut(strings.ReplaceAll(rule.ID, "-", "_"), "/")
		query, err := p.prepare(ctx, fmt.Sprintf("data.policies.rules[%q][%q]", category, name))
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

// denial is what result.at makes.
type denial struct {
	resource string
	pointer  string
	message  string
	absent   []string
	related  []place
	// undecided says that the message is why there is no verdict.
	undecided bool
	// elsewhere is where the repair stands, if not with the resource.
	elsewhere *place
}

type place struct{ resource, pointer, message string }

// denials collects what rules said of all batches.
type denials struct {
	byRule  map[string]map[string][]denial
	applies map[string]map[string]bool
	errors  map[string]error
}

func newDenials() *denials {
	return &denials{
		byRule:  map[string]map[string][]denial{},
		applies: map[string]map[string]bool{},
		errors:  map[string]error{},
	}
}

func (d *denials) subjects(rule string, ids any) {
	list, ok := ids.([]any)
	if !ok {
		d.failed(rule, errors.New("applies is not a set of resource ids"))
		return
	}
	if d.applies[rule] == nil {
		d.applies[rule] = map[string]bool{}
	}
	for _, id := range list {
		d.applies[rule][text(id)] = true
	}
}

// failed keeps the first error of a rule.
func (d *denials) failed(rule string, err error) {
	if d.errors[rule] == nil {
		d.errors[rule] = err
	}
}

// add takes an element of main's findings.
func (d *denials) add(item any) {
	object, _ := item.(map[string]any)
	d.put(text(object["rule"]), object)
}

// addFor takes an element of a rule's own deny, and leaves out what main would have.
func (d *denials) addFor(rule finding.Rule, item any) {
	object, ok := item.(map[string]any)
	if !ok {
		d.failed(rule.ID, errors.New("deny holds something that result.at did not make"))
		return
	}
	if !rule.JudgesAll() && outsideProduction(text(object["environment"])) {
		return
	}
	d.put(rule.ID, object)
}

func (d *denials) put(rule string, object map[string]any) {
	said := denial{
		resource: text(object["resource"]),
		pointer:  text(object["pointer"]),
		message:  text(object["message"]),
	}
	if said.resource == "" || said.message == "" {
		d.failed(rule, errors.New("deny holds something that result.at did not make"))
		return
	}
	said.undecided, _ = object["undecided"].(bool)
	if other, ok := object["place"].(map[string]any); ok {
		said.elsewhere = &place{resource: text(other["resource"]), pointer: text(other["pointer"])}
	}
	absent, _ := object["absent"].([]any)
	for _, name := range absent {
		said.absent = append(said.absent, text(name))
	}
	related, _ := object["related"].([]any)
	for _, item := range related {
		other, _ := item.(map[string]any)
		said.related = append(said.related, place{
			resource: text(other["resource"]), pointer: text(other["pointer"]), message: text(other["message"]),
		})
	}
	if d.byRule[rule] == nil {
		d.byRule[rule] = map[string][]denial{}
	}
	d.byRule[rule][said.resource] = append(d.byRule[rule][said.resource], said)
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// outsideProduction says whether an environment is declared and is not production.
func outsideProduction(environment string) bool {
	return environment == "staging" || environment == "development" || environment == "test"
}
