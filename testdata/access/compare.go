//go:build unix

package main

import (
	"fmt"
	"io"

	"github.com/pinelint/pinelint/pkg/access"
)

// comparison is what became of the cases.
type comparison struct {
	simulator *simulator
	cases     int
	agreed    []verdict
	// refused are the cases that the simulator took for none, ignoring those of which it
	// left out a context key, by key.
	refused, ignoring int
	settled           map[string][]verdict
	unsettled         []verdict
}

// verdict is a case with both decisions; that of package access is in the words of
// [access.Effect].
type verdict struct {
	testCase

	Decision  string `json:"decision"`
	Simulator string `json:"simulator,omitempty"`

	reason string
}

func (c *comparison) add(asked *testCase) error {
	found, said, err := c.both(asked)
	switch {
	case err != nil:
		return err
	case said.Refused != "":
		c.refused++
		return nil
	case len(said.Ignored) > 0:
		c.ignoring++
		return nil
	case found.Decision == found.Simulator:
		c.agreed = append(c.agreed, found)
		return nil
	}
	if found, err = c.reduce(found); err != nil {
		return err
	}
	for i := range settlements {
		if s := &settlements[i]; s.covers(&found) {
			if c.settled == nil {
				c.settled = map[string][]verdict{}
			}
			c.settled[s.name] = append(c.settled[s.name], found)
			return nil
		}
	}
	c.unsettled = append(c.unsettled, found)
	return nil
}

// both asks both.
func (c *comparison) both(asked *testCase) (verdict, answer, error) {
	said, err := c.simulator.ask(asked)
	if err != nil {
		return verdict{}, said, err
	}
	decision := decide(asked)
	return verdict{
		testCase: *asked, Decision: decision.Effect.String(), Simulator: said.Decision, reason: decision.Reason(),
	}, said, nil
}

func (c *comparison) print(out io.Writer) {
	open := 0
	for i := range settlements {
		for _, found := range c.settled[settlements[i].name] {
			if found.Decision == access.Undecided.String() {
				open++
			}
		}
	}
	compared := c.cases - c.refused - c.ignoring
	fmt.Fprintf(out, "%d cases: %d refused by the simulator, %d with a context key that it ignores, %d compared\n",
		c.cases, c.refused, c.ignoring, compared)
	fmt.Fprintf(out, "%d agreed, %d disagreed, of which %d are left open by package access\n",
		len(c.agreed), compared-len(c.agreed), open)
	for i := range settlements {
		fmt.Fprintf(out, "%6d %s\n", len(c.settled[settlements[i].name]), settlements[i].name)
	}
	fmt.Fprintf(out, "%6d unsettled\n", len(c.unsettled))
	for _, found := range c.unsettled {
		fmt.Fprintf(out, "%s\n  here: %s\n", line(found), found.reason)
	}
}

func decide(c *testCase) access.Decision {
	p := access.Policies{
		Identity: parseAll("identity", c.Policies.Identity), Boundary: parse("boundary", c.Policies.Boundary),
		Session: parseAll("session", c.Policies.Session), Resource: parse("resource", c.Policies.Resource),
	}
	for _, level := range c.Policies.ServiceControl {
		p.ServiceControl = append(p.ServiceControl, parseAll("scp", level))
	}
	if c.Policies.PublicAccess != nil {
		p.PublicAccess = &access.PublicAccessBlock{RestrictPublicBuckets: c.Policies.PublicAccess.RestrictPublicBuckets}
	}
	r := c.Request
	return access.Explain(access.Request{
		Principal: r.Principal, Action: r.Action, Resource: r.Resource, ResourceAccount: r.ResourceAccount,
		Context: r.Context,
	}, p)
}

func parse(name string, policy document) *access.Policy {
	if policy == nil {
		return nil
	}
	return access.Parse(name, policy, nil)
}

func parseAll(name string, policies []document) []*access.Policy {
	var all []*access.Policy
	for _, policy := range policies {
		all = append(all, parse(name, policy))
	}
	return all
}
