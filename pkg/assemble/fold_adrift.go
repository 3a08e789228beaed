package assemble

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// adrift is a part of which nothing tells what it belongs to, so that it may be of what another root
// module or template declares.
type adrift struct {
	part *snapshot.Observation
	// beside are the sources of its unit, whose wholes were asked already.
	beside map[string]bool
	// actions are what the policies say that it gives a role, and unread that one of them is not known.
	actions []string
	unread  bool
	// more says that it stands for further ones of its type, which may be anything.
	more bool
}

// partsIn are the parts that code or a plan tells of.
func partsIn(unit []*snapshot.Observation) []*snapshot.Observation {
	if len(unit) == 0 || !isCode(unit[0].Source) {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(unit), func(o *snapshot.Observation) bool { return !folded(o.Type) })
}

// keyOf is by what a part that a plan tells is known again.
func keyOf(part *snapshot.Observation) string { return part.Type + " " + part.Address }

// isAdrift says whether nothing tells what a part belongs to, but that the same unit does not make it.
func isAdrift(part *snapshot.Observation, of whole) bool {
	why, hidden := hiddenOwner(part, of)
	if !hidden || strings.HasPrefix(why.Expression, "module.") || of.to == "aws_s3_bucket" && namesMade(part, of) {
		return false
	}
	made := func(reference string) bool { return isMade(part.Source, reference) }
	for pointer, references := range part.References {
		if snapshot.Within(pointer, of.pointer) && slices.ContainsFunc(references, made) {
			return false
		}
	}
	return true
}

// isAnyAdrift is [isAdrift] of what may be no part.
func isAnyAdrift(observation *snapshot.Observation) bool {
	of, ok := wholeOf(observation.Type)
	return ok && isAdrift(observation, of)
}

// hiddenOwner is why nobody can tell what a part belongs to.
func hiddenOwner(part *snapshot.Observation, of whole) (snapshot.Unknown, bool) {
	for _, pointer := range slices.Sorted(maps.Keys(part.Unknown)) {
		if snapshot.Within(pointer, of.pointer) || pointer == "" && !mayReach(part, of.pointer) {
			return part.Unknown[pointer], true
		}
	}
	return snapshot.Unknown{}, false
}

// addAdrift adds a part of which nothing in its unit tells what it belongs to, where something may
// speak for it. Of endlessly many of a type the last one stands for the others.
func addAdrift(all []*adrift, part *snapshot.Observation, unit []*snapshot.Observation, graph *graph) []*adrift {
	if !isAnyAdrift(part) {
		return all
	}
	var alike []*adrift
	for _, one := range all {
		if one.part.Type == part.Type {
			alike = append(alike, one)
		}
	}
	lost := &adrift{part: part, beside: map[string]bool{}}
	lost.readPolicies(graph)
	switch {
	case !lost.matters():
		return all
	case len(alike) >= mostStrays:
		alike[len(alike)-1].standFor(lost)
		return all
	}
	for _, one := range unit {
		lost.beside[one.Source] = true
	}
	return append(all, lost)
}

// standFor has a part stand for another one of its type too.
func (a *adrift) standFor(other *adrift) {
	of, _ := wholeOf(other.part.Type)
	why, _ := hiddenOwner(other.part, of)
	a.more, a.unread = true, a.unread || other.unread || saysPinecone(why)
	for _, service := range []string{"kms", "s3"} {
		if !a.allows(service) && other.allows(service) {
			a.actions = append(a.actions, service+":*")
		}
	}
}

// readPolicies takes what the policies give that a part is or attaches.
func (a *adrift) readPolicies(graph *graph) {
	part := a.part
	switch part.Type {
	case "aws_iam_role_policy":
		a.reads(part, "/policy")
	case "aws_iam_role_policy_attachment", "aws_iam_policy_attachment":
		attached := graph.targets(part, join{pointer: "/policy_arn", to: "aws_iam_policy"})
		for _, policy := range attached {
			a.reads(policy, "/policy")
		}
		arn, known := part.Values["policy_arn"].(string)
		a.actions = append(a.actions, managed(arn)...)
		a.unread = a.unread || len(attached) == 0 && !known
	case "aws_iam_role_policy_attachments_exclusive":
		for _, arn := range snapshot.Texts(part.Values["policy_arns"]) {
			a.actions = append(a.actions, managed(arn)...)
		}
	}
}

// matters says whether something may speak for a part, whatever it is of.
func (a *adrift) matters() bool {
	of, _ := wholeOf(a.part.Type)
	why, _ := hiddenOwner(a.part, of)
	switch {
	case saysPinecone(why):
		return true
	case of.to == "aws_iam_role":
		return a.allows("kms", "s3")
	case of.to == "aws_security_group":
		return admitsHTTPS(a.part)
	default:
		return true
	}
}

func saysPinecone(why snapshot.Unknown) bool {
	return strings.Contains(strings.ToLower(why.Expression+" "+why.Pattern), "pinecone")
}

// allows says whether a policy gives a role something of one of some services.
func (a *adrift) allows(services ...string) bool {
	return a.unread || slices.ContainsFunc(a.actions, func(action string) bool {
		service, _, _ := strings.Cut(strings.ToLower(action), ":")
		return service == "*" || slices.Contains(services, service)
	})
}

