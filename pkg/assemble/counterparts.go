package assemble

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// thing is what all observations of one address in one scope, or of one ARN, are of.
type thing struct {
	key          string
	observations []*snapshot.Observation
}

// counterparts finds, for what a service showed, the declaration of the same thing where no
// identifier tells: Terraform's source has neither ARNs nor ids. Two are the same where
// each is the only one of its kind and name, or where two that are the same refer to them.
// The result has the declaration's key for each live observation.
type counterparts struct {
	graph *graph
	of    map[*snapshot.Observation]*thing
	same  map[*snapshot.Observation]string
	taken map[*thing]bool
	// seen is the live thing of each declared one.
	seen map[*thing]*thing
}

func findCounterparts(
	observations []*snapshot.Observation, graph *graph,
) (map[*snapshot.Observation]string, []snapshot.Problem) {
	if !slices.ContainsFunc(observations, isLive) {
		return nil, nil
	}
	c := &counterparts{
		graph: graph, of: map[*snapshot.Observation]*thing{},
		same: map[*snapshot.Observation]string{}, taken: map[*thing]bool{}, seen: map[*thing]*thing{},
	}
	live, declared := c.things(observations)
	var problems []snapshot.Problem
	for _, name := range slices.Sorted(maps.Keys(live)) {
		switch seen, written := c.pairByProject(live[name], declared[name]); {
		case len(seen) == 0 || len(written) == 0:
		case len(seen) == 1 && len(written) == 1:
			c.pair(seen[0], written[0])
		default:
			problems = append(problems, ambiguous(name, seen, written))
		}
	}
	c.bindings(observations)
	return c.same, problems
}

// things are, by type and name, what services showed and what Terraform declares.
func (c *counterparts) things(observations []*snapshot.Observation) (live, declared map[string][]*thing) {
	live, declared = map[string][]*thing{}, map[string][]*thing{}
	byKey := map[string]*thing{}
	for _, observation := range observations {
		seen := isLive(observation)
		if !seen && !isCode(observation.Source) {
			continue
		}
		key := observation.Type + "\x00" + addressKey(observation)
		if seen {
			key = observation.Type + "\x00" + observation.Address
		}
		one := byKey[key]
		if one == nil {
			one = &thing{key: addressKey(observation)}
			byKey[key] = one
		}
		one.observations = append(one.observations, observation)
		c.of[observation] = one
		name := calledBy(observation)
		if name == "" || dataSource().MatchString(observation.Address) {
			continue
		}
		into := declared
		if seen {
			into = live
		}
		if !slices.Contains(into[name], one) {
			into[name] = append(into[name], one)
		}
	}
	return live, declared
}

// calledBy is the type and what people call a thing by; empty where that tells nothing, or
// an identity of its own is always there.
func calledBy(o *snapshot.Observation) string {
	name := ""
	switch o.Type {
	case "aws_iam_role", "aws_iam_policy", "aws_kms_alias", "aws_kms_grant", "aws_security_group",
		"pinecone_api_key", "pinecone_service_account":
		name = snapshot.Text(o.Values, "name")
	case "pinecone_invite":
		name = snapshot.Text(o.Values, "email")
	case "aws_subnet":
		name = snapshot.Text(o.Values, "cidr_block")
	case "aws_vpc_endpoint":
		name = snapshot.Text(o.Values, "service_name")
	case "aws_route53_zone":
		name = strings.TrimSuffix(snapshot.Text(o.Values, "name"), ".")
	case "pinecone_index":
		// A key of a project that nobody named tells no project.
		if snapshot.Text(o.Values, "project") == "" {
			name = snapshot.Text(o.Values, "name")
		}
	}
	if name == "" {
		return ""
	}
	return o.Type + "\x00" + name
}

// pair makes one of a live thing and a declared one, and of those that both refer to.
func (c *counterparts) pair(live, declared *thing) {
	if c.taken[live] || c.taken[declared] || conflict(live, declared) || c.apart(live, declared) {
		return
	}
	c.taken[live], c.taken[declared], c.seen[declared] = true, true, live
	for _, observation := range live.observations {
		c.same[observation] = declared.key
	}
	for _, by := range []join{
		{from: "aws_kms_alias", pointer: "/target_key_id", to: "aws_kms_key"},
		{from: "aws_kms_grant", pointer: "/key_id", to: "aws_kms_key"},
		{from: "aws_vpc_endpoint", pointer: "/vpc_id", to: "aws_vpc"},
		{from: "pinecone_index", pointer: "/cmek_id", to: "aws_kms_key"},
	} {
		if live.observations[0].Type != by.from {
			continue
		}
		seen, written := c.targets(live, by, isLive), c.targets(declared, by, isDeclaration)
		if len(seen) == 1 && len(written) == 1 {
			c.pair(seen[0], written[0])
		}
	}
}

func (c *counterparts) targets(from *thing, by join, fits func(*snapshot.Observation) bool) []*thing {
	var all []*thing
	for _, observation := range from.observations {
		for _, target := range c.graph.targets(observation, by) {
			if one := c.of[target]; one != nil && fits(target) && !slices.Contains(all, one) {
				all = append(all, one)
			}
		}
	}
	return all
}

// conflict says whether two things have different identifiers, as a state has them.
func conflict(a, b *thing) bool {
	for _, x := range a.observations {
		for _, y := range b.observations {
			for _, name := range []string{"arn", "id", "key_id", "zone_id", "region"} {
				one, other := snapshot.Text(x.Values, name), snapshot.Text(y.Values, name)
				if one != "" && other != "" && one != other && !identifies(one, other) {
					return true
				}
			}
			if one, other := nameTag(x), nameTag(y); one != "" && other != "" && one != other {
				return true
			}
		}
	}
	return false
}

// identifies says whether one of two names is an ARN that ends in the other.
func identifies(a, b string) bool { return strings.HasSuffix(a, "/"+b) || strings.HasSuffix(b, "/"+a) }

func nameTag(o *snapshot.Observation) string {
	tags, _ := o.Values["tags"].(map[string]any)
	return snapshot.Text(tags, "Name")
}

func ambiguous(name string, live, declared []*thing) snapshot.Problem {
	kind, called, _ := strings.Cut(name, "\x00")
	addresses := make([]string, len(declared))
	for i, one := range declared {
		addresses[i] = standing(one.observations[0])
	}
	return snapshot.Problem{Kind: snapshot.Notice, Message: fmt.Sprintf(
		"%s %q was seen %d times and is declared by %s, so nothing tells which is which: each is judged by itself",
		kind, called, len(live), strings.Join(addresses, ", "))}
}

func addressKey(o *snapshot.Observation) string {
	return "address " + scope(o) + " " + cmp.Or(o.DeclaredAs, o.Address)
}

func isDeclaration(o *snapshot.Observation) bool { return isCode(o.Source) }

// isLive says whether a service showed a thing, or refused to.
func isLive(o *snapshot.Observation) bool {
	return o.Call != nil || strings.HasPrefix(o.Source, "pinecone ") || strings.HasPrefix(o.Source, "aws.")
}
