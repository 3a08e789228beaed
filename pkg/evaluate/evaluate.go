// Package evaluate judges a snapshot by rules written in Rego, and decides every
// verdict. It is the only package that knows OPA.
//
// A run is fast because it does little: of the shipped rules only those whose resource
// types are in the snapshot are evaluated, as the query plans that OPA compiled them to, with
// a generated catalogue for their METADATA; and resources are judged in batches, with what
// they are linked to beside them.
package evaluate

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options say which rules judge, and how.
type Options struct {
	// Policies holds main, lib, rules, facts and catalogue.json: package policies.
	Policies fs.FS
	// Compiled are the facts, the catalogue and the query plans of Policies, as [Compiled] writes them:
	// policies/compiled.bin. Where it is empty, and with Custom, OPA compiles and evaluates
	// their source.
	Compiled string
	// Custom are further policy folders. Their modules are checked completely, and may
	// use neither the network, the environment nor a clock other than Now.
	Custom []Folder
	// Version of pinelint, for the results.
	Version string
	// Now is the time that rules see.
	Now time.Time
	// Timeout bounds the evaluation of one rule on one batch; zero means ten seconds.
	Timeout time.Duration
	// Choose says whether a rule takes part, and which severity all of its findings have,
	// nil for those that the rule says. Without it all take part.
	Choose func(rule finding.Rule) (*finding.Severity, bool)
	// Settings are the team's thresholds, which rules read as data.settings.
	Settings map[string]any
	// Profile is what the settings and the choice rest on, for the results; nil for none.
	Profile *finding.Profile
	// Batch is the number of resources judged together; zero means 250.
	Batch int
}

const (
	defaultTimeout = 10 * time.Second
	defaultBatch   = 250
)

// Evaluator judges snapshots by one set of rules.
type Evaluator struct {
	options Options
	library *library
	rules   []finding.Rule
	// settled are the rules whose severity was chosen, so that no finding has another.
	settled map[string]bool
}

// New reads the catalogue, and parses and checks custom policies. An error is a mistake
// in a policy, and says where.
func New(options Options) (*Evaluator, error) {
	if options.Timeout == 0 {
		options.Timeout = defaultTimeout
	}
	if options.Batch == 0 {
		options.Batch = defaultBatch
	}
	library, err := openLibrary(options.Policies, options.Compiled, options.Custom)
	if err != nil {
		return nil, err
	}
	e := &Evaluator{options: options, library: library, settled: map[string]bool{}}
	e.choose()
	return e, nil
}

// Rules are the rules that take part, sorted by id, with the severities chosen for them.
func (e *Evaluator) Rules() []finding.Rule { return slices.Clone(e.rules) }

// All are the rules that there are and that are not retired, sorted by id, also those that do
// not take part.
func (e *Evaluator) All() []finding.Rule {
	return slices.DeleteFunc(slices.Clone(e.library.rules), func(rule finding.Rule) bool { return rule.Deprecated })
}

// Evaluate judges a snapshot. The error is an interruption or a fault in the shipped
// policies as a whole; a rule that fails is an entry of the results.
func (e *Evaluator) Evaluate(ctx context.Context, evidence *snapshot.Snapshot) (*finding.Results, error) {
	judge, err := e.judge(ctx, evidence)
	if err != nil {
		return nil, err
	}
	results := &finding.Results{
		Schema:  finding.ResultsSchema,
		Version: e.options.Version,
		Time:    e.options.Now.UTC().Format(time.RFC3339),
		Profile: e.options.Profile,
		Rules:   e.Rules(),
		Sources: Sources(evidence),
	}
	var found []*finding.Finding
	for _, rule := range e.rules {
		tally, findings := judge.rule(rule)
		results.Tallies = append(results.Tallies, tally)
		found = append(found, findings...)
	}
	results.Findings = finding.Ordered(found)
	return results, nil
}

// judge evaluates the rules, and where services withheld something, a second time without it.
func (e *Evaluator) judge(ctx context.Context, evidence *snapshot.Snapshot) (*judge, error) {
	present := e.present(evidence)
	if len(present) == 0 {
		return newJudge(evidence, newDenials(), e.settled), nil
	}
	program, err := e.library.compile(present, e.options.Settings)
	if err != nil {
		return nil, err
	}
	run := func(evidence *snapshot.Snapshot) (*judge, error) {
		denied := newDenials()
		if err := program.run(ctx, e.options, evidence, present, denied); err != nil {
			return nil, fmt.Errorf("evaluate rules: %w", err)
		}
		return newJudge(evidence, denied, e.settled), nil
	}
	whole, err := run(evidence)
	if rest := bare(evidence); err == nil && rest != nil {
		whole.bare, err = run(rest)
	}
	return whole, err
}

// present are the chosen rules that have a resource to judge.
func (e *Evaluator) present(evidence *snapshot.Snapshot) []finding.Rule {
	var rules []finding.Rule
	for _, rule := range e.rules {
		if slices.ContainsFunc(rule.Resources, func(name string) bool { return len(evidence.Resources[name]) > 0 }) {
			rules = append(rules, rule)
		}
	}
	return rules
}

// choose takes the rules that are chosen, and gives them the severities that they have.
func (e *Evaluator) choose() {
	e.rules = make([]finding.Rule, 0, len(e.library.rules))
	for i := range e.library.rules {
		rule := &e.library.rules[i]
		if rule.Deprecated {
			continue
		}
		takesPart := true
		if e.options.Choose != nil {
			var severity *finding.Severity
			if severity, takesPart = e.options.Choose(*rule); severity != nil {
				rule.Severity = *severity
				e.settled[rule.ID] = true
			}
		}
		if takesPart {
			e.rules = append(e.rules, *rule)
		}
	}
}