// reads takes what the policy at a pointer gives, whether it is all or but what it names.
func (a *adrift) reads(holder *snapshot.Observation, pointer string) {
	statements, _ := snapshot.Lookup(holder.Values, pointer+"/Statement")
	for _, statement := range listOf(statements) {
		fields, _ := statement.(map[string]any)
		a.actions = append(a.actions, snapshot.Texts(fields["Action"])...)
		if fields["NotAction"] != nil {
			a.actions = append(a.actions, "*")
		}
	}
	for at := range holder.Unknown {
		hides := snapshot.Within(pointer, at) || snapshot.Within(at, pointer) && strings.Contains(at, "Action")
		a.unread = a.unread || hides
	}
}

// managed are actions that a policy of AWS's gives, by its name.
func managed(arn string) []string {
	name := arn[strings.LastIndexByte(arn, '/')+1:]
	switch {
	case !strings.HasPrefix(arn, "arn:aws:iam::aws:policy/"):
		return nil
	case strings.HasPrefix(name, "Administrator"), strings.HasPrefix(name, "PowerUser"):
		return []string{"*"}
	case strings.Contains(name, "KeyManagement"):
		return []string{"kms:*"}
	case strings.Contains(name, "S3"):
		return []string{"s3:*"}
	default:
		return nil
	}
}

// foldAdrift leaves open whether what other units declare has one of the parts, where something
// speaks for it: a variable that is called after Pinecone, a policy of keys and a role that Pinecone
// assumes for keys, a rule for HTTPS and the group of an endpoint. What plans tell is known.
func (a *Assembler) foldAdrift(observations []*snapshot.Observation) {
	slices.SortFunc(a.adrift, func(x, y *adrift) int {
		return cmp.Or(strings.Compare(x.part.Source, y.part.Source), strings.Compare(x.part.Address, y.part.Address))
	})
	parts := map[string][]*adrift{}
	for _, lost := range a.adrift {
		of, _ := wholeOf(lost.part.Type)
		if lost.more || !a.isTold(lost.part) {
			parts[of.to] = append(parts[of.to], lost)
		}
	}
	for _, target := range observations {
		if !isCode(target.Source) {
			continue
		}
		seen := map[string]bool{}
		for _, lost := range parts[target.Type] {
			of, _ := wholeOf(lost.part.Type)
			if seen[lost.part.Type] || !a.mayBelong(lost, of, target) {
				continue
			}
			seen[lost.part.Type] = true
			part := unsure(lost.part, unowned(lost.part.Address))
			delete(part.Values, "name") // it may be that of another part
			if !hasSuch(target, part, of) {
				of.write(part, target)
			}
		}
	}
}

// isTold says whether a plan tells of what a part is: of this one, as no two root modules declare
// one of its type and address.
func (a *Assembler) isTold(part *snapshot.Observation) bool {
	return !isPlan(part.Source) && a.placed[keyOf(part)] && a.written[keyOf(part)] <= 1
}

// mayBelong says whether a part may be of what another unit declares, and something speaks for it.
func (a *Assembler) mayBelong(lost *adrift, of whole, target *snapshot.Observation) bool {
	why, _ := hiddenOwner(lost.part, of)
	switch {
	case lost.beside[target.Source] || !lost.more && !mayBeNamed(target, why):
		return false
	case saysPinecone(why):
		return true
	case of.to == "aws_iam_role":
		return a.gives(lost, target)
	default:
		return lost.more || lost.matters()
	}
}

// mayBeNamed says whether a whole may have a name of which the beginning is known.
func mayBeNamed(target *snapshot.Observation, why snapshot.Unknown) bool {
	if !hasName(target.Type) || why.Prefix == "" {
		return true
	}
	return mayBeCalled(target, why.Prefix) || slices.ContainsFunc(identifiers[target.Type], func(attribute string) bool {
		name, ok := target.Values[attribute].(string)
		hidden, open := target.Unknown[snapshot.Child("", attribute)]
		return ok && strings.HasPrefix(name, why.Prefix) || open && strings.HasPrefix(hidden.Prefix, why.Prefix)
	})
}

// gives says whether a part gives a role that Pinecone assumes what such a role may be for.
func (a *Assembler) gives(lost *adrift, role *snapshot.Observation) bool {
	keys := trusts(role, ask.CMEKRole)
	logs := !keys && a.options.integrates(role) // the same account may assume all
	if !keys && !logs {
		if !mentioned(role, a.wanted) {
			return false
		}
		keys, logs = true, true
	}
	return keys && lost.allows("kms") || logs && lost.allows("s3")
}

// admitsHTTPS says whether a rule may let clients of an endpoint in.
func admitsHTTPS(rule *snapshot.Observation) bool {
	if rule.Values["type"] == "egress" || rule.Type == "aws_vpc_security_group_egress_rule" {
		return false
	}
	port := func(name string, otherwise int64) int64 {
		number, _ := rule.Values[name].(json.Number)
		if value, err := number.Int64(); err == nil && value >= 0 {
			return value
		}
		return otherwise
	}
	const https = 443
	return port("from_port", https) <= https && https <= port("to_port", https)
}
