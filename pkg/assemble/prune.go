package assemble

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// wanted are names of other platforms' resources that the manifest or a Pinecone resource
// mentions: addresses, ARNs, ids.
type wanted map[string]bool

// with is a copy that has the names in some observations too.
func (w wanted) with(observations []*snapshot.Observation) wanted {
	more := w
	for _, observation := range observations {
		for _, name := range names(observation) {
			if len(more) == len(w) {
				more = maps.Clone(w)
			}
			more[name] = true
		}
	}
	return more
}

func names(observation *snapshot.Observation) []string {
	var all []string
	for _, key := range namedBy(observation.Type) {
		value, _ := snapshot.Lookup(observation.Values, "/"+key)
		if name, ok := value.(string); ok && name != "" {
			if _, address, ok := snapshot.Named(name); ok {
				if _, rest, ok := strings.Cut(address, ":"); ok {
					address = rest
				}
				name = address
			}
			all = append(all, bucketOf(name))
			if role, ok := roleIn(name); ok {
				all = append(all, "role/"+role)
			}
		}
	}
	return all
}

func namedBy(kind string) []string {
	switch kind {
	case "pinecone_organization":
		return []string{"audit_logs/role", "audit_logs/bucket"}
	case "pinecone_cmek_key":
		return []string{"role", "key"}
	case "pinecone_private_endpoint":
		return []string{"endpoint"}
	case "pinecone_index":
		return []string{"cmek_id"}
	default:
		return nil
	}
}

// prune keeps what is Pinecone's or of the repository, what Pinecone uses, and what those
// are joined to.
func (a *Assembler) prune(unit []*snapshot.Observation, named wanted) []*snapshot.Observation {
	named = named.with(unit)
	var used []*snapshot.Observation
	foreign := false
	for _, observation := range unit {
		if ours(observation.Type) || isLive(observation) || a.recognised(observation) || mentioned(observation, named) ||
			partOfNamed(observation, named) {
			used = append(used, observation)
		}
		foreign = foreign || !ours(observation.Type)
	}
	if !foreign {
		return unit
	}
	kept := a.connected(unit, used)
	return slices.DeleteFunc(unit, func(observation *snapshot.Observation) bool {
		return !kept[observation] || folded(observation.Type) || lonelyRoot(observation, kept)
	})
}

// connected are the given observations of a unit and all that joins lead to from them, in
// both directions.
func (a *Assembler) connected(unit, from []*snapshot.Observation) map[*snapshot.Observation]bool {
	kept := make(map[*snapshot.Observation]bool, len(from))
	for _, observation := range from {
		kept[observation] = true
	}
	if !reaches(from) {
		return kept
	}
	pending := slices.Clone(from)
	keep := func(observation *snapshot.Observation) {
		if !kept[observation] {
			kept[observation] = true
			pending = append(pending, observation)
		}
	}
	graph := newGraph(unit)
	referring := a.referrers(unit, graph)
	for len(pending) > 0 {
		observation := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		for by := range joinsOf(observation.Type) {
			for _, target := range graph.targets(observation, by) {
				keep(target)
			}
		}
		for _, other := range referring[observation] {
			keep(other)
		}
	}
	return kept
}

// reaches says whether some of the observations may be joined to one of another platform.
// Where none is, which is so in most root modules, nobody has to look for what it is.
func reaches(kept []*snapshot.Observation) bool {
	return slices.ContainsFunc(kept, func(observation *snapshot.Observation) bool {
		return !ours(observation.Type) || slices.ContainsFunc(joins, func(by join) bool {
			return by.from == observation.Type && !ours(by.to) && mayReach(observation, by.pointer)
		})
	})
}

// mayReach says whether an attribute has a value or was made from something.
func mayReach(observation *snapshot.Observation, pointer string) bool {
	if _, set := snapshot.Lookup(observation.Values, pointer); set {
		return true
	}
	for at := range observation.References {
		if snapshot.Within(at, pointer) {
			return true
		}
	}
	return false
}

// ours are the types that a snapshot keeps whatever they are joined to.
func ours(kind string) bool { return !strings.HasPrefix(kind, "aws_") && kind != "datadog_monitor" }

// lonelyRoot is a root module of which nothing has to do with Pinecone.
func lonelyRoot(observation *snapshot.Observation, kept map[*snapshot.Observation]bool) bool {
	if observation.Type != "terraform_root" {
		return false
	}
	for other := range kept {
		if other != observation && other.Source == observation.Source {
			return false
		}
	}
	return true
}

// instance says whether an address is named that a plan may have for what stands for some
// instance.
func (w wanted) instance(some *snapshot.Observation) bool {
	if !strings.Contains(some.Address, snapshot.SomeInstance) {
		return false
	}
	for name := range w {
		if _, ok := keysOf(some.Address, name); ok {
			return true
		}
	}
	return false
}

func mentioned(observation *snapshot.Observation, named wanted) bool {
	if len(named) == 0 {
		return false
	}
	isNamed := func(address string) bool { return named[address] }
	if named[observation.Address] || slices.ContainsFunc(observation.Formerly, isNamed) || named.instance(observation) {
		return true
	}
	for _, key := range []string{"arn", "id", "key_id"} {
		if value, ok := observation.Values[key].(string); ok && named[value] {
			return true
		}
	}
	bucket, _ := observation.Values["bucket"].(string)
	role, _ := observation.Values["name"].(string)
	return observation.Type == "aws_s3_bucket" && named[bucket] ||
		observation.Type == "aws_iam_role" && named["role/"+role]
}

// referrers are, for each observation, those that say something about it and matter only
// because it does: an alias of a key, a record of an endpoint. A subnet does not make its
// VPC's other subnets matter, nor a record other records of its zone, if that is not one of
// Pinecone's domains.
func (a *Assembler) referrers(
	unit []*snapshot.Observation, graph *graph,
) map[*snapshot.Observation][]*snapshot.Observation {
	all := map[*snapshot.Observation][]*snapshot.Observation{}
	for _, observation := range unit {
		for by := range joinsOf(observation.Type) {
			if by.back == "" {
				continue
			}
			for _, target := range graph.targets(observation, by) {
				if by.to != "aws_route53_zone" || a.recognised(target) {
					all[target] = append(all[target], observation)
				}
			}
		}
	}
	return all
}
