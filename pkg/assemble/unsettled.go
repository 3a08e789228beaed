package assemble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// unsettled says why nobody knows whether one thing refers to another that it names: what it
// names is one of several, or nothing, as a variable or a parameter says. It is empty where
// that is known, and where neither may be there, as then both are made by it.
func (g *graph) unsettled(from *snapshot.Observation, pointer string, to *snapshot.Observation) string {
	if len(from.Unknown) == 0 || isOptional(from) && isOptional(to) {
		return ""
	}
	reason := ""
	for at, references := range from.References {
		if !snapshot.Within(at, pointer) || !slices.ContainsFunc(references, g.leadsTo(from.Source, to)) {
			continue
		}
		why, ok := choice(from, at)
		if !ok {
			return ""
		}
		if reason == "" || why < reason {
			reason = why
		}
	}
	return reason
}

// isOptional says whether a thing is some instance, or depends on a condition. What chooses it
// then makes it too: where it is there, what may refer to it does.
func isOptional(o *snapshot.Observation) bool {
	return strings.Contains(o.Address, snapshot.SomeInstance) || len(o.Conditions) > 0
}

func (g *graph) leadsTo(source string, to *snapshot.Observation) func(string) bool {
	return func(reference string) bool { return slices.Contains(g.resolve(source, reference), to) }
}

// choice is what decides what a pointer comes to, if that is not only known later, as an id is
// that a provider gives.
func choice(o *snapshot.Observation, pointer string) (string, bool) {
	for at := pointer; ; at = snapshot.Parent(at) {
		if why, ok := o.Unknown[at]; ok {
			return why.Reason, !why.IsLater()
		}
		if at == "" {
			return "", false
		}
	}
}

// refer links a resource with what an observation of it refers to by a join. Whoever asks
// whether something has a name, a subnet or a policy is told where nobody knows.
func (g *graph) refer(resource, other *snapshot.Resource, by join, from, to *snapshot.Observation) {
	reason := g.unsettled(from, by.pointer, to)
	if reason != "" && (by.relation == "subnets" || by.relation == "policies") {
		leaveOpen(resource, by.relation, reason)
		return
	}
	if isOptional(to) {
		reason = ""
	}
	switch {
	case reason == "" || !leadsAway(by.relation):
		connect(resource, by.relation, other)
	case by.relation != "endpoints": // of which the endpoint is told
		leaveOpen(resource, by.relation, reason)
	}
	if reason == "" && !isCertain(from, to) {
		reason = unmade(from)
	}
	switch {
	case outlives(other, resource):
	case reason != "" && isName(resource.Type):
		leaveOpen(other, by.back, fmt.Sprintf("whether %q is one of it is not known: %s", resource.Name, reason))
	default:
		connect(other, by.back, resource)
	}
}

// leadsAway says whether a relation tells to what something goes, so that one of several is not
// enough: which key a bucket encrypts with, which endpoint a record leads to, in which VPC something is.
func leadsAway(relation string) bool {
	return slices.Contains([]string{"kms_key", "kms_alias", "endpoints", "zone", "vpc", "vpcs"}, relation)
}

func leaveOpen(resource *snapshot.Resource, relation, reason string) {
	resource.Incomplete = lacking(resource.Incomplete, map[string]string{relation: reason})
}

// isName says whether things of a type are names of other things.
func isName(kind string) bool { return kind == "aws_kms_alias" || kind == "aws_route53_record" }

// unnamed leaves open whether keys have an alias where nobody knows of which key one is.
func unnamed(unit []*snapshot.Observation, graph func() *graph) {
	by := join{pointer: "/target_key_id", to: "aws_kms_key"}
	named := map[*snapshot.Observation]bool{}
	stray := ""
	for _, alias := range unit {
		if alias.Type != "aws_kms_alias" || isDeleted(alias) {
			continue
		}
		targets := graph().targets(alias, by)
		for _, target := range targets {
			named[target] = true
		}
		if len(targets) == 0 && stray == "" && isStray(alias, whole{pointer: by.pointer, to: by.to}) {
			stray = alias.Address
		}
	}
	if stray == "" {
		return
	}
	for _, key := range unit {
		if key.Type == by.to && !named[key] {
			key.Incomplete = lacking(key.Incomplete, map[string]string{"aliases": unowned(stray)})
		}
	}
}
